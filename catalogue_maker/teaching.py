"""Makes up the weekly hours of lectures, seminars and practicals, outside the exam weeks and holidays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from catalogue_maker import calendar, chance, special
from catalogue_maker.classes import Meeting, PlannedClass, Span
from catalogue_maker.exams import EVENING_PROGRAMME
from enroltui.terms import AMSTERDAM, Component, MeetingKind, Session

HOURS = (
    (time(9), time(10, 45)),
    (time(11), time(12, 45)),
    (time(13, 30), time(15, 15)),
    (time(15, 30), time(17, 15)),
    (time(18, 30), time(21)),
)
"""The hours of a day at which teaching begins and ends; the last are for evening classes."""
DAYTIME, AFTERNOON, EVENING = (0, 1, 2, 3), (2, 3), 4
WITH_MEETINGS = (Component.LECTURE, Component.SEMINAR, Component.PRACTICAL)

Busy = dict[tuple[int, int], set[tuple[str, int, int, int]]]
"""The hours that students have: a set of semester, half, weekday and hour for each programme and study year."""


def set_teaching_hours(classes: Iterable[PlannedClass]) -> None:
    """Give each lecture, seminar and practical its weekly meetings."""
    busy: Busy = defaultdict(set)
    of_course: dict[str, set[tuple[str, int, int, int]]] = defaultdict(set)
    taught = [planned for planned in classes if planned.component in WITH_MEETINGS]
    for planned in sorted(
        taught, key=lambda planned: (-len(planned.groups), chance.draw("teaching order", planned.key))
    ):
        weekday, hours = _best_hours(planned, busy, of_course[_course_key(planned)])
        taken = {
            (f"{planned.academic_year} {_semester(planned)}", half, weekday, hour)
            for half in _halves(planned)
            for hour in hours
        }
        of_course[_course_key(planned)] |= taken
        for group in planned.groups:
            busy[group] |= taken
        planned.meetings += _weekly_meetings(planned, weekday, hours)
    for planned in taught:
        planned.meetings += special.case_of(planned).extra_meetings
        planned.meetings.sort(key=lambda meeting: meeting.starts)


def _course_key(planned: PlannedClass) -> str:
    return f"{planned.academic_year} {planned.course.catalogue_number}"


def _semester(planned: PlannedClass) -> Session:
    """Return the semester in which a class meets: courses of the whole year are taught in the first."""
    return Session.S2 if planned.session is Session.S2 else Session.S1


def _halves(planned: PlannedClass) -> tuple[int, ...]:
    return {Span.FIRST: (0,), Span.SECOND: (1,), Span.WHOLE: (0, 1)}[planned.span]


def _choices(planned: PlannedClass) -> list[tuple[int, tuple[int, ...]]]:
    """Return the weekdays, each with the hours that the class could take on it."""
    if any(member.programme.slug == EVENING_PROGRAMME for member in planned.course.memberships):
        return [(weekday, (EVENING,)) for weekday in range(5)]
    if planned.component is Component.PRACTICAL:
        return [(weekday, AFTERNOON) for weekday in range(5)]
    return [(weekday, (hour,)) for weekday in range(5) for hour in DAYTIME]


def _best_hours(
    planned: PlannedClass, busy: Busy, of_course: set[tuple[str, int, int, int]]
) -> tuple[int, tuple[int, ...]]:
    """Return the weekday and hours with the fewest clashes for its students, and none within the course."""
    semester = f"{planned.academic_year} {_semester(planned)}"

    def cost(choice: tuple[int, tuple[int, ...]]) -> tuple[int, int, int, int]:
        weekday, hours = choice
        wanted = {(semester, half, weekday, hour) for half in _halves(planned) for hour in hours}
        clashes = sum(len(wanted & busy[group]) for group in planned.groups)
        that_day = sum(
            1 for group in planned.groups for slot in busy[group] if slot[0] == semester and slot[2] == weekday
        )
        return len(wanted & of_course), clashes, that_day, chance.draw("hours", planned.key, weekday, hours)

    return min(_choices(planned), key=cost)


def _weekly_meetings(planned: PlannedClass, weekday: int, hours: tuple[int, ...]) -> list[Meeting]:
    starts, ends = HOURS[hours[0]][0], HOURS[hours[-1]][1]
    return [
        Meeting(_moment(day, starts), _moment(day, ends), "", MeetingKind.TEACHING)
        for day in _days(planned)
        if day.weekday() == weekday
    ]


def _days(planned: PlannedClass) -> list[date]:
    weeks = [
        period.working_days()
        for period in calendar.periods(planned.academic_year, "teaching")
        if period.session is _semester(planned)
    ]
    return [day for half in _halves(planned) for day in weeks[half]]


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, AMSTERDAM)
