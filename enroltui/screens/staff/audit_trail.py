"""The audit trail of a student or a class: who did or tried what, for whom, from where, when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.content import Content

from enroltui.language import N_, Language
from enroltui.moments import in_leiden
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.people import StudentFact
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.sentences.audit_trail import action_word, event_outcome, seat_of
from enroltui.sentences.words import word
from enroltui.widgets.class_naming import named
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

ROOM_FOR_VIA = 92

NumberedEvent = tuple[int, AuditFact]
"""An event and its place in the trail, by which it is told from the others."""


class TrailPage(Page):
    """The events of the trail, the newest first, and the one under the cursor in full."""

    PAGE = "trail"
    CSS_PATH = "audit_trail.tcss"
    HOME = "#events"

    def __init__(self, student: StudentFact | None = None, row: ClassRow | None = None) -> None:
        """Of one student, or of one class."""
        super().__init__()
        self._student = student
        self._row = row
        self._known = False
        about = Column[NumberedEvent](
            N_("Number"), lambda event, _: str(event[1].key.class_number) if event[1].key else "", 6
        )
        if row is not None:
            about = Column(N_("For"), lambda event, _: event[1].student_number or "", 9)
        self._events = Table[NumberedEvent](
            [
                Column(N_("At"), lambda event, language: language.moment(_at(event[1])), 16),
                Column(N_("By"), lambda event, _: event[1].actor, 12),
                Column(N_("From"), lambda event, language: word(event[1].via, language), 12, from_width=ROOM_FOR_VIA),
                about,
                Column(N_("What"), lambda event, language: action_word(event[1].action, language)),
                Column(N_("Outcome"), lambda event, language: event_outcome(event[1], language), tone=_tone),
            ],
            lambda event: event[0],
            id="events",
        )

    def content(self) -> ComposeResult:
        """Lay out whose trail it is, the events, how many they are, and one in full."""
        yield Words(self._whose, classes="heading")
        yield self._events
        yield Words(self._count, id="count", classes="quiet")
        yield Words(self._about, id="about")

    def look(self) -> None:
        """Ask for the events up to now."""
        student = self._student.student_number if self._student else None
        key = self._row.key if self._row else None
        self.fetch(self.by_caller(Registrar.audit, student, key), self._show)

    def _show(self, events: Sequence[AuditFact]) -> None:
        self._known = True
        self._events.show(list(reversed(list(enumerate(events)))))
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _whose(self, language: Language) -> str:
        if self._student is not None:
            who = f"{self._student.name} ({self._student.student_number})"
            return language.text("Audit trail of {what}", what=who)
        return language.text("Audit trail of {what}", what=named(self._row, language)) if self._row else ""

    def _count(self, language: Language) -> str:
        if not self._known:
            return ""
        if not self._events.rows:
            return language.text("Nothing has been done or tried yet.")
        place, count = self._events.cursor + 1, len(self._events.rows)
        return language.text("{place} of {count} · the newest first", place=place, count=count)

    def _about(self, language: Language) -> Content | str:
        """Both times: the real one, and the shown one by which the rules decided."""
        if self._events.row is None:
            return ""
        _, event = self._events.row
        who = f"{event.actor} ({word(event.role, language)}), {word(event.via, language)}"
        done = f"{action_word(event.action, language)}: {event_outcome(event, language)}"
        times = language.text(
            "At {real}, by the real clock; the day shown was {shown}.",
            real=f"{language.day_and_year(_at(event).date())} {language.clock(_at(event), seconds=True)}",
            shown=f"{language.day_and_year(event.visit_at.date())} {language.clock(event.visit_at)}",
        )
        where = f"\n{seat_of(event, language)}" if event.address else ""
        return Content.assemble(Content.styled(f"{who} · {done}", "bold"), "\n", times, where)


def _at(event: AuditFact) -> datetime:
    return in_leiden(event.at)


def _tone(event: NumberedEvent) -> str:
    return "bad" if event[1].outcome == "refused" or event[1].action == "not_allowed" else "good"
