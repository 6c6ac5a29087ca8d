"""The rows of what rules and Student Center know besides enrolments, as `build.py` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import TypeAdapter

from catalogue_maker.requirements import Completed, Requirement
from catalogue_maker.student_center import StudentCenters
from catalogue_maker.table_rows import ClassIds, TableRow
from enroltui.registrar.facts import Told


def requirements(planned: Iterable[Requirement]) -> Iterator[TableRow]:
    for one in planned:
        yield {"course_id": one.course.id, "required_course_id": one.required.id}


def completed(planned: Iterable[Completed]) -> Iterator[TableRow]:
    for one in planned:
        yield {"student_id": one.student.id, "course_id": one.course.id, "completed": one.day}


def holds(planned: StudentCenters) -> Iterator[TableRow]:
    for one in planned.holds:
        yield {
            "student_id": one.student.id,
            "code": one.code,
            "placed": one.placed,
            "placed_by": one.placed_by,
        }


def rule_grants(planned: StudentCenters, ids: ClassIds) -> Iterator[TableRow]:
    for one in planned.grants:
        yield {
            "student_id": one.student.id,
            "class_id": ids[one.planned],
            "rule": one.rule,
            "until": one.until,
            "granted_by": one.granted_by,
            "reason": one.reason,
        }


def seat_alerts(planned: StudentCenters, ids: ClassIds) -> Iterator[TableRow]:
    for one in planned.seat_alerts:
        yield {"class_id": ids[one.planned], "student_id": one.student.id}


def plans(planned: StudentCenters) -> Iterator[TableRow]:
    for id_, one in enumerate(planned.plans, start=1):
        yield {"id": id_, "student_id": one.student.id, "name": one.name}


def plan_items(planned: StudentCenters, ids: ClassIds) -> Iterator[TableRow]:
    for id_, one in enumerate(planned.plans, start=1):
        for held in one.classes:
            yield {"plan_id": id_, "class_id": ids[held]}


def messages(planned: StudentCenters) -> Iterator[TableRow]:
    told = TypeAdapter(Told)
    for one in planned.messages:
        yield {
            "student_id": one.student.id,
            "kind": one.kind,
            "facts": told.dump_json(one.told, exclude_none=True).decode(),
            "at": one.at,
        }
