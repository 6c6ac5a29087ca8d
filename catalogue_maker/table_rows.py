"""Makes the rows of each table, which `build.py` writes down, of what the other files planned and the text sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from catalogue_maker import people, sources
from catalogue_maker.classes import PlannedClass
from catalogue_maker.courses import Course
from catalogue_maker.filling import Enrolment
from catalogue_maker.minor_applications import Application
from catalogue_maker.people import Student
from catalogue_maker.study_plan import Placement

TableRow = dict[str, Any]
ClassIds = Mapping[PlannedClass, int]

CATALOGUE_VERSION = "1"
DEFAULT_DAY = "2018-01-15"


def facts() -> Iterator[TableRow]:
    """Yield what holds for the whole database: its version, and the day that it shows."""
    yield {"name": "catalogue_version", "value": CATALOGUE_VERSION}
    yield {"name": "default_day", "value": DEFAULT_DAY}
    yield {"name": "demo", "value": "yes"}


def programmes() -> Iterator[TableRow]:
    for programme in sources.programmes():
        yield {
            "id": programme.id,
            "slug": programme.slug,
            "name_en": programme.name_en,
            "name_nl": programme.name_nl,
            "kind": programme.kind,
            "career": programme.career,
            "position": programme.id,
        }


def courses(planned: Iterable[Course]) -> Iterator[TableRow]:
    for course in planned:
        yield {
            "id": course.id,
            "catalogue_number": course.catalogue_number,
            "number_made_up": course.number_made_up,
            "title_en": course.title_en,
            "title_nl": course.title_nl,
            "credits": course.credits,
            "level": course.level,
            "subject_area": course.area.subject_area,
            "organisation": course.area.organisation,
            "language": course.language,
            "source": course.source,
            "folded": course.folded,
        }


def programme_courses(placements: Iterable[Placement]) -> Iterator[TableRow]:
    for id_, placement in enumerate(placements, start=1):
        yield {
            "id": id_,
            "programme_id": placement.programme_id,
            "course_id": placement.course.id,
            "study_year": placement.study_year,
            "study_year_made_up": placement.study_year_made_up,
            "session": placement.session,
            "session_made_up": placement.session_made_up,
        }


def class_lists() -> Iterator[TableRow]:
    for position, row in enumerate(sources.rows("class_lists"), start=1):
        yield {
            "id": position,
            "slug": row["slug"],
            "name_en": row["name_en"],
            "name_nl": row["name_nl"],
            "kind": row["kind"],
            "position": position,
            "last_updated": date.fromisoformat(row["last_updated"]) if row["last_updated"] else None,
            "points_to": row["points_to"],
            "notes_en": row["notes_en"],
            "notes_nl": row["notes_nl"],
        }


def class_list_programmes() -> Iterator[TableRow]:
    for position, row in enumerate(sources.rows("class_lists"), start=1):
        for slug in row["programmes"].split():
            yield {
                "class_list_id": position,
                "programme_id": sources.programme(slug).id,
                "study_year": sources.number(row["study_year"]),
            }


def classes(ids: ClassIds) -> Iterator[TableRow]:
    for planned, id_ in ids.items():
        yield {
            "id": id_,
            "academic_year": planned.academic_year,
            "class_number": planned.class_number,
            "course_id": planned.course.id,
            "component": planned.component,
            "description": planned.description,
            "compulsory": planned.compulsory,
            "session": planned.session,
            "language": planned.course.language,
            "career": planned.course.career,
            "capacity": planned.capacity,
            "waiting_capacity": planned.waiting_capacity,
            "enrol_from_bachelor": planned.opens_bachelor,
            "enrol_from_master": planned.opens_master,
            "enrol_until": planned.until,
            "way_in": planned.way_in,
        }


def meetings(ids: ClassIds) -> Iterator[TableRow]:
    for planned, id_ in ids.items():
        for number, meeting in enumerate(sorted(planned.meetings, key=lambda one: one.starts), start=1):
            yield {
                "class_id": id_,
                "starts": meeting.starts,
                "ends": meeting.ends,
                "place": meeting.place,
                "kind": meeting.kind,
                "number": number,
            }


def students(planned: Iterable[Student]) -> Iterator[TableRow]:
    for student in planned:
        yield {
            "id": student.id,
            "student_number": student.number,
            "name": student.name,
            "email": student.email,
            "career": student.career,
            "programme_id": student.programme.id,
            "password_hash": people.demo_hash(student.number, student.password) if student.password else None,
            "password_once": False,
            "closed": False,
            "background": student.background,
            "demo_password": student.password,
        }


def staff() -> Iterator[TableRow]:
    for id_, row in enumerate(sources.rows("staff"), start=1):
        yield {
            "id": id_,
            "login": row["login"],
            "name": row["name"],
            "email": f"{row['login']}@{people.STAFF_MAIL_DOMAIN}",
            "role": row["role"],
            "password_hash": people.demo_hash(row["login"], row["password"]),
            "password_once": False,
            "closed": False,
            "demo_password": row["password"],
        }


def coordinator_courses(planned: Iterable[Course]) -> Iterator[TableRow]:
    ids = {course.catalogue_number: course.id for course in planned}
    for id_, row in enumerate(sources.rows("staff"), start=1):
        for number in row["courses"].split():
            yield {"staff_id": id_, "course_id": ids[number]}


def enrolments(planned: Iterable[Enrolment], ids: ClassIds) -> Iterator[TableRow]:
    for enrolment in planned:
        yield {
            "student_id": enrolment.student.id,
            "class_id": ids[enrolment.planned],
            "state": enrolment.state,
            "waiting_since": enrolment.waiting_since,
            "enrolled": enrolment.enrolled,
            "withdrawn": enrolment.withdrawn,
        }


def minors() -> Iterator[TableRow]:
    for minor in sources.minors():
        yield {
            "id": minor.id,
            "programme_id": minor.programme.id,
            "academic_year": minor.academic_year,
            "code": minor.code,
            "delft_code": minor.delft_code,
            "places": minor.places,
            "places_outside": minor.places_outside,
            "way_in": minor.way_in,
        }


def minor_applications(planned: Iterable[Application]) -> Iterator[TableRow]:
    for application in planned:
        yield {
            "student_id": application.student.id,
            "minor_id": application.minor.id,
            "academic_year": application.minor.academic_year,
            "state": application.state,
            "applied": application.applied,
            "decided": application.decided,
        }
