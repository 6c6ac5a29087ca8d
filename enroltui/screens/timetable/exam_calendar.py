"""Exam calendar: a student's exams and retakes by date or by month, with the programme's other exams if one likes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from enroltui.actions import bindings
from enroltui.clock import academic_year
from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.student_center import Appointment
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.full_class import FullClass
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.terms import Component, MeetingKind, State
from enroltui.timetable.appointments import Overlap, appointments, overlaps
from enroltui.timetable.month import month_of, next_month
from enroltui.widgets.appointment_words import about_appointment, clash_sentences
from enroltui.widgets.enrolment_table import SEPARATOR
from enroltui.widgets.exam_columns import days_to_go, exam_columns
from enroltui.widgets.month_grid import MonthGrid
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table

MOST_CLASHES = 3
"""Lines for what clashes."""
EXAMS = frozenset({Component.EXAM, Component.PARTIAL_EXAM})


class ExamCalendarPage(FullClass):
    """A page that begins at the first exam that is not over."""

    PAGE = "exam_calendar"
    CSS_PATH = "exam_calendar.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("add", "previous", "today", "next", "lay_over", "month", "details")
    ]

    def __init__(self) -> None:
        super().__init__()
        self._own: tuple[ClassRow, ...] | None = None
        self._others: tuple[ClassRow, ...] = ()
        self._with_others = False
        self._by_month = False
        self._day = date.min
        self._exams: tuple[Appointment, ...] = ()
        self._clashes: tuple[Overlap, ...] = ()
        self._agenda = Table[Appointment](
            exam_columns(self._clashing, lambda: self.visit.clock.now()),
            lambda appointment: (appointment.row.key, appointment.meeting.starts),
            id="agenda",
        )
        self._grid = MonthGrid(self._clashing, id="grid")

    def content(self) -> ComposeResult:
        """Lay out which exams are shown, the agenda or month, the exam under the cursor, and what clashes."""
        yield Words(self._heading, id="month", classes="heading")
        yield self._agenda
        yield self._grid
        yield Words(self._nothing, id="nothing")
        yield Words(self._count, id="count", classes="quiet")
        yield Words(self._about, id="about")
        yield Words(self._say_clashes, id="clashes")

    def home(self) -> Widget:
        """Return the month or the agenda, whichever is shown."""
        return self._grid if self._by_month else self._agenda

    def settle(self) -> None:
        self._day = self._today

    @property
    def _today(self) -> date:
        return self.visit.clock.now().date()

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the enrolments as they stand now, the programme's other exams if they are shown, and the cart."""
        super().look()
        caller, student, account = self.visit.caller, self.visit.student, self.visit.account
        programme = account.programme if account and self._with_others else None
        year = academic_year(self._today)

        def question(registrar: Registrar) -> tuple[Sequence[EnrolmentRow], Iterable[ClassRow | None]]:
            listed = registrar.class_list(caller, student, programme, year) if programme else ()
            return registrar.enrolments(caller, student), [row.class_row for row in listed]

        self.fetch(question, self._told)

    def _told(self, answer: tuple[Sequence[EnrolmentRow], Iterable[ClassRow | None]]) -> None:
        enrolments, listed = answer
        fresh = self._own is None
        self._own = tuple(enrolment.row for enrolment in enrolments if enrolment.state is not State.WITHDRAWN)
        self._others = tuple(row for row in listed if row and row.component in EXAMS and row.state is None)
        self._show()
        if fresh:
            self.action_today()

    def _show(self) -> None:
        both = appointments([*(self._own or ()), *self._others])
        self._exams = tuple(appointment for appointment in both if appointment.meeting.kind is MeetingKind.EXAM)
        self._clashes = tuple(clash for clash in overlaps(both) if _matters(clash))
        self._agenda.show(self._exams)
        self._grid.show(month_of(self._exams, self._day), self._today)
        self.set_class(not self._exams, "-nothing")
        self.set_class(bool(self._clashes), "-clashing")
        self.set_class(self._with_others, "-others")
        self.set_class(self._by_month, "-month")
        self.say_anew()

    @on(MonthGrid.Moved)
    def _moved(self) -> None:
        self.say_anew()

    @property
    def _exam(self) -> Appointment | None:
        """Return the exam with the cursor."""
        return self._grid.exam if self._by_month else self._agenda.row

    @property
    def here(self) -> ClassRow | None:
        """Return the class of that exam."""
        return self._exam.row if self._exam else None

    def _clashing(self, appointment: Appointment) -> bool:
        return any(appointment in (clash.one, clash.other) for clash in self._clashes)

    # --- its words --------------------------------------------------------------------------------------------------

    def _heading(self, language: Language) -> str:
        if self._own is None:
            return ""
        facts = {"month": language.month(self._day)}
        if self._by_month and self._with_others:
            return language.text("{month}, with the other exams of your programme", **facts)
        if self._by_month:
            return language.text("{month}", **facts)
        if self._with_others:
            return language.text("Your exams and retakes, with the other exams of your programme")
        return language.text("Your exams and retakes")

    def _nothing(self, language: Language) -> str:
        if self._own is None or self._exams:
            return ""
        return language.text(
            "You are not enrolled in any exam yet. Press o for the exams of your programme, or / to search for a "
            "course. A lecture does not enrol you for its exam."
        )

    def _count(self, language: Language) -> str:
        if not self._exams or self._by_month:
            return ""
        over = sum(exam.meeting.ends < self.visit.clock.now() for exam in self._exams)
        shown = [
            language.text("{place} of {count}", place=self._agenda.cursor + 1, count=len(self._exams)),
            language.text("by date"),
            *([language.plural("{count} is over", "{count} are over", over)] if over else []),
        ]
        return SEPARATOR.join(shown)

    def _about(self, language: Language) -> Content | str:
        if self._exam is None:
            return language.text("No exam this month.") if self._exams else ""
        now = self.visit.clock.now()
        return about_appointment(self._exam, now, language, days_to_go(self._exam, now, language))

    def _say_clashes(self, language: Language) -> str:
        """Say all clashes; with the programme's other exams only those of the exam with the cursor."""
        named = [clash for clash in self._clashes if not self._with_others or self._exam in (clash.one, clash.other)]
        return clash_sentences(named, MOST_CLASHES, language)

    # --- from month to month ----------------------------------------------------------------------------------------

    def action_previous(self) -> None:
        """Show the month before."""
        self._go_to(self._day.replace(day=1) - timedelta(days=1))

    def action_next(self) -> None:
        """Show the month after."""
        self._go_to(next_month(self._day.replace(day=1)))

    def action_today(self) -> None:
        """Show the month of today; in the agenda the first exam that is not over."""
        self._go_to(self._today)
        over = sum(exam.meeting.ends < self.visit.clock.now() for exam in self._exams)
        self._agenda.cursor = over
        self.call_after_refresh(self._agenda.scroll_to, y=over, animate=False)

    def _go_to(self, day: date) -> None:
        self._day = day
        self._grid.show(month_of(self._exams, day), self._today)

    @on(MonthGrid.Beyond)
    def _beyond(self, event: MonthGrid.Beyond) -> None:
        """Go to the next month that has an exam, or to the last one before that has."""
        first = self._day.replace(day=1)
        days = [exam.meeting.starts.date() for exam in self._exams]
        ahead = [day for day in days if (day >= next_month(first) if event.step > 0 else day < first)]
        if ahead:
            self._go_to(ahead[0 if event.step > 0 else -1])
            self._grid.action_edge(0 if event.step > 0 else -1)

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer other months only where a month is shown, adding and details only where the cursor is on an exam."""
        if action in ("previous", "next"):
            return self._by_month
        here = self.here if self.is_mounted else None
        if action == "add":
            return here is not None and here.state is None and not here.in_cart
        if action == "details":
            return here is not None
        return super().check_action(action, parameters)

    def action_month(self) -> None:
        """Show a month instead of the agenda, or the agenda again, with the cursor on the same exam."""
        if exam := self._exam:
            self._day = exam.meeting.starts.date()
        self._by_month = not self._by_month
        self._show()
        if exam:
            self._agenda.cursor = self._exams.index(exam)
            self._grid.put_cursor_on(exam)
        self.home().focus()

    def action_lay_over(self) -> None:
        """Show the programme's other exams as well, or no longer."""
        self._with_others = not self._with_others
        self.look()

    def action_add(self) -> None:
        """Put the exam under the cursor in the shopping cart."""
        if self.here is not None:
            self.put_in_cart([self.here.key])

    @on(Table.Chosen)
    @on(MonthGrid.Chosen)
    def action_details(self) -> None:
        """Show everything about the class under the cursor."""
        if self.here is not None:
            self.enrol_app.show(ClassDetailsPage(self.here.key))


def _matters(clash: Overlap) -> bool:
    """Tell whether an exam is in it, and something that the student is enrolled in or waits for."""
    both = (clash.one, clash.other)
    return any(appointment.meeting.kind is MeetingKind.EXAM for appointment in both) and any(
        appointment.row.state for appointment in both
    )
