"""A documented exception: one rule does not hold for one student and one class, until a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from enroltui.language import Language, says
from enroltui.moments import end_of_day, is_over
from enroltui.printable import printable
from enroltui.registrar.rules.asking import GRANTABLE
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.people import StudentFact
from enroltui.registrar.values.student_center import Grant
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.sentences.verdicts import grant_sentence, rule_word
from enroltui.widgets.choice import Choice
from enroltui.widgets.class_naming import named
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton

USUAL = timedelta(days=14)
LONGEST_REASON = 200
_TOLD = says(
    "The rule is switched off for this student and this class only. The student is told of it; the audit trail "
    "keeps it with your name. No exception makes a place where there is none."
)


class GrantPage(Page):
    """Rule, last day and reason; the button, or Enter in the last field, makes the exception."""

    PAGE = "grant"
    CSS_PATH = "grant.tcss"
    HOME = "#which"

    def __init__(self, student: StudentFact, row: ClassRow, rule: str) -> None:
        """`rule` is proposed, if there can be an exception to it."""
        super().__init__()
        self._student = student
        self._row = row
        self._proposed = rule
        self._rule = Choice[str](GRANTABLE, rule_word, id="which")

    def content(self) -> ComposeResult:
        """Lay out the student and the class, the fields, and the button."""
        yield Words(self._what, classes="heading")
        with Horizontal(classes="field"):
            yield Words(says("Rule"), classes="label")
            yield self._rule
        with Horizontal(classes="field"):
            yield Words(says("Last day, as YYYY-MM-DD"), classes="label")
            yield Field(len("2018-01-15"), id="until")
        with Horizontal(classes="field"):
            yield Words(says("Why, by whose decision"), classes="label")
            yield Field(LONGEST_REASON, id="reason")
        yield SpokenButton(says("Make the exception"))
        yield Words(_TOLD, classes="quiet")

    def settle(self) -> None:
        if self._proposed in GRANTABLE:
            self._rule.value = self._proposed
        self._field("until").value = f"{(self.visit.clock.now() + USUAL).date()}"

    def _field(self, id_: str) -> Field:
        return self.query_one(f"#{id_}", Field)

    def _what(self, language: Language) -> Content:
        who = f"{self._student.name} ({self._student.student_number})"
        return Content("\n").join((Content(who), Content(named(self._row, language))))

    @on(Input.Submitted, "#until")
    def _day_typed(self) -> None:
        self._field("reason").focus()

    @on(Input.Submitted, "#reason")
    @on(SpokenButton.Pressed)
    def _grant(self) -> None:
        until, reason = self._until(), printable(self._field("reason").value)
        if until is None:
            self._field("until").focus()
            self.say(Tone.BAD, says("Type the last day as in 2018-01-31: today, or a day that is still to come."))
        elif not reason:
            self._field("reason").focus()
            self.say(Tone.BAD, says("Say why, and by whose decision: it is kept with the exception."))
        elif rule := self._rule.chosen:
            number, key = self._student.student_number, self._row.key
            self.change(self.by_caller(Registrar.grant, number, key, rule, until, reason), self._granted)

    def _until(self) -> datetime | None:
        """Return the end of the day that was typed, unless that is over."""
        try:
            end = end_of_day(date.fromisoformat(self._field("until").value.strip()))
        except ValueError:
            return None
        return None if is_over(end, self.visit.clock.now()) else end

    def _granted(self, grant: Grant) -> None:
        """Back to where it was asked for, and say so there."""
        self.app.pop_screen()
        if isinstance(page := self.app.screen, Page):
            page.say(Tone.GOOD, lambda language: grant_sentence(grant, self._student.student_number, language))
