"""Makes up when exams and retakes are: on weekdays of the exam weeks, never two at once for one study year.

Only a course's own exam and partial exam can be at one moment, where `special_classes.csv` has it so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from catalogue_maker import calendar, chance, special
from catalogue_maker.classes import Meeting, PlannedClass, Span
from catalogue_maker.courses import Course
from enroltui.terms import AMSTERDAM, Description, MeetingKind, Session

Slot = tuple[date, time]
Group = tuple[int, int]

STARTS = (time(10), time(14))
EVENING_STARTS = (time(18, 30),)
EVENING_PROGRAMME = "ict-in-business-post-experience"
"""Its classes are in the evening: "post-Experience (evening classes)" (seed page)."""
DAYS_TO_RETAKE = 14
"""An exam and its retake lie at least so many days apart."""
SMALL_COURSE = 4
"""An exam of a course of up to so many credits takes two hours, another one three."""


def set_exam_days(classes: Iterable[PlannedClass]) -> None:
    """Give each exam, partial exam and retake its meeting, and the semester in which that falls."""
    by_year: dict[str, list[PlannedClass]] = defaultdict(list)
    for planned in classes:
        if planned.is_sitting:
            by_year[planned.academic_year].append(planned)
    for academic_year, sittings in by_year.items():
        _ExamTimetable(academic_year).place(sittings)


class _ExamTimetable:
    """The exam weeks of one academic year, into which one sitting after the other is put."""

    def __init__(self, academic_year: str) -> None:
        self.academic_year = academic_year
        self.weeks = [period.working_days() for period in calendar.periods(academic_year, "exams")]
        self.taken: dict[Group, dict[Slot, Course]] = defaultdict(dict)
        self.days: dict[Group, Counter[date]] = defaultdict(Counter)
        self.exam_day: dict[int, date] = {}

    def place(self, sittings: list[PlannedClass]) -> None:
        """Give each sitting its moment: fixed days first, then exams, then retakes, each by how many groups sit it."""

        def order(planned: PlannedClass) -> tuple[bool, bool, int, int]:
            is_retake = planned.description is Description.RETAKE
            fixed = special.case_of(planned).starts is not None
            return is_retake, not fixed, -len(planned.groups), chance.draw("exam order", planned.key)

        for planned in sorted(sittings, key=order):
            self._book(planned, special.case_of(planned).starts or self._best_start(planned))

    def _best_start(self, planned: PlannedClass) -> datetime:
        def cost(slot: Slot) -> tuple[int, int]:
            return self._crowding(planned, slot[0]), chance.draw("exam", planned.key, *slot)

        for weeks in self._weeks_for(planned):
            if free := [slot for slot in self._slots(planned, weeks) if self._is_free(planned, slot)]:
                day, start = min(free, key=cost)
                return datetime.combine(day, start, AMSTERDAM)
        raise ValueError(f"no free moment in the exam weeks for {planned.key}")

    def _weeks_for(self, planned: PlannedClass) -> list[list[date]]:
        """Return the exam weeks in which a sitting may be, in the order in which they are tried."""
        if planned.description is Description.RETAKE:
            exam = self.exam_day[planned.course.id]
            earliest = exam + timedelta(days=DAYS_TO_RETAKE)
            return [[day for day in weeks if day >= earliest] for weeks in self.weeks if weeks[0] > exam]
        at_half = planned.span is Span.FIRST or planned.description is Description.PARTIAL_EXAM
        match planned.session:
            case Session.S1:
                return [self.weeks[0 if at_half else 1]]
            case Session.S2:
                return [self.weeks[2 if at_half else 3]]
            case Session.HS:
                return [self.weeks[1 if at_half else 3]]

    def _slots(self, planned: PlannedClass, weeks: list[date]) -> list[Slot]:
        evening = any(member.programme.slug == EVENING_PROGRAMME for member in planned.course.memberships)
        return [(day, start) for day in weeks for start in (EVENING_STARTS if evening else STARTS)]

    def _is_free(self, planned: PlannedClass, slot: Slot) -> bool:
        return not any(slot in self.taken[group] for group in planned.groups)

    def _crowding(self, planned: PlannedClass, day: date) -> int:
        """Return a measure of how much its students have on that day, and on the days before and after it."""
        before, after = day - timedelta(days=1), day + timedelta(days=1)
        days = [self.days[group] for group in planned.groups]
        return sum(10 * exams[day] + exams[before] + exams[after] for exams in days)

    def _book(self, planned: PlannedClass, starts: datetime) -> None:
        slot = (starts.date(), starts.time())
        others = [self.taken[group].get(slot, planned.course) for group in planned.groups]
        if any(other != planned.course for other in others):
            raise ValueError(f"{planned.key} clashes with an exam of the same study year on {starts}")
        for group in planned.groups:
            self.taken[group][slot] = planned.course
            self.days[group][slot[0]] += 1
        if planned.description is Description.EXAM:
            self.exam_day[planned.course.id] = slot[0]
        hours = 2 if (planned.course.credits or 0) <= SMALL_COURSE else 3
        planned.meetings.append(Meeting(starts, starts + timedelta(hours=hours), "", MeetingKind.EXAM))
        planned.session = calendar.session_of(self.academic_year, slot[0])
