"""My classes: what the student is enrolled in, waits for or has withdrawn from; withdrawing, undoing it, swapping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from enroltui.actions import bindings
from enroltui.clock import academic_year
from enroltui.language import Language, says
from enroltui.moments import is_over
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, EnrolmentRow, Outcome
from enroltui.registrar.values.student_center import StudentCenter
from enroltui.screens.asking import Registrar, together
from enroltui.screens.enrolling.enrolment_notices import change_notice, withdraw_question
from enroltui.screens.enrolling.history import show_history
from enroltui.screens.enrolling.swap import SwapPage
from enroltui.screens.enrolling.undoing import Undoing
from enroltui.screens.question import Question
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.sentences.words import word
from enroltui.terms import State
from enroltui.widgets.credits_bar import credits_bar
from enroltui.widgets.enrolment_table import about_enrolment, latest_of_each
from enroltui.widgets.grouped_enrolments import (
    GROUPING,
    PHASES,
    Group,
    Grouping,
    Line,
    Phase,
    credits_by_semester,
    grouped,
    grouped_table,
    phase_of,
)
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table


class MyClassesPage(Undoing):
    """One line a class: its enrolment, or the latest withdrawal from it."""

    PAGE = "my_classes"
    CSS_PATH = "my_classes.tcss"
    HOME = "#enrolments"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("withdraw", "undo", "swap", "details", "history", "regroup", "only")
    ]

    def __init__(self) -> None:
        super().__init__()
        self._center: StudentCenter | None = None
        self._enrolments: list[EnrolmentRow] = []
        self._grouping = Grouping.DAY
        self._only: Phase | None = None
        self._looked_at = ""

    def content(self) -> ComposeResult:
        """Lay out the classes, how many they are, and more about the one under the cursor."""
        yield Words(self._nothing, id="nothing")
        yield grouped_table(lambda: self.visit.clock.now())
        yield Words(self._count, id="count", classes="quiet")
        yield Words(self._about, id="about")
        yield Words(self._credits, id="credits")

    @property
    def table(self) -> Table[Line]:
        """Return the classes, in groups."""
        return self.query_one("#enrolments", Table)

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the enrolments and credits as they stand now."""
        self.fetch(
            together(self.of_student(Registrar.enrolments), self.of_student(Registrar.student_center)), self._show
        )

    def _show(self, answer: tuple[Sequence[EnrolmentRow], StudentCenter]) -> None:
        enrolments, self._center = answer
        self._enrolments = latest_of_each(enrolments)
        self._looked_at = self.visit.language.clock(self.visit.clock.now())
        self.set_class(not enrolments, "-nothing")
        self._show_lines()

    def _show_lines(self) -> None:
        now = self.visit.clock.now()
        self.table.show(
            grouped([enrolment for enrolment in self._enrolments if self._is_shown(enrolment)], self._grouping, now)
        )
        self.say_anew()

    def _is_shown(self, enrolment: EnrolmentRow) -> bool:
        return self._only is None or phase_of(enrolment, self.visit.clock.now()) is self._only

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
        """Say where one is, how the list is grouped, what is left out, and when it was looked up."""
        if self._center is None:
            return ""
        text = language.text
        shown = [line for line in self.table.rows if isinstance(line, EnrolmentRow)]
        before = sum(isinstance(line, EnrolmentRow) for line in self.table.rows[: self.table.cursor + 1])
        said = [
            text("{place} of {count}", place=before, count=len(shown)),
            text("{way} (o)", way=text(GROUPING[self._grouping])),
        ]
        if self._only is None:
            said.append(text("all (f)"))
        else:
            hidden = len(self._enrolments) - len(shown)
            only = text("only {standing} (f)", standing=text(PHASES[self._only]))
            said.append(f"{only}, {language.plural('{count} hidden', '{count} hidden', hidden)}")
        said.append(text("as of {time}", time=self._looked_at))
        return " · ".join(said)

    def _about(self, language: Language) -> Content | str:
        line = self.table.row
        if isinstance(line, EnrolmentRow):
            return about_enrolment(line, self.visit.clock.now(), language)
        if isinstance(line, Group):
            return line.name(language)
        if self._only is None:
            return ""
        return language.text(
            "None of your classes is {standing}. Press f for others.", standing=language.text(PHASES[self._only])
        )

    def _credits(self, language: Language) -> Content:
        """EC of this academic year, each course counted once, and how they are spread over its semesters."""
        if self._center is None:
            return Content()
        year = academic_year(self.visit.clock.now().date())
        bar = credits_bar(self._center.credits, language)
        of_this_year = [enrolment for enrolment in self._enrolments if enrolment.row.key.academic_year == year]
        semesters = [
            language.text("{semester}: {credits} EC", semester=word(session, language), credits=credits_)
            for session, credits_ in credits_by_semester(of_this_year).items()
        ]
        return Content.assemble(language.text("Credits {year}", year=year), "  ", bar, "\n", " · ".join(semesters))

    # --- withdrawing and undoing ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with the classes that are meant."""
        if action == "withdraw":
            return bool(self._meant(State.ENROLLED, State.WAITING))
        if action == "undo" and self._meant(State.WITHDRAWN):
            return True
        if action in ("details", "history"):
            return self._here is not None
        if action == "swap":
            return self._here is not None and self._here.state is State.ENROLLED
        if action in ("regroup", "only"):
            return bool(self._enrolments)
        return super().check_action(action, parameters)

    def _meant(self, *states: State) -> list[EnrolmentRow]:
        if not self.is_mounted:
            return []
        return [line for line in self.table.meant if isinstance(line, EnrolmentRow) and line.state in states]

    @property
    def _here(self) -> EnrolmentRow | None:
        """Return the enrolment under the cursor."""
        line = self.table.row if self.is_mounted else None
        return line if isinstance(line, EnrolmentRow) else None

    def action_withdraw(self) -> None:
        """Ask, then withdraw; where it is too late there is nothing to ask, and the registrar says why."""
        rows = self._meant(State.ENROLLED, State.WAITING)
        keys, request_key = [row.row.key for row in rows], self.visit.new_request_key()

        def answered(yes: bool | None) -> None:
            if yes:
                self.change(self.of_student(Registrar.withdraw, keys, request_key), self._changed)

        if all(is_over(row.row.enrol_until, self.visit.clock.now()) for row in rows):
            answered(True)
        else:
            question = Question(
                self, lambda language: withdraw_question(rows, language), says("Withdraw"), says("Stay enrolled")
            )
            self.app.push_screen(question, answered)

    def action_undo(self) -> None:
        """Enrol again in what was withdrawn from last, or in the withdrawn classes that are meant."""
        if self._undo is not None:
            self._undo()
        else:
            self._enrol_again([row.row.key for row in self._meant(State.WITHDRAWN)])

    def _enrol_again(self, keys: Sequence[ClassKey]) -> None:
        request_key = self.visit.new_request_key()
        self.change(self.of_student(Registrar.enrol, keys, request_key, from_cart=False), self._changed)

    def _changed(self, outcomes: Sequence[Outcome]) -> None:
        withdrawn = [outcome.key for outcome in outcomes if outcome.change is Change.WITHDRAWN]
        self.can_undo((lambda: self._enrol_again(withdrawn)) if withdrawn else None)
        refused = any(outcome.change is Change.REFUSED for outcome in outcomes)
        self.say(Tone.BAD if refused else Tone.GOOD, lambda language: change_notice(outcomes, language))
        self.table.select(())
        self.look()

    # --- what is shown, and to the class itself ---------------------------------------------------------------------

    def action_regroup(self) -> None:
        """Group the classes in the next way."""
        ways = list(Grouping)
        self._grouping = ways[(ways.index(self._grouping) + 1) % len(ways)]
        self._show_lines()

    def action_only(self) -> None:
        """Show only classes of the next phase, or all again."""
        ways = [None, *Phase]
        self._only = ways[(ways.index(self._only) + 1) % len(ways)]
        self._show_lines()

    def action_swap(self) -> None:
        """Choose the class to swap it for."""
        if self._here is not None:
            self.enrol_app.show(SwapPage(self._here.row))

    def action_history(self) -> None:
        """Show what was done and tried with the class under the cursor, and when."""
        if self._here is not None:
            show_history(self, self._here.row)

    @on(Table.Chosen)
    def action_details(self) -> None:
        """Show everything about the class under the cursor."""
        if self._here is not None:
            self.enrol_app.show(ClassDetailsPage(self._here.row.key))
