"""Sessions: which students are logged in, from where, and by what; each can be ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from enroltui.actions import bindings
from enroltui.language import N_, Language, says
from enroltui.registrar.values.people import SessionFact
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.sentences.words import word
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

ROOM_FOR_SEEN, ROOM_FOR_HOST, ROOM_FOR_CREDENTIAL = 70, 96, 110
"""Table widths from which on there is room for more."""
_ABOUT = says(
    "The students who are logged in now. A session that is ended stops at once; what was confirmed is kept. Its "
    "account stays open: whoever has the password can log in again."
)


class SessionsPage(Page):
    """The sessions of students, the newest first."""

    PAGE = "sessions"
    CSS_PATH = "sessions.tcss"
    HOME = "#sessions"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("end_session")]

    def __init__(self) -> None:
        super().__init__()
        self._asked_once = False
        self.sessions: Table[SessionFact] = Table(
            [
                Column(N_("Number"), lambda session, _: session.account, 10, tone=lambda _: "strong"),
                Column(N_("Since"), lambda session, language: language.moment(session.began), 17),
                Column(N_("Last seen"), last_seen, 17, from_width=ROOM_FOR_SEEN),
                Column(N_("How"), lambda session, language: word(session.via, language), 10),
                Column(N_("From"), lambda session, _: session.address),
                Column(N_("Machine"), lambda session, _: session.host, 14, from_width=ROOM_FOR_HOST),
                Column(N_("By"), credential_word, 20, from_width=ROOM_FOR_CREDENTIAL),
            ],
            lambda session: str(session.number),
            id="sessions",
        )

    def content(self) -> ComposeResult:
        """Lay out what the page is for, the sessions, and how many they are."""
        yield Words(_ABOUT, id="about", classes="quiet")
        yield self.sessions
        yield Words(self._say_count, id="count", classes="quiet")

    def look(self) -> None:
        """Ask for the sessions that are open now."""
        self.fetch(self.by_caller(Registrar.sessions), self._show)

    def _show(self, found: Sequence[SessionFact]) -> None:
        self._asked_once = True
        self.sessions.show(found)
        self.say_anew()

    def _say_count(self, language: Language) -> str:
        if not self.sessions.rows:
            return language.text("No student is logged in now.") if self._asked_once else ""
        return language.text(
            "{here} of {total} · the newest first", here=self.sessions.cursor + 1, total=len(self.sessions.rows)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """End only what there is."""
        if action == "end_session":
            return self.sessions.row is not None
        return super().check_action(action, parameters)

    def action_end_session(self) -> None:
        """End the session under the cursor."""
        if (row := self.sessions.row) is not None:

            def ended(count: int) -> None:
                name = row.account
                self.say(Tone.GOOD, lambda language: _ended(name, count, language))
                self.look()

            self.change(self.by_caller(Registrar.end_sessions, row.number), ended)


def last_seen(session: SessionFact, language: Language) -> str:
    """Say when the program of a session was last heard of, or that it fell silent."""
    return language.text("not heard of") if session.silent else language.moment(session.seen)


def credential_word(session: SessionFact, language: Language) -> str:
    """Say by what somebody logged in: a password, or the key with this fingerprint."""
    return language.text("password") if session.credential == "password" else session.credential


def _ended(name: str, count: int, language: Language) -> str:
    if not count:
        return language.text("That session of {name} was over already.", name=name)
    return language.text("The session of {name} is ended. What was confirmed in it is kept.", name=name)
