"""Makes up what demo students find in the Student Center: a hold, an exception, a seat alert, a plan, messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from catalogue_maker import sources
from catalogue_maker.classes import PlannedClass, by_name
from catalogue_maker.filling import Enrolment
from catalogue_maker.people import Student
from enroltui.moments import end_of_day
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.student_center import MessageContent
from enroltui.terms import AMSTERDAM, HoldCode, MessageKind

Students = Mapping[str, Student]
Classes = Mapping[tuple[str, str], PlannedClass]


@dataclass(frozen=True)
class Hold:
    """What stops a student from enrolling; it has not been lifted."""

    student: Student
    code: HoldCode
    placed: datetime
    placed_by: str


@dataclass(frozen=True)
class Grant:
    """An exception: a rule that does not hold for one student and one class."""

    student: Student
    planned: PlannedClass
    rule: str
    granted: datetime
    until: datetime
    granted_by: str
    reason: str


@dataclass(frozen=True)
class SeatAlert:
    """A student's wish to be told when a place in a class is free."""

    student: Student
    planned: PlannedClass
    set: datetime


@dataclass(frozen=True)
class Plan:
    """A plan of a student: a cart with a name, kept for later."""

    student: Student
    name: str
    classes: tuple[PlannedClass, ...]


@dataclass(frozen=True)
class Message:
    """A message that a student has been sent, and has not read yet."""

    student: Student
    kind: MessageKind
    told: MessageContent
    at: datetime


@dataclass(frozen=True)
class StudentCenters:
    """All that demo students find in the Student Center."""

    holds: list[Hold]
    grants: list[Grant]
    seat_alerts: list[SeatAlert]
    plans: list[Plan]
    messages: list[Message]


def plan_student_centers(
    students: Iterable[Student], classes: Iterable[PlannedClass], enrolments: Iterable[Enrolment]
) -> StudentCenters:
    """Plan all of it. Raises KeyError where a text source names a student or a class that there is not."""
    by_number = {student.number: student for student in students if not student.background}
    named = by_name(classes)
    holds, grants = _holds(by_number), _grants(by_number, named)
    return StudentCenters(
        holds=holds,
        grants=grants,
        seat_alerts=_seat_alerts(by_number, named),
        plans=_plans(by_number, named),
        messages=_messages(holds, grants, enrolments),
    )


def _holds(students: Students) -> list[Hold]:
    return [
        Hold(
            students[row["student_number"]],
            HoldCode(row["code"]),
            _moment(row["placed_at"]),
            row["placed_by"],
        )
        for row in sources.rows("demo_holds")
    ]


def _grants(students: Students, classes: Classes) -> list[Grant]:
    return [
        Grant(
            student=students[row["student_number"]],
            planned=classes[row["catalogue_number"], row["description"]],
            rule=row["rule"],
            granted=_moment(row["granted_at"]),
            until=end_of_day(date.fromisoformat(row["last_day"])),
            granted_by=row["granted_by"],
            reason=row["reason"],
        )
        for row in sources.rows("demo_exceptions")
    ]


def _seat_alerts(students: Students, classes: Classes) -> list[SeatAlert]:
    return [
        SeatAlert(
            students[row["student_number"]],
            classes[row["catalogue_number"], row["description"]],
            _moment(row["set_at"]),
        )
        for row in sources.rows("demo_seat_alerts")
    ]


def _plans(students: Students, classes: Classes) -> list[Plan]:
    held: dict[tuple[str, str], list[PlannedClass]] = {}
    for row in sources.rows("demo_plans"):
        planned = classes[row["catalogue_number"], row["description"]]
        held.setdefault((row["student_number"], row["plan"]), []).append(planned)
    return [Plan(students[number], name, tuple(found)) for (number, name), found in held.items()]


def _messages(holds: list[Hold], grants: list[Grant], enrolments: Iterable[Enrolment]) -> list[Message]:
    """Return the messages that the program itself would have sent to demo students, in order of time."""
    told = [
        Message(hold.student, MessageKind.HOLD_PLACED, MessageContent(hold=hold.code), hold.placed) for hold in holds
    ]
    told += [
        Message(
            grant.student,
            MessageKind.GRANTED,
            MessageContent(_key(grant.planned), rule=grant.rule, until=grant.until),
            grant.granted,
        )
        for grant in grants
    ]
    told += [
        Message(enrolment.student, MessageKind.PROMOTED, MessageContent(_key(enrolment.planned)), enrolment.enrolled)
        for enrolment in enrolments
        if not enrolment.student.background and enrolment.waiting_since and enrolment.enrolled
    ]
    return sorted(told, key=lambda message: (message.at, message.student.id))


def _key(planned: PlannedClass) -> ClassKey:
    return ClassKey(planned.academic_year, planned.class_number)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
