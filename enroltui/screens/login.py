"""The way in: number and password; in the demo, a list of students to choose from."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.errors import DatabaseUnusable, EnrolError
from enroltui.language import N_, Language
from enroltui.screens.page import Page
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table
from enroltui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from enroltui.registrar.facts import Account, DemoAccount, Programme, SignInRefused

LONGEST_NUMBER, LONGEST_PASSWORD = 64, 128


class LoginPage(Page):
    """ULCN account and password, as in uSis. The database is opened after the first paint.

    It is the app's default screen, so the app loads its style sheet. What the first paint does not need is imported
    where it is used.
    """

    PAGE = "login"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("trouble")]

    def __init__(self) -> None:
        super().__init__()
        self._programmes: dict[str, Programme] = {}

    def content(self) -> ComposeResult:
        """Title, two fields, and the demo's students once they are known."""
        yield Words(_title, classes="heading")
        yield Words(_what_it_is, classes="quiet")
        with Horizontal(classes="field gap"):
            yield Words(lambda language: language.text("Student number or login"), classes="label")
            yield Field(LONGEST_NUMBER, id="number")
        with Horizontal(classes="field"):
            yield Words(lambda language: language.text("Password"), classes="label")
            yield Field(LONGEST_PASSWORD, id="password")
        yield Words(lambda language: language.text("Unable to log in? Press F3."), classes="quiet", id="unable")
        yield Words(lambda _: "", classes="gap quiet", id="about-demo")
        demo: Table[DemoAccount] = Table(
            [
                Column(N_("Number"), lambda row, _: row.account.name, 11, tone=lambda _: "strong"),
                Column(N_("Name"), lambda row, _: row.account.person, 18),
                Column(N_("Password"), lambda row, _: row.password, 14, from_width=70),
                Column(N_("Programme"), self._studies),
            ],
            lambda row: row.account.name,
            id="demo",
        )
        yield demo

    def settle(self) -> None:
        self.demo.display = False
        self.password.password = True
        self.number.focus()

    def look(self) -> None:
        """The demo's accounts, after the first paint."""
        self.call_after_refresh(
            self.fetch, lambda registrar: (registrar.demo_accounts(), registrar.programmes()), self._show_demo
        )

    def action_trouble(self) -> None:
        """Help with logging in."""
        self.enrol_app.go("ulcn_help")

    def leave_field(self) -> bool:
        """To the demo's accounts, or else to the line above, so that letters are commands."""
        if not isinstance(self.focused, Input):
            return False
        (self.demo if self.demo.display else self.query_one(TopLine)).focus()
        return True

    def begin_anew(self) -> None:
        """Somebody has logged out."""
        self.number.focus()
        self.say(Tone.GOOD, lambda language: language.text("You have logged out."))

    @property
    def number(self) -> Input:
        """The field for the student number."""
        return self.query_one("#number", Input)

    @property
    def password(self) -> Input:
        """The field for the password."""
        return self.query_one("#password", Input)

    @property
    def demo(self) -> Table[DemoAccount]:
        """The demo's accounts."""
        return self.query_one("#demo", Table)

    def troubled(self, trouble: EnrolError) -> None:
        """A database that cannot be worked on ends the program with one clear sentence."""
        from enroltui.sentences import error_sentence

        if isinstance(trouble, DatabaseUnusable):
            self.enrol_app.leave(error_sentence(trouble, self.visit.language), return_code=2)
        else:
            super().troubled(trouble)

    # --- the demo's accounts ----------------------------------------------------------------------------------------

    def _show_demo(self, answer: tuple[tuple[DemoAccount, ...], tuple[Programme, ...]]) -> None:
        accounts, programmes = answer
        self._programmes = {programme.slug: programme for programme in programmes}
        self.demo.display = bool(accounts)
        if accounts:
            self.query_one("#about-demo", Words).tell(_about_demo)
            self.demo.show(accounts)

    def _studies(self, row: DemoAccount, language: Language) -> str:
        from enroltui.sentences import role_word

        programme = self._programmes.get(row.account.programme or "")
        return language.name(programme) if programme else role_word(row.account.role, language)

    @on(Table.Chosen, "#demo")
    def _demo_chosen(self) -> None:
        if (chosen := self.demo.row) is not None:
            self.number.value = chosen.account.name
            self.password.value = chosen.password
            self.password.focus()
            self.say(Tone.PLAIN, lambda language: language.text("Press Enter to log in."))

    # --- logging in -------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#number")
    def _number_typed(self) -> None:
        self.password.focus()

    @on(Input.Submitted, "#password")
    def _log_in(self) -> None:
        number, password = self.number.value, self.password.value
        if not number.strip() or not password:
            self.say(Tone.BAD, lambda language: language.text("Type your student number and your password."))
            (self.password if number.strip() else self.number).focus()
            return
        self.change(lambda registrar: registrar.sign_in(number, password), self._answered)

    def _answered(self, answer: Account | SignInRefused) -> None:
        from enroltui.registrar.facts import SignInRefused

        self.password.value = ""
        if isinstance(answer, SignInRefused):
            wait = ceil(answer.wait)
            self.say(Tone.BAD, lambda language: _refused(wait, language))
            return
        self.number.value = ""
        self.notice.clear()
        self.enrol_app.welcome(answer)


def _title(language: Language) -> str:
    return language.text("Course and exam enrolment")


def _what_it_is(language: Language) -> str:
    return language.text("Log in with your ULCN account, the one that you use for Blackboard.")


def _about_demo(language: Language) -> str:
    return language.text(
        "Demo: Tab to the list, choose somebody with the arrows and Enter; Enter again logs in. The courses and "
        "credits are Leiden's; people, class numbers, days, rooms and sizes are made up."
    )


def _refused(wait: int, language: Language) -> str:
    refused = language.text("This number and password do not go together. Check both and try again.")
    if not wait:
        return refused
    pause = language.plural("After {count} second you can try again.", "After {count} seconds you can try again.", wait)
    return f"{refused} {pause}"
