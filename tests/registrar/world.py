"""A small hand-made university, apart from the shipped catalogue: one class for each way to be refused.

It is Monday 15 January 2018, noon. Everything that a test names stands here as a constant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import Connection, Engine, insert, select

from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import writing
from enroltui.folding import fold
from enroltui.registrar.tables import (
    class_,
    class_list,
    class_list_programme,
    course,
    enrolment,
    meeting,
    programme,
    programme_course,
    staff,
    student,
)
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.terms import AMSTERDAM, Role, Via
from enroltui.where import Where
from tests.quick_passwords import quick_hash

YEAR = "2017-2018"
NOW = datetime(2018, 1, 15, 12, 0, tzinfo=AMSTERDAM)

ANNA = "s9900001"
"""A bachelor student with nothing yet; password "anna likes logic"."""
BRAM = "s9900002"
"""A master student."""
CROWD = tuple(f"s99100{number:02}" for number in range(40))
"""Bachelor students who fill classes and fight for places."""
HELPDESK = "helpdesk"
COORDINATOR = "coordinator"
OFFICE_WORKER = "office"
PASSWORD = "anna likes logic"

LOGIC = "4031LOGI6"
EXAM = ClassKey(YEAR, 28114)
"""Logic's exam on 25 January, to be enrolled for up to and including 15 January. Ten places."""
RETAKE = ClassKey(YEAR, 28115)
LECTURE = ClassKey(YEAR, 28116)
SEMINAR = ClassKey(YEAR, 28117)
OTHER_OPEN = ClassKey(YEAR, 28120)
"""The exam of another course."""
LAST_SEAT = ClassKey(YEAR, 28121)
"""One place."""
FULL = ClassKey(YEAR, 28122)
"""Two places, both taken; no waiting list."""
WAITING_LIST = ClassKey(YEAR, 28123)
"""One place, taken by the first of the crowd; the next two wait, of five at most."""
NOT_OPEN = ClassKey(YEAR, 28124)
CLOSED = ClassKey(YEAR, 28125)
"""An exam that closed five days ago; the same course has CLOSEDS_RETAKE, open."""
CLOSEDS_RETAKE = ClassKey(YEAR, 28126)
OFFICE = ClassKey(YEAR, 28127)
OSIRIS = ClassKey(YEAR, 28128)
MASTERS = ClassKey(YEAR, 28129)
PROJECT = ClassKey(YEAR, 28130)
"""Without an exam day."""
LAST_YEARS = ClassKey("2016-2017", 27001)
UNKNOWN = ClassKey(YEAR, 99999)


