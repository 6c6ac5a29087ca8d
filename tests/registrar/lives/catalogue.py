"""What no student changes: classes, courses and who the students are, read past the registrar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.minor_reasons import MinorName
from enroltui.registrar.tables import (
    class_,
    course,
    meeting,
    minor,
    programme,
    programme_course,
    requirement,
    student,
)
from enroltui.registrar.values.classes import ClassKey, Meeting
from enroltui.terms import Career, Description, MeetingKind, WayIn

Row = Any
Query = Select[*tuple[Any, ...]]
_CLASSES = select(class_, course.c.catalogue_number).join(course, course.c.id == class_.c.course_id)


@dataclass(frozen=True)
class Catalogue:
    """What no student changes: each class without its counts, its course, and what the courses require."""

    classes: dict[int, ClassFacts]
    ids: dict[ClassKey, int]
    course_of: dict[int, int]
    required: dict[int, list[int]]
    codes: dict[int, str]
    minors_of: dict[int, set[int]]
    """The minors on offer that a class's course belongs to."""
    students: dict[str, int]
    careers: dict[int, Career]


def read_catalogue(connection: Connection) -> Catalogue:
    """Read the classes, what their courses require, and who the students are."""
    meetings: dict[int, list[Meeting]] = {}
    for meeting_row in connection.execute(select(meeting).order_by(meeting.c.starts)):
        met = Meeting(meeting_row.starts, meeting_row.ends, meeting_row.place, MeetingKind(meeting_row.kind))
        meetings.setdefault(meeting_row.class_id, []).append(met)
    classes, ids, course_of, minors_of = {}, {}, {}, {}
    for class_row in connection.execute(_CLASSES).all():
        programmes = connection.execute(_programmes(class_row)).all()
        minors_of[class_row.id] = {row.minor for row in programmes if row.minor}
        for_minors_only = len(programmes) > 0 and all(row.minor for row in programmes)
        minors = [MinorName(row.slug, row.name_en, row.name_nl) for row in programmes]
        meets = tuple(meetings.get(class_row.id, ()))
        classes[class_row.id] = replace(_class(class_row, meets), minors=tuple(minors if for_minors_only else ()))
        ids[ClassKey(class_row.academic_year, class_row.class_number)] = class_row.id
        course_of[class_row.id] = class_row.course_id
    required: dict[int, list[int]] = {}
    for found_row in connection.execute(select(requirement.c.course_id, requirement.c.required_course_id)):
        required.setdefault(found_row[0], []).append(found_row[1])
    people = connection.execute(select(student.c.id, student.c.student_number, student.c.career)).all()
    return Catalogue(
        classes,
        ids,
        course_of,
        required,
        codes={
            found_row[0]: found_row[1]
            for found_row in connection.execute(select(course.c.id, course.c.catalogue_number))
        },
        minors_of=minors_of,
        students={person.student_number: person.id for person in people},
        careers={person.id: Career(person.career) for person in people},
    )


def _programmes(of: Row) -> Query:
    """The programmes that a class's course belongs to, with the minor that each is in the class's year."""
    offered = and_(minor.c.programme_id == programme.c.id, minor.c.academic_year == of.academic_year)
    return (
        select(programme.c.slug, programme.c.name_en, programme.c.name_nl, minor.c.id.label("minor"))
        .select_from(programme_course)
        .join(programme, programme.c.id == programme_course.c.programme_id)
        .outerjoin(minor, offered)
        .where(programme_course.c.course_id == of.course_id)
    )


def _class(row: Row, meetings: tuple[Meeting, ...]) -> ClassFacts:
    exams = [meeting.starts.date() for meeting in meetings if meeting.kind is MeetingKind.EXAM]
    return ClassFacts(
        class_number=row.class_number,
        academic_year=row.academic_year,
        career=Career(row.career),
        capacity=row.capacity,
        waiting_capacity=row.waiting_capacity,
        enrolled=0,
        waiting=0,
        enrol_from_bachelor=row.enrol_from_bachelor,
        enrol_from_master=row.enrol_from_master,
        enrol_until=row.enrol_until,
        way_in=WayIn(row.way_in),
        exam=exams[0] if exams else None,
        catalogue_number=row.catalogue_number,
        description=Description(row.description),
        meetings=meetings,
    )
