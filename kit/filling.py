"""Fill databases with any number of classes, made up in the same way each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Any

from sqlalchemy import Connection, insert, literal, select, union_all

from catalogue_maker.courses import read_courses
from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import writing
from enroltui.folding import fold
from enroltui.models.schema import metadata
from enroltui.registrar.people.passwords import hash_password
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.terms import AMSTERDAM, Career, Role, Via

YEAR = "2017-2018"
NOW = datetime(2018, 1, 15, 12, tzinfo=AMSTERDAM)
EXAM_DAYS = datetime(2018, 3, 19, 10, tzinfo=AMSTERDAM)
FIRST_NUMBER, NUMBERS = 10_000, 90_000
"""An academic year has so many class numbers; what does not fit in is of the years before."""

SHORT_LIST, LONG_LIST, OTHERS = "short-list", "long-list", "others"
SHORT, LONG = 50, 5_000
"""The lists have so many classes, in a database that is large enough."""
CHUNK = 10_000
"""So many rows are made and sent at once: all of a million classes would take gigabytes."""
CLASSES_OF_A_COURSE = 2

STUDENTS = 4_000
ENROLLED_STUDENTS = 3_000
"""So many students have something; the others have nothing yet."""
ENROLLED = 5
"""So many students are in each class."""
VISITOR = "s9800001"
"""This student studies the programme of the short list."""
LONG_VISITOR = "s9800002"
"""This student studies the programme of the long list."""
PASSWORD = "benchmark"

Row = dict[str, Any]


def class_key(place: int) -> ClassKey:
    """Return the key of the class in this place, counted from 0."""
    years_ago, number = divmod(place, NUMBERS)
    year = int(YEAR[:4]) - years_ago
    return ClassKey(f"{year}-{year + 1}", FIRST_NUMBER + number)


def roomy(number: int) -> list[ClassKey]:
    """Return the first classes that have places left, so many."""
    return [class_key(place) for place in islice(filter(_has_room, count()), number)]


def _has_room(place: int) -> bool:
    return place % 5 > 0


def student_number(student: int) -> str:
    """Return the number of a student, who are counted from 1."""
    return f"s98{student:05}"


def as_student(number: str) -> Caller:
    """Call as a student at the screen, on the day that the made-up classes are open."""
    return Caller(number, Role.STUDENT, Via.SCREEN, NOW)


def fill(path: Path, classes: int) -> None:
    """Make a database with so many classes, an exam and a retake for each course, and a few thousand students."""
    engine = open_engine(path, create=True)
    upgrade(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql(f"PRAGMA cache_size = {-256 * 1024}")
        _insert(connection, "catalogue_fact", iter([{"name": "default_day", "value": NOW.date().isoformat()}]))
        _insert(connection, "programme", _programmes())
        _insert(connection, "class_list", _lists())
        _insert(connection, "class_list_programme", _list_programmes())
        _insert(connection, "course", _courses(classes // CLASSES_OF_A_COURSE))
        _insert(connection, "programme_course", _places(classes // CLASSES_OF_A_COURSE))
        _insert(connection, "class", _classes(classes))
        _insert(connection, "meeting", _meetings(classes))
        _insert(connection, "student", _students())
        _enrol(connection)
    engine.dispose()


def _insert(connection: Connection, table: str, rows: Iterator[Row]) -> None:
    statement = insert(metadata.tables[table])
    while chunk := list(islice(rows, CHUNK)):
        connection.execute(statement, chunk)


def _programmes() -> Iterator[Row]:
    for id_, slug in enumerate((SHORT_LIST, LONG_LIST, OTHERS), start=1):
        names = {"name_en": slug, "name_nl": slug}
        yield {"id": id_, "slug": slug, **names, "kind": "bachelor", "career": "bachelor", "position": id_}


def _lists() -> Iterator[Row]:
    for programme in _programmes():
        yield {name: value for name, value in programme.items() if name != "career"}


def _list_programmes() -> Iterator[Row]:
    for programme in _programmes():
        yield {"class_list_id": programme["id"], "programme_id": programme["id"]}


def _courses(courses: int) -> Iterator[Row]:
    """Make titles of three words, out of the words of Leiden's titles as often as they stand there."""
    chance = Random(1)
    words = [word for course in read_courses() for word in course.title.split()]
    areas = ("WSK", "INF", "NTK", "STK", "BIO", "CHE", "LST", "MST", "BFW")
    for id_ in range(1, courses + 1):
        number = f"4{id_ % 1000:03}X{id_:05}"
        title = " ".join(chance.choices(words, k=3))
        yield {
            "id": id_,
            "catalogue_number": number,
            "title_en": title,
            "title_nl": "",
            "credits": chance.choice((3, 4, 5, 6, 6, 6, 8, 10)),
            "level": chance.choice((100, 200, 300, 400)),
            "subject_area": chance.choice(areas),
            "organisation": "FWN",
            "language": "en",
            "folded": fold(f"{number} {title}"),
        }


