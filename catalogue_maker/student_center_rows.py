"""Makes the rows of holds, exceptions, requirements, plans and the like, which `build.py` writes down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import TypeAdapter

from catalogue_maker.requirements import Completed, Requirement
from catalogue_maker.student_center import StudentCenters
from catalogue_maker.table_rows import ClassIds, TableRow
from enroltui.registrar.values.student_center import MessageContent


def requirements(planned: Iterable[Requirement]) -> Iterator[TableRow]:
    for requirement in planned:
        yield {"course_id": requirement.course.id, "required_course_id": requirement.required.id}


def completed(planned: Iterable[Completed]) -> Iterator[TableRow]:
    for done in planned:
        yield {"student_id": done.student.id, "course_id": done.course.id, "completed": done.day}


def holds(planned: StudentCenters) -> Iterator[TableRow]:
    for hold in planned.holds:
        yield {
            "student_id": hold.student.id,
            "code": hold.code,
            "placed": hold.placed,
            "placed_by": hold.placed_by,
        }


def rule_grants(planned: StudentCenters, ids: ClassIds) -> Iterator[TableRow]:
    for grant in planned.grants:
        yield {
            "student_id": grant.student.id,
            "class_id": ids[grant.planned],
            "rule": grant.rule,
            "until": grant.until,
            "granted_by": grant.granted_by,
            "reason": grant.reason,
        }


def seat_alerts(planned: StudentCenters, ids: ClassIds) -> Iterator[TableRow]:
    for alert in planned.seat_alerts:
        yield {"class_id": ids[alert.planned], "student_id": alert.student.id}


def plans(planned: StudentCenters) -> Iterator[TableRow]:
    for id_, plan in enumerate(planned.plans, start=1):
        yield {"id": id_, "student_id": plan.student.id, "name": plan.name}


def plan_items(planned: StudentCenters, ids: ClassIds) -> Iterator[TableRow]:
    for id_, plan in enumerate(planned.plans, start=1):
        for held in plan.classes:
            yield {"plan_id": id_, "class_id": ids[held]}


def messages(planned: StudentCenters) -> Iterator[TableRow]:
    told = TypeAdapter(MessageContent)
    for message in planned.messages:
        yield {
            "student_id": message.student.id,
            "kind": message.kind,
            "facts": told.dump_json(message.told, exclude_none=True).decode(),
            "at": message.at,
        }
