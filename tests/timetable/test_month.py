"""A month as a grid of weeks."""

from __future__ import annotations

from datetime import date

from enroltui.terms import MeetingKind
from enroltui.timetable.appointments import appointments
from enroltui.timetable.month import month_of, next_month
from tests.timetable.kit import a_class, meeting


def test_a_month_holds_all_its_working_days_and_what_is_on_them() -> None:
    exams = appointments(
        a_class(number, meeting(starts, kind=MeetingKind.EXAM))
        for number, starts in enumerate(("2018-01-31 10:00", "2018-02-01 10:00", "2018-02-01 14:00"), start=1)
    )
    month = month_of(exams, date(2018, 2, 14))
    assert month.first == date(2018, 2, 1)
    assert [week[0] for week in month.weeks] == [date(2018, 1, 29), *(date(2018, 2, day) for day in (5, 12, 19, 26))]
    assert {len(week) for week in month.weeks} == {5}
    assert {day: len(found) for day, found in month.on.items()} == {date(2018, 2, 1): 2}


def test_the_weekend_is_there_only_when_needed() -> None:
    [saturday] = appointments([a_class(1, meeting("2018-09-01 10:00", kind=MeetingKind.EXAM))])
    assert month_of([saturday], date(2018, 9, 1)).weeks[0][-1] == date(2018, 9, 1)
    # Without it, the week of which only the weekend is in the month is left out.
    assert month_of([], date(2018, 9, 1)).weeks[0][0] == date(2018, 9, 3)


def test_the_month_after() -> None:
    assert next_month(date(2018, 1, 1)) == date(2018, 2, 1)
    assert next_month(date(2018, 12, 1)) == date(2019, 1, 1)
