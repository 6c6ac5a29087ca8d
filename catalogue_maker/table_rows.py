"""The rows of each table, as `build.py` writes them: from what the other rooms planned and from the text sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from catalogue_maker import people, sources
from catalogue_maker.classes import PlannedClass
from catalogue_maker.courses import Course
from catalogue_maker.filling import Enrolment
from catalogue_maker.minors import Application
from catalogue_maker.people import Student
from catalogue_maker.study_plan import Place

TableRow = dict[str, Any]
ClassIds = Mapping[PlannedClass, int]

CATALOGUE_VERSION = "1"
DEFAULT_DAY = "2018-01-15"


def facts() -> Iterator[TableRow]:
    """What holds for the whole database."""
    yield {"name": "catalogue_version", "value": CATALOGUE_VERSION}
    yield {"name": "default_day", "value": DEFAULT_DAY}
    yield {"name": "demo", "value": "yes"}


def programmes() -> Iterator[TableRow]:
    for one in sources.programmes():
        yield {
            "id": one.id,
            "slug": one.slug,
            "name_en": one.name_en,
            "name_nl": one.name_nl,
            "kind": one.kind,
            "career": one.career,
            "position": one.id,
        }


def courses(planned: Iterable[Course]) -> Iterator[TableRow]:
    for one in planned:
        yield {
            "id": one.id,
            "catalogue_number": one.catalogue_number,
            "number_made_up": one.number_made_up,
            "title_en": one.title_en,
            "title_nl": one.title_nl,
            "credits": one.credits,
            "level": one.level,
            "subject_area": one.area.subject_area,
            "organisation": one.area.organisation,
            "language": one.language,
            "source": one.source,
            "folded": one.folded,
        }


def programme_courses(places: Iterable[Place]) -> Iterator[TableRow]:
    for id_, place in enumerate(places, start=1):
        yield {
            "id": id_,
            "programme_id": place.programme_id,
            "course_id": place.course.id,
            "study_year": place.study_year,
            "study_year_made_up": place.study_year_made_up,
            "session": place.session,
            "session_made_up": place.session_made_up,
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
    for one, id_ in ids.items():
        yield {
            "id": id_,
            "academic_year": one.academic_year,
            "class_number": one.class_number,
            "course_id": one.course.id,
            "component": one.component,
            "description": one.description,
            "compulsory": one.compulsory,
            "session": one.session,
            "language": one.course.language,
            "career": one.course.career,
            "capacity": one.capacity,
            "waiting_capacity": one.waiting_capacity,
            "enrol_from_bachelor": one.opens_bachelor,
            "enrol_from_master": one.opens_master,
            "enrol_until": one.until,
            "way_in": one.way_in,
        }


def meetings(ids: ClassIds) -> Iterator[TableRow]:
    for one, id_ in ids.items():
        for meeting in one.meetings:
            yield {
                "class_id": id_,
                "starts": meeting.starts,
                "ends": meeting.ends,
                "place": meeting.place,
                "kind": meeting.kind,
            }


def students(planned: Iterable[Student]) -> Iterator[TableRow]:
    for one in planned:
        yield {
            "id": one.id,
            "student_number": one.number,
            "name": one.name,
            "email": one.email,
            "career": one.career,
            "programme_id": one.programme.id,
            "password_hash": people.demo_hash(one.number, one.password) if one.password else None,
            "password_once": False,
            "closed": False,
            "background": one.background,
            "demo_password": one.password,
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
    ids = {one.catalogue_number: one.id for one in planned}
    for id_, row in enumerate(sources.rows("staff"), start=1):
        for number in row["courses"].split():
            yield {"staff_id": id_, "course_id": ids[number]}


def enrolments(planned: Iterable[Enrolment], ids: ClassIds) -> Iterator[TableRow]:
    for one in planned:
        yield {
            "student_id": one.student.id,
            "class_id": ids[one.planned],
            "state": one.state,
            "waiting_since": one.waiting_since,
            "enrolled": one.enrolled,
            "withdrawn": one.withdrawn,
        }


def minors() -> Iterator[TableRow]:
    for one in sources.minors():
        yield {
            "id": one.id,
            "programme_id": one.programme.id,
            "academic_year": one.academic_year,
            "code": one.code,
            "delft_code": one.delft_code,
            "places": one.places,
            "places_outside": one.places_outside,
            "way_in": one.way_in,
        }


def minor_applications(planned: Iterable[Application]) -> Iterator[TableRow]:
    for one in planned:
        yield {
            "student_id": one.student.id,
            "minor_id": one.minor.id,
            "academic_year": one.minor.academic_year,
            "state": one.state,
            "applied": one.applied,
            "decided": one.decided,
        }
