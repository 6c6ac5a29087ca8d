"""Makes the audit trail of all that was made up: each change, and the moment at which it would have been made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from catalogue_maker.classes import PlannedClass
from catalogue_maker.filling import Enrolment
from catalogue_maker.minor_applications import Application
from catalogue_maker.people import Student
from catalogue_maker.student_center import StudentCenters
from catalogue_maker.table_rows import ClassIds, TableRow
from enroltui.terms import MessageKind, Role, Via

BUILDER = "build"
"""The audit trail's name for who made all these changes."""


@dataclass(frozen=True)
class RecordedChange:
    """A change as the audit trail tells it."""

    at: datetime
    student: Student
    action: str
    outcome: str
    planned: PlannedClass | None = None
    rule: str | None = None


def all_changes(
    enrolments: Iterable[Enrolment], applications: Iterable[Application], centers: StudentCenters
) -> Iterator[RecordedChange]:
    """Yield all changes, in no order."""
    for enrolment in enrolments:
        for at, action, state in enrolment.events():
            yield RecordedChange(at, enrolment.student, action, state, enrolment.planned)
    for application in applications:
        for at, action in application.events():
            yield RecordedChange(at, application.student, action, application.minor.programme.slug)
    for hold in centers.holds:
        yield RecordedChange(hold.placed, hold.student, MessageKind.HOLD_PLACED, hold.code)
    for grant in centers.grants:
        yield RecordedChange(grant.granted, grant.student, "grant", grant.reason, grant.planned, grant.rule)
    for alert in centers.seat_alerts:
        yield RecordedChange(alert.set, alert.student, "seat_alert", "set", alert.planned)


def rows(changes: Iterable[RecordedChange], ids: ClassIds) -> Iterator[TableRow]:
    """Yield the rows of the audit trail, in order of time."""

    def order(change: RecordedChange) -> tuple[datetime, int, int, str, str]:
        return change.at, ids[change.planned] if change.planned else 0, change.student.id, change.action, change.outcome

    for change in sorted(changes, key=order):
        yield {
            "at": change.at,
            "visit_at": change.at,
            "actor": BUILDER,
            "role": Role.OPERATOR,
            "via": Via.BUILD,
            "student_id": change.student.id,
            "class_id": ids[change.planned] if change.planned else None,
            "action": change.action,
            "outcome": change.outcome,
            "rule": change.rule,
        }
