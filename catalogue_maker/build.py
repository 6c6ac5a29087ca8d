"""Builds `catalogue.db` from the text sources: plans everything, then writes it down in one go.

The content is the same in every run, on every machine and Python version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert

from catalogue_maker import (
    audit_rows,
    exams,
    filling,
    minor_applications,
    people,
    periods,
    requirements,
    rooms,
    sizes,
    student_center,
    student_center_rows,
    table_rows,
    teaching,
)
from catalogue_maker.classes import PlannedClass, plan_classes
from catalogue_maker.courses import Course, read_courses
from catalogue_maker.filling import Enrolment
from catalogue_maker.minor_applications import Application
from catalogue_maker.people import Student
from catalogue_maker.requirements import Completed, Requirement
from catalogue_maker.student_center import StudentCenters
from catalogue_maker.study_plan import Placement, placements
from catalogue_maker.table_rows import TableRow
from catalogue_maker.wishes import all_wishes
from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import writing
from enroltui.models.schema import metadata
from enroltui.saving import draft_of


@dataclass(frozen=True)
class PlannedCatalogue:
    """All that the catalogue is to hold, planned and not yet written to a file."""

    courses: list[Course]
    placements: list[Placement]
    classes: list[PlannedClass]
    students: list[Student]
    enrolments: list[Enrolment]
    applications: list[Application]
    requirements: list[Requirement]
    completed: list[Completed]
    student_centers: StudentCenters


def plan() -> PlannedCatalogue:
    """Plan the whole catalogue. Each step needs those before it: who wants a class, for one, depends on when it is."""
    courses = read_courses()
    in_programmes = placements(courses)
    classes = plan_classes(in_programmes)
    exams.set_exam_days(classes)
    teaching.set_teaching_hours(classes)
    periods.set_periods(classes)
    demo = people.demo_students()
    students = demo + people.background_students(first_id=len(demo) + 1)
    wishes = sizes.set_sizes(classes, all_wishes(students, in_programmes, classes))
    rooms.set_rooms(classes)
    enrolments = [
        enrolment for planned in classes for enrolment in filling.give_places(planned, wishes[planned.class_number])
    ]
    required = requirements.plan_requirements(courses)
    return PlannedCatalogue(
        courses=courses,
        placements=in_programmes,
        classes=classes,
        students=students,
        enrolments=enrolments,
        applications=minor_applications.plan_applications(students),
        requirements=required,
        completed=requirements.plan_completed(courses, students, enrolments, required),
        student_centers=student_center.plan_student_centers(students, classes, enrolments),
    )


def build(path: Path) -> None:
    """Write the catalogue to `path`: a single SQLite file, in place of what is there, or nothing where that fails."""
    with draft_of(path, replace=True) as draft:
        engine = open_engine(draft, create=True)
        upgrade(engine)
        with writing(engine) as connection:
            _write(connection, plan())
        engine.dispose()
        _make_single_file(draft)


def _write(connection: Connection, catalogue: PlannedCatalogue) -> None:
    _insert(connection, "catalogue_fact", table_rows.facts())
    _insert(connection, "programme", table_rows.programmes())
    _insert(connection, "course", table_rows.courses(catalogue.courses))
    _insert(connection, "programme_course", table_rows.programme_courses(catalogue.placements))
    _insert(connection, "class_list", table_rows.class_lists())
    _insert(connection, "class_list_programme", table_rows.class_list_programmes())
    ids = {planned: id_ for id_, planned in enumerate(catalogue.classes, start=1)}
    _insert(connection, "class", table_rows.classes(ids))
    _insert(connection, "meeting", table_rows.meetings(ids))
    _insert(connection, "student", table_rows.students(catalogue.students))
    _insert(connection, "staff", table_rows.staff())
    _insert(connection, "coordinator_course", table_rows.coordinator_courses(catalogue.courses))
    _insert(connection, "enrolment", table_rows.enrolments(catalogue.enrolments, ids))
    _insert(connection, "minor", table_rows.minors())
    _insert(connection, "minor_application", table_rows.minor_applications(catalogue.applications))
    _insert(connection, "requirement", student_center_rows.requirements(catalogue.requirements))
    _insert(connection, "completed", student_center_rows.completed(catalogue.completed))
    centers = catalogue.student_centers
    _insert(connection, "hold", student_center_rows.holds(centers))
    _insert(connection, "rule_grant", student_center_rows.rule_grants(centers, ids))
    _insert(connection, "seat_alert", student_center_rows.seat_alerts(centers, ids))
    _insert(connection, "plan", student_center_rows.plans(centers))
    _insert(connection, "plan_item", student_center_rows.plan_items(centers, ids))
    _insert(connection, "message", student_center_rows.messages(centers))
    changes = audit_rows.all_changes(catalogue.enrolments, catalogue.applications, centers)
    _insert(connection, "audit_event", audit_rows.rows(changes, ids))


def _insert(connection: Connection, table: str, rows: Iterable[TableRow]) -> None:
    connection.execute(insert(metadata.tables[table]), list(rows))


def _make_single_file(path: Path) -> None:
    """Leave the file without a write-ahead log beside it, and without unused pages in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
