"""My classes: what the student is enrolled in, waits for or has withdrawn from; withdrawing, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import ScreenResume
from textual.widget import Widget

from enroltui.actions import bindings
from enroltui.language import Language
from enroltui.registrar.facts import Change, ClassKey, EnrolmentRow, Outcome, StudentCenter
from enroltui.screens.class_details import ClassDetailsPage
from enroltui.screens.enrolment_notices import change_notice, withdraw_question
from enroltui.screens.page import Page
from enroltui.screens.question import Question
from enroltui.terms import State
from enroltui.widgets.enrolment_table import about_enrolment, enrolment_table, latest_of_each
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table


class MyClassesPage(Page):
    """One line a class: its enrolment, or the latest withdrawal from it."""

    PAGE = "my_classes"
    CSS_PATH = "my_enrolments.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("withdraw", "undo", "details")]

    def __init__(self) -> None:
        super().__init__()
        self._center: StudentCenter | None = None
        self._looked_at = ""
        self._withdrawn: tuple[ClassKey, ...] = ()
        """What the last change withdrew from, until it is undone or the page left."""

    def content(self) -> ComposeResult:
        """The classes, how many they are, and more about the one under the cursor."""
        yield Words(self._nothing, id="nothing")
        yield enrolment_table(selectable=True)
        yield Words(self._count, id="count", classes="quiet")
        yield Words(self._about, id="about")

    def home(self) -> Widget:
        """The table."""
        return self.table

    @property
    def table(self) -> Table[EnrolmentRow]:
        """The classes."""
        return self.query_one("#enrolments", Table)

    @on(ScreenResume)
    def _last_change_is_past(self) -> None:
        """What was said of a change is no longer so when one comes back from another page."""
        self.notice.clear()
        self._withdrawn = ()

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """The enrolments and credits as they stand now."""
        caller, student = self.visit.caller, self.visit.student
        self.fetch(
            lambda registrar: (registrar.enrolments(caller, student), registrar.student_center(caller, student)),
            self._show,
        )

    def _show(self, answer: tuple[Sequence[EnrolmentRow], StudentCenter]) -> None:
        enrolments, self._center = answer
        self._looked_at = f"{self.visit.clock.now():%H:%M}"
        self.set_class(not enrolments, "-nothing")
        self.table.show(latest_of_each(enrolments))
        self._tell_more()

    @on(Table.Moved)
    @on(Table.SelectionChanged)
    def _tell_more(self) -> None:
        for words in self.query(Words):
            words.speak(self.visit.language)
        self.refresh_bindings()

    # --- its words --------------------------------------------------------------------------------------------------

    def _nothing(self, language: Language) -> str:
        if self._center is None:
            return ""
        if self._center.cart:
            return language.text(
                "You are not enrolled in any class yet, but there are classes in your shopping cart. "
                "Press c to go there, select them and enrol."
            )
        return language.text(
            "You are not enrolled in any class yet. Press / to search for a course, or g and the name of your "
            "programme for its class numbers."
        )

    def _count(self, language: Language) -> str:
        if self._center is None:
            return ""
        text = language.text
        shown = [
            text("{place} of {count}", place=self.table.cursor + 1, count=len(self.table.rows)),
            text("{credits} EC, each course counted once", credits=self._center.credits),
            text("by day"),
            text("as of {time}", time=self._looked_at),
        ]
        return " · ".join(shown)

    def _about(self, language: Language) -> Content | str:
        row = self.table.row
        return about_enrolment(row, self.visit.clock.now(), language) if row is not None else ""

    # --- withdrawing and undoing ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the classes that are meant."""
        if action == "withdraw":
            return bool(self._meant(State.ENROLLED, State.WAITING))
        if action == "undo":
            return bool(self._withdrawn or self._meant(State.WITHDRAWN))
        if action == "details":
            return bool(self._meant(*State))
        return super().check_action(action, parameters)

    def _meant(self, *states: State) -> list[EnrolmentRow]:
        if not self.is_mounted:
            return []
        return [row for row in self.table.meant if row.state in states]

    def action_withdraw(self) -> None:
        """Ask, then withdraw; where it is too late there is nothing to ask, and the registrar says why."""
        rows = self._meant(State.ENROLLED, State.WAITING)
        keys, request_key = [row.row.key for row in rows], self.visit.new_request_key()

        def answered(yes: bool | None) -> None:
            if yes:
                caller, student = self.visit.caller, self.visit.student
                self.change(lambda registrar: registrar.withdraw(caller, student, keys, request_key), self._changed)

        if all(self.visit.clock.now() > row.row.enrol_until for row in rows):
            answered(True)
        else:
            question = Question(
                self,
                lambda language: withdraw_question(rows, language),
                lambda language: language.text("Withdraw"),
                lambda language: language.text("Stay enrolled"),
            )
            self.app.push_screen(question, answered)

    def action_undo(self) -> None:
        """Enrol again in what was withdrawn from last, or in the withdrawn classes that are meant."""
        keys = self._withdrawn or tuple(row.row.key for row in self._meant(State.WITHDRAWN))
        caller, student, request_key = self.visit.caller, self.visit.student, self.visit.new_request_key()
        self.change(
            lambda registrar: registrar.enrol(caller, student, keys, request_key, from_cart=False), self._changed
        )

    def _changed(self, outcomes: Sequence[Outcome]) -> None:
        self._withdrawn = tuple(outcome.key for outcome in outcomes if outcome.change is Change.WITHDRAWN)
        refused = any(outcome.change is Change.REFUSED for outcome in outcomes)
        self.say(Tone.BAD if refused else Tone.GOOD, lambda language: change_notice(outcomes, language))
        self.table.select(())
        self.look()

    # --- to the class itself ----------------------------------------------------------------------------------------

    @on(Table.Chosen)
    def action_details(self) -> None:
        """Everything about the class under the cursor."""
        if (row := self.table.row) is not None:
            self.enrol_app.show(ClassDetailsPage(row.row.key))
