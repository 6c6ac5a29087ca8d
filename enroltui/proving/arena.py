"""Build a small university in which all want the same few seats, and no rule but the places stands in the way."""

from __future__ import annotations

from datetime import date, time, timedelta

from sqlalchemy import func, insert, select

from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import reading, writing
from enroltui.moments import leiden_moment
from enroltui.proving.checking import Kept, KeptEvent, KeptRequest, KeptSeat, Places
from enroltui.registrar.tables import (
    audit_event,
    catalogue_fact,
    class_,
    course,
    enrolment,
    programme,
    request,
    student,
)
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role, Via
from enroltui.where import Where

YEAR = "2017-2018"
NOW = leiden_moment(date(2018, 1, 15), time(12))
FIRST_NUMBER = 10_001
PLACES = (Places(1, 0), Places(1, 0), Places(2, 0), Places(1, 2), Places(1, 3), Places(3, 2))
"""Each class has so many places, and so many places in line."""
STUDENTS = tuple(f"s97{number:05}" for number in range(1, 25))


def keys() -> list[ClassKey]:
    """Return the keys of the classes."""
    return [ClassKey(YEAR, FIRST_NUMBER + place) for place in range(len(PLACES))]


def as_student(number: str) -> Caller:
    """Call as a student, on the day on which all classes are open."""
    return Caller(number, Role.STUDENT, Via.SCREEN, NOW)


def build(where: Where, megabytes: int = 0) -> None:
    """Build it in a new file or an empty database, with so much more in it that reading it through takes a while."""
    engine = open_engine(where, create=True)
    upgrade(engine)
    named = {"name_en": "Arena", "name_nl": "Arena", "kind": "bachelor", "career": "bachelor", "position": 1}
    with writing(engine) as connection:
        connection.execute(insert(programme), {"id": 1, "slug": "arena", **named})
        for place, (key, places) in enumerate(zip(keys(), PLACES, strict=True), start=1):
            connection.execute(insert(course), _course(place))
            connection.execute(insert(class_), _class(place, key, places))
        for place in range(megabytes):
            connection.execute(insert(catalogue_fact), {"name": f"filler {place}", "value": "x" * 1_000_000})
        connection.execute(insert(student), [_student(number) for number in STUDENTS])
    engine.dispose()


def kept(where: Where) -> Kept:
    """Return what the database holds in the end."""
    engine = open_engine(where)
    of = (student.c.student_number, func.coalesce(class_.c.class_number, 0))
    with reading(engine) as connection:
        enrolments = connection.execute(
            select(*of, enrolment.c.state).join_from(enrolment, student).join(class_).order_by(enrolment.c.id)
        )
        seats = [KeptSeat(*row) for row in enrolments]
        about = (audit_event.c.action, audit_event.c.outcome, audit_event.c.rule)
        trail = select(*of, *about).join_from(audit_event, student).outerjoin(class_).order_by(audit_event.c.id)
        events = [KeptEvent(*row) for row in connection.execute(trail)]
        answered = select(request.c.key, request.c.answer).order_by(request.c.id)
        requests = [KeptRequest.read(*row) for row in connection.execute(answered)]
    engine.dispose()
    numbers = [key.class_number for key in keys()]
    return Kept(dict(zip(numbers, PLACES, strict=True)), seats, events, requests)


def _course(place: int) -> dict[str, object]:
    number = f"4031AR{place:03}"
    return {
        "id": place,
        "catalogue_number": number,
        "number_made_up": True,
        "title_en": f"Seats {place}",
        "title_nl": "",
        "subject_area": "INF",
        "organisation": "LIACS",
        "language": "en",
        "source": "",
        "folded": number.lower(),
    }


def _class(place: int, key: ClassKey, places: Places) -> dict[str, object]:
    opened = NOW - timedelta(days=30)
    return {
        "id": place,
        "academic_year": key.academic_year,
        "class_number": key.class_number,
        "course_id": place,
        "component": "lecture",
        "description": "lecture",
        "compulsory": True,
        "session": "S2",
        "language": "en",
        "career": "bachelor",
        "capacity": places.seats,
        "waiting_capacity": places.line,
        "enrol_from_bachelor": opened,
        "enrol_from_master": opened,
        "enrol_until": NOW + timedelta(days=30),
        "way_in": "here",
    }


def _student(number: str) -> dict[str, object]:
    named = {"student_number": number, "name": f"Student {number}", "email": f"{number}@student.example"}
    flags = {"password_once": False, "closed": False, "background": True}
    return {**named, **flags, "career": "bachelor", "programme_id": 1}