def at(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """A moment in Leiden."""
    return datetime.combine(datetime.fromisoformat(day), time(hour, minute), AMSTERDAM)


def as_student(student_number: str, now: datetime = NOW) -> Caller:
    """The student herself."""
    return Caller(student_number, Role.STUDENT, Via.SCREEN, now)


def as_role(role: Role, now: datetime = NOW) -> Caller:
    """Somebody in this role."""
    return Caller(role.value, role, Via.COMMAND, now)


_UNTIL = at("2018-03-01")
_OPENS = at("2017-12-15", 13)


@dataclass(frozen=True)
class NewClass:
    """A class to be made; `meets` is its first meeting, two hours long."""

    key: ClassKey
    description: str = "exam"
    meets: datetime | None = None
    until: datetime = _UNTIL
    opens: datetime = _OPENS
    capacity: int = 10
    waiting_capacity: int = 0
    career: str = "bachelor"
    way_in: str = "here"
    enrolled: int = 0
    """How many of the crowd are in it."""
    waiting: int = 0


_EXAM = NewClass(EXAM, meets=at("2018-01-25", 14), until=datetime(2018, 1, 15, 23, 59, 59, tzinfo=AMSTERDAM))

COURSES: dict[tuple[str, str, str], list[NewClass]] = {
    (LOGIC, "Logic", "Logica"): [
        _EXAM,
        NewClass(RETAKE, "retake", at("2018-03-20", 14)),
        NewClass(LECTURE, "lecture", at("2018-02-05", 9)),
        NewClass(SEMINAR, "seminar", at("2018-02-06", 9)),
    ],
    ("4031ORIE3", "", "Oriëntatie op de bètawetenschappen"): [
        NewClass(OTHER_OPEN, meets=at("2018-03-22")),
        NewClass(LAST_YEARS, meets=at("2017-03-22"), until=at("2017-03-01"), opens=at("2016-12-15")),
    ],
    ("4032AI4X6", "AI for X-rays", ""): [
        NewClass(LAST_SEAT, meets=at("2018-03-23"), capacity=1),
        NewClass(FULL, "partial_exam", at("2018-03-24"), capacity=2, enrolled=2),
        NewClass(WAITING_LIST, "practical", at("2018-03-25"), capacity=1, waiting_capacity=5, enrolled=1, waiting=2),
    ],
    ("4032CALC5", "Calculus 100%", "Analyse_1"): [
        NewClass(CLOSED, meets=at("2018-01-20"), until=at("2018-01-10")),
        NewClass(CLOSEDS_RETAKE, "retake", at("2018-03-26")),
        NewClass(NOT_OPEN, "seminar", at("2018-04-05"), opens=at("2018-02-15", 13)),
    ],
    ("4042MALST", "Advanced LST", ""): [
        NewClass(OFFICE, "internship", at("2018-03-01"), way_in="office"),
        NewClass(OSIRIS, "assignment", at("2018-03-01"), way_in="osiris"),
    ],
    ("4343PRES6", 'Presenting [bold] "results"', ""): [
        NewClass(MASTERS, "presentation", at("2018-03-28"), career="master"),
    ],
    ("4031PROJ9", "Bachelor Research Project", "Bachelorproject"): [NewClass(PROJECT, "paper", None, at("2018-07-13"))],
    ("4031NONE3", "Not yet numbered", ""): [],
}


def build(path: Where, revision: str = "head") -> None:
    """Write the whole world into a new file or an empty database, with the schema of an older version if asked."""
    engine = open_engine(path, create=True)
    upgrade(engine, revision)
    with writing(engine) as connection:
        _programmes(connection)
        _people(connection)
        for number, ((code, title_en, title_nl), made) in enumerate(COURSES.items(), start=1):
            add_course(connection, number, code, title_en, title_nl)
            for new_class in made:
                add_class(connection, number, new_class)
    engine.dispose()


def add_classes(engine: Engine, course_id: int, first: NewClass, count: int) -> list[ClassKey]:
    """Make `count` more classes like `first`, numbered on from it, each a day later than the one before."""
    keys = [first.key._replace(class_number=first.key.class_number + step) for step in range(count)]
    with writing(engine) as connection:
        for step, key in enumerate(keys):
            meets = first.meets + timedelta(days=step) if first.meets else None
            add_class(connection, course_id, replace(first, key=key, meets=meets))
    return keys


def _programmes(connection: Connection) -> None:
    rows = [("computer-science-bsc", "bachelor"), ("astronomy-bsc", "bachelor"), ("computer-science-msc", "master")]
    for number, (slug, kind) in enumerate(rows, start=1):
        named = {"name_en": slug, "name_nl": slug, "kind": kind, "position": number}
        connection.execute(insert(programme).values(id=number, slug=slug, career=kind, **named))
    lists = [("first-year", 1, at("2017-12-01").date()), ("all-years", None, None)]
    for number, (slug, study_year, updated) in enumerate(lists, start=1):
        named = {"name_en": slug, "name_nl": slug, "kind": "bachelor", "position": number}
        shown = {"last_updated": updated, "points_to": "", "notes_en": "", "notes_nl": ""}
        connection.execute(insert(class_list).values(id=number, slug=slug, **named, **shown))
        of = {"class_list_id": number, "programme_id": 1, "study_year": study_year}
        connection.execute(insert(class_list_programme).values(of))


def _people(connection: Connection) -> None:
    password_hash = quick_hash(PASSWORD)
    plain = {"password_once": False, "closed": False}
    people = [
        (ANNA, "bachelor", 1, False),
        (BRAM, "master", 3, False),
        *((student_number, "bachelor", 1, True) for student_number in CROWD),
    ]
    connection.execute(
        insert(student),
        [
            {
                "student_number": number,
                "name": f"Student {number}",
                "email": f"{number}@student.example",
                "career": career,
                "programme_id": programme_id,
                "background": background,
                "password_hash": None if background else password_hash,
                "demo_password": PASSWORD if number == ANNA else None,
                **plain,
            }
            for number, career, programme_id, background in people
        ],
    )
    for login in (HELPDESK, COORDINATOR, OFFICE_WORKER):
        named = {"login": login, "name": login.title(), "email": f"{login}@staff.example", "role": login}
        connection.execute(insert(staff).values(**named, **plain, password_hash=password_hash))


def add_course(connection: Connection, number: int, code: str, title_en: str, title_nl: str) -> None:
    """One more course, in the first programme."""
    connection.execute(
        insert(course).values(
            id=number,
            catalogue_number=code,
            number_made_up=False,
            title_en=title_en,
            title_nl=title_nl,
            credits=int(code[-1]) if code[-1].isdigit() else None,
            level=100,
            subject_area="INF" if code.startswith("4031") else "WSK",
            organisation="LIACS",
            language="en" if title_en else "nl",
            source="",
            folded=fold(f"{code} {title_en} {title_nl}"),
        )
    )
    place = {"course_id": number, "study_year_made_up": False, "session": "S1", "session_made_up": True}
    connection.execute(insert(programme_course).values(programme_id=1, study_year=1 if number <= 2 else 2, **place))
    if code == LOGIC:
        connection.execute(insert(programme_course).values(programme_id=2, study_year=None, **place))


def add_class(connection: Connection, course_id: int, new_class: NewClass) -> None:
    """One more class of a course, filled by the crowd."""
    inserted = connection.execute(
        insert(class_).values(
            academic_year=new_class.key.academic_year,
            class_number=new_class.key.class_number,
            course_id=course_id,
            component="exam" if new_class.description == "retake" else new_class.description,
            description=new_class.description,
            compulsory=True,
            session="S1",
            language="en",
            career=new_class.career,
            capacity=new_class.capacity,
            waiting_capacity=new_class.waiting_capacity,
            enrol_from_bachelor=new_class.opens,
            enrol_from_master=new_class.opens + timedelta(days=1),
            enrol_until=new_class.until,
            way_in=new_class.way_in,
        )
    ).inserted_primary_key
    assert inserted is not None
    class_id = inserted[0]
    if new_class.meets:
        kind = "exam" if new_class.description in ("exam", "retake", "partial_exam") else "teaching"
        hours = {"starts": new_class.meets, "ends": new_class.meets + timedelta(hours=2)}
        connection.execute(insert(meeting).values(class_id=class_id, place="Gorlaeus", kind=kind, **hours))
    states = ["enrolled"] * new_class.enrolled + ["waiting"] * new_class.waiting
    ids = {row.student_number: row.id for row in connection.execute(select(student.c.student_number, student.c.id))}
    for place, (number, state) in enumerate(zip(CROWD, states, strict=False)):
        since = {"enrolled" if state == "enrolled" else "waiting_since": at("2017-12-20", minute=place)}
        of = {"student_id": ids[number], "class_id": class_id, "state": state}
        connection.execute(insert(enrolment).values(**of, **since))
