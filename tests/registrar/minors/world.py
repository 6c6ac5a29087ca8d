"""Minors for the hand-made world of `world.py`: Stars with two places, Sky, one of Delft, and one without classes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from multiprocessing.connection import Connection as Pipe
from multiprocessing.synchronize import Barrier

from sqlalchemy import Connection, insert

from enroltui.database.engines import open_engine
from enroltui.database.transactions import writing
from enroltui.folding import fold
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.minor_reasons import MinorName
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.tables import course, minor, programme, programme_course
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.minors import MinorRow
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role
from enroltui.where import Where
from tests.registrar import processes
from tests.registrar.world import ANNA, YEAR, NewClass, add_classes, as_role, as_student, at

STARS, SKY, DELFT, NEW = "minor-stars", "minor-sky", "minor-delft", "minor-new"
PLACES = 2
"""Of Stars."""
IN_THE_WINDOW = at("2017-06-01")
OF_STARS = ClassKey(YEAR, 29001)
"""The exam of a course that only Stars has."""
OF_BOTH = ClassKey(YEAR, 29002)
"""Of a course that Stars and Sky share."""
OF_A_BACHELOR_TOO = ClassKey(YEAR, 29003)
"""Of a course that Stars shares with a bachelor programme."""

_MINORS = [(STARS, "Stars", "Sterren"), (SKY, "Sky", "Hemel"), (DELFT, "Delft's", "Van Delft"), (NEW, "New", "Nieuw")]
_COURSES = [
    ("4032STAR1", OF_STARS, [101]),
    ("4032STAR2", OF_BOTH, [101, 102]),
    ("4032STAR3", OF_A_BACHELOR_TOO, [101, 1]),
]


def named(slug: str) -> MinorName:
    """A minor as reasons name it."""
    return next(MinorName(*minor) for minor in _MINORS if minor[0] == slug)


def add_minors(path: Where) -> None:
    """Add the minors and their courses to a copy of the world."""
    engine = open_engine(path)
    with writing(engine) as connection:
        for number, (slug, name_en, name_nl) in enumerate(_MINORS, start=101):
            _minor(connection, number, slug, name_en, name_nl)
        for number, (code, _, programme_ids) in enumerate(_COURSES, start=101):
            _course(connection, number, code, programme_ids)
    for number, (_, key, _) in enumerate(_COURSES, start=101):
        add_classes(engine, number, NewClass(key, meets=at("2018-03-20", hour=9 + 3 * (number - 101))), 1)
    engine.dispose()


def student(number: str, now: datetime = IN_THE_WINDOW) -> Caller:
    """The student herself, while one can apply unless told otherwise."""
    return as_student(number, now)


def staff(now: datetime = IN_THE_WINDOW) -> Caller:
    """Who decides on applications."""
    return as_role(Role.OFFICE, now)


def admit_all(path: Where, students: Sequence[str], start: Barrier, told: Pipe) -> None:
    """In a process of its own, at the same moment as the others: admit each to Stars; tell the answers."""
    processes.patient()
    registrar = Registrar.open(path)
    start.wait()
    answers: list[Reason | None] = [
        registrar.admit_to_minor(staff(), student_number, STARS) for student_number in students
    ]
    told.send(answers)


def _minor(connection: Connection, number: int, slug: str, name_en: str, name_nl: str) -> None:
    its_names = {"slug": slug, "name_en": name_en, "name_nl": name_nl}
    connection.execute(
        insert(programme).values(id=number, **its_names, kind="minor", career="bachelor", position=number)
    )
    connection.execute(
        insert(minor).values(
            programme_id=number,
            academic_year=YEAR,
            code=f"4000M{slug[-3:].upper()}",
            delft_code="TA-MI-1" if slug == DELFT else None,
            places=PLACES if slug == STARS else 10,
            places_outside=1 if slug == STARS else None,
            way_in="osiris" if slug == DELFT else "here",
        )
    )


def _course(connection: Connection, number: int, code: str, programme_ids: Sequence[int]) -> None:
    titles = {"title_en": f"Course {code}", "title_nl": "", "folded": fold(f"{code} course {code}")}
    made = {"number_made_up": False, "level": 300, "source": "", "credits": 6, "language": "en"}
    of = {"subject_area": "STK", "organisation": "Observatory"}
    connection.execute(insert(course).values(id=number, catalogue_number=code, **titles, **made, **of))
    place = {"study_year": 3, "study_year_made_up": False, "session": "S1", "session_made_up": True}
    for programme_id in programme_ids:
        connection.execute(insert(programme_course).values(programme_id=programme_id, course_id=number, **place))


def minor_on_offer(registrar: Registrar, slug: str = STARS, caller: Caller | None = None) -> MinorRow:
    caller = caller or student(ANNA)
    offer = registrar.minors(caller, caller.name if caller.role is Role.STUDENT else None)
    assert offer
    return next(minor for minor in offer.minors if minor.programme.slug == slug)


def admit(registrar: Registrar, *students: str, slug: str = STARS) -> None:
    for student_number in students:
        assert registrar.apply_for_minor(student(student_number), student_number, slug) is None
        assert registrar.admit_to_minor(staff(), student_number, slug) is None
