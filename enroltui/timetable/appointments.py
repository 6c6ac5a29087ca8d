"""The meetings of classes in order of time, and which of them clash: compared as intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from enroltui.registrar.rules.clashes import overlap
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.student_center import Appointment
from enroltui.terms import MeetingKind


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two meetings, the one that begins first named first, and from when to when (Europe/Amsterdam) both take place."""

    one: Appointment
    other: Appointment
    starts: datetime
    ends: datetime

    @property
    def exams(self) -> bool:
        """Exam against exam, which nobody can accept."""
        return self.one.meeting.kind is MeetingKind.EXAM and self.other.meeting.kind is MeetingKind.EXAM


def appointments(rows: Iterable[ClassRow]) -> tuple[Appointment, ...]:
    """Return every meeting of these classes, in order of time; a class without a set day has none."""
    found = {(row.key, meeting.starts): Appointment(meeting, row) for row in rows for meeting in row.meetings}
    return tuple(sorted(found.values(), key=attrgetter("meeting.starts", "meeting.ends", "row.key")))


def overlaps(in_order: Sequence[Appointment]) -> tuple[Overlap, ...]:
    """Return each pair that clashes, in order of time; `in_order` as `appointments` gives them."""
    found = []
    for index, appointment in enumerate(in_order):
        for other in in_order[index + 1 :]:
            if other.meeting.starts >= appointment.meeting.ends:
                break
            if overlap(appointment.meeting, other.meeting):
                ends = min(appointment.meeting.ends, other.meeting.ends)
                found.append(Overlap(appointment, other, other.meeting.starts, ends))
    return tuple(found)


def monday_of(day: date) -> date:
    """Return the Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


def in_week(in_order: Iterable[Appointment], monday: date) -> tuple[Appointment, ...]:
    """Return those that begin from this Monday to the Sunday after it."""
    return tuple(appointment for appointment in in_order if monday_of(appointment.meeting.starts.date()) == monday)


def next_after(in_order: Iterable[Appointment], monday: date) -> Appointment | None:
    """Return the first one after the week of this Monday; None: nothing is to come."""
    return next(
        (appointment for appointment in in_order if monday_of(appointment.meeting.starts.date()) > monday), None
    )
