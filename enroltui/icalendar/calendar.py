"""The calendar of a student: an event for each meeting of each class, also of those withdrawn from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import icalendar

from enroltui.icalendar.time_zone import time_zone
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import CalendarMeeting
from enroltui.sentences.words import word
from enroltui.terms import AMSTERDAM, State

if TYPE_CHECKING:
    from enroltui.registrar.registrar import Registrar

_STATUS = {State.ENROLLED: "CONFIRMED", State.WAITING: "TENTATIVE", State.WITHDRAWN: "CANCELLED"}


def student_calendar(registrar: Registrar, caller: Caller, student: str, language: Language, made: datetime) -> bytes:
    """Return the calendar of a student as it stands now; see `calendar`. Raises UnknownStudent, NotAllowed."""
    enrolments, meetings = registrar.calendar(caller, student)
    return calendar(student, enrolments, meetings, language, made, demo=bool(registrar.demo_accounts()))


def calendar(
    student_number: str,
    enrolments: Sequence[EnrolmentRow],
    meetings: Sequence[CalendarMeeting],
    language: Language,
    made: datetime,
    *,
    demo: bool,
) -> bytes:
    """Return a student's enrolments and meetings, as `Registrar.calendar` gives them, as an iCalendar file (RFC 5545).

    Read in again later it updates its own events: each meeting keeps its UID, and the SEQUENCE grows with each change
    of the enrolment, and of the meeting's time or place (RFC 5546, 2.1.4). A meeting that is no longer held is there
    as cancelled. `made`: the real moment, aware. `demo`: days, times and places are made up, and each event says so.
    """
    found = icalendar.Calendar()
    found.add("version", "2.0")
    found.add("prodid", "-//enroltui//enroltui//EN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", language.text("Classes of {student}", student=student_number))
    found.add_component(time_zone())
    by_class = _by_class(enrolments)
    for meeting in meetings:
        of_class = by_class[meeting.key]
        event = _event(of_class[-1], meeting, language, demo=demo)
        year, class_number = meeting.key
        event.add("uid", f"{year}-{class_number}-{meeting.number}-{student_number}@enroltui")
        event.add("sequence", _changes(of_class) + meeting.changes)
        event.add("dtstamp", made)
        found.add_component(event)
    content: bytes = found.to_ical()
    return content


def _by_class(enrolments: Sequence[EnrolmentRow]) -> dict[ClassKey, list[EnrolmentRow]]:
    """Return the enrolments in each class; the last one is the one that holds."""
    found: dict[ClassKey, list[EnrolmentRow]] = {}
    for enrolment in enrolments:
        found.setdefault(enrolment.row.key, []).append(enrolment)
    return found


def _changes(of_class: Sequence[EnrolmentRow]) -> int:
    """Count how often the enrolment in a class has changed since it was first made."""
    moments = [
        moment
        for enrolment in of_class
        for moment in (enrolment.waiting_since, enrolment.enrolled, enrolment.withdrawn)
    ]
    return sum(moment is not None for moment in moments) - 1


def _event(enrolment: EnrolmentRow, meeting: CalendarMeeting, language: Language, *, demo: bool) -> icalendar.Event:
    event = icalendar.Event()
    event.add("summary", _summary(enrolment, language, cancelled=meeting.cancelled))
    event.add("dtstart", meeting.starts.astimezone(AMSTERDAM))
    event.add("dtend", meeting.ends.astimezone(AMSTERDAM))
    event.add("location", printable(meeting.place))
    event.add("description", _description(enrolment.row, language, demo=demo))
    event.add("status", "CANCELLED" if meeting.cancelled else _STATUS[enrolment.state])
    event.add("transp", "OPAQUE" if enrolment.state is State.ENROLLED and not meeting.cancelled else "TRANSPARENT")
    return event


def _summary(enrolment: EnrolmentRow, language: Language, *, cancelled: bool) -> str:
    """Title and component; what is not to be attended says so, as not every program shows an event's status."""
    facts = {
        "title": printable(language.title(enrolment.row.course)),
        "description": word(enrolment.row.description, language),
    }
    match enrolment.state:
        case State.ENROLLED | State.WAITING if cancelled:
            return language.text("Cancelled: {title} ({description})", **facts)
        case State.WAITING:
            return language.text("Waiting list: {title} ({description})", **facts)
        case State.WITHDRAWN:
            return language.text("Withdrawn: {title} ({description})", **facts)
    return language.text("{title} ({description})", **facts)


def _description(row: ClassRow, language: Language, *, demo: bool) -> str:
    number = language.text("Class number {number}, {year}", number=row.key.class_number, year=row.key.academic_year)
    lines = [number, printable(row.course.catalogue_number)]
    if row.course.credits is not None:
        lines.append(language.text("{credits} EC", credits=row.course.credits))
    if demo:
        lines.append(language.text("This is a demo: day, time and place are made up."))
    return "\n".join(lines)