def _places(courses: int) -> Iterator[Row]:
    short, long = SHORT // CLASSES_OF_A_COURSE, LONG // CLASSES_OF_A_COURSE
    for course in range(1, courses + 1):
        programme = 1 if course <= short else 2 if course <= short + long else 3
        yield {"programme_id": programme, "course_id": course, "study_year": 1, "session": "S2"}


def _classes(classes: int) -> Iterator[Row]:
    chance = Random(2)
    opened = datetime(2017, 12, 15, 13, tzinfo=AMSTERDAM)
    for place in range(classes):
        starts = _starts(place)
        yield {
            "id": place + 1,
            "academic_year": class_key(place).academic_year,
            "class_number": class_key(place).class_number,
            "course_id": place // CLASSES_OF_A_COURSE + 1,
            "component": "exam",
            "description": "retake" if place % CLASSES_OF_A_COURSE else "exam",
            "compulsory": True,
            "session": "S2",
            "language": "en",
            "career": Career.BACHELOR.value,
            "capacity": chance.choice((20, 40, 80, 400)) if _has_room(place) else ENROLLED,
            "waiting_capacity": 0,
            "enrol_from_bachelor": opened,
            "enrol_from_master": opened + timedelta(days=1),
            "enrol_until": (starts - timedelta(days=10)).replace(hour=23, minute=59),
            "way_in": "here",
        }


def _meetings(classes: int) -> Iterator[Row]:
    for place in range(classes):
        starts = _starts(place)
        ends = starts + timedelta(hours=3)
        when = {"starts": starts, "ends": ends, "place": "Gorlaeus 01"}
        yield {"class_id": place + 1, **when, "kind": "exam", "number": 1}


def _starts(place: int) -> datetime:
    """Yield when exams are: on the weekdays of eight weeks, a retake eight weeks after its exam."""
    week, weekday = divmod(place // CLASSES_OF_A_COURSE % 40, 5)
    return EXAM_DAYS + timedelta(weeks=week + 8 * (place % CLASSES_OF_A_COURSE), days=weekday)


def _students() -> Iterator[Row]:
    hashed = hash_password(PASSWORD)
    for id_ in range(1, STUDENTS + 1):
        number = student_number(id_)
        yield {
            "id": id_,
            "student_number": number,
            "name": f"Student {id_}",
            "email": f"{number}@student.example",
            "career": Career.BACHELOR.value,
            "programme_id": 2 if number == LONG_VISITOR else 1,
            "password_hash": hashed if number in (VISITOR, LONG_VISITOR) else None,
        }


def _enrol(connection: Connection) -> None:
    """Fill each class by `ENROLLED` of the students, each time others."""
    class_, enrolment = metadata.tables["class"], metadata.tables["enrolment"]
    seats = union_all(*(select(literal(seat).label("seat")) for seat in range(ENROLLED))).subquery()
    student = (class_.c.id * ENROLLED + seats.c.seat) % ENROLLED_STUDENTS + 1
    taken = select(student, class_.c.id, literal("enrolled"), class_.c.enrol_from_bachelor).select_from(
        class_.join(seats, literal(True))
    )
    connection.execute(insert(enrolment).from_select(["student_id", "class_id", "state", "enrolled"], taken))


class Databases:
    """Filled databases in a folder, each made when it is first asked for; to be read only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, classes: int) -> Path:
        """Return the database with so many classes."""
        path = self._folder / f"{classes}.db"
        if not path.exists():
            fill(path, classes)
        return path

    def copy(self, database: Path, name: str) -> Path:
        """Make a copy of a database of the folder, to write to."""
        copy = self._folder / f"{name}.db"
        copyfile(database, copy)
        return copy
