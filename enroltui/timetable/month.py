"""A month as a grid: a row a week, a column a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from enroltui.registrar.values.student_center import Appointment
from enroltui.timetable.appointments import monday_of
from enroltui.timetable.layout import WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks that a month touches, each with its days: Monday to Friday, and the weekend as far as needed."""

    first: date
    weeks: tuple[tuple[date, ...], ...]
    on: dict[date, tuple[Appointment, ...]]
    """What there is on each of these days, in order of time; days without anything are left out."""


def month_of(in_order: Iterable[Appointment], day: date) -> Month:
    """Return the month that a day is in; `in_order` as `appointments` gives them, of any months."""
    first = day.replace(day=1)
    after = next_month(first)
    on: dict[date, tuple[Appointment, ...]] = {}
    for appointment in in_order:
        starts = appointment.meeting.starts.date()
        if first <= starts < after:
            on[starts] = (*on.get(starts, ()), appointment)
    count = max(WORKING_DAYS, max((day.weekday() for day in on), default=0) + 1)
    mondays = []
    monday = monday_of(first)
    while monday < after:
        mondays.append(monday)
        monday += timedelta(days=7)
    weeks = [tuple(monday + timedelta(days=day) for day in range(count)) for monday in mondays]
    return Month(first, tuple(week for week in weeks if any(first <= day < after for day in week)), on)


def next_month(first: date) -> date:
    """Return the first day of the month after the one of this first day."""
    return (first + timedelta(days=31)).replace(day=1)
