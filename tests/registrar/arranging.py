"""What tests add to the hand-made world: requirements, courses that are done, places that are taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, insert, select, update

from enroltui.database.engines import open_engine
from enroltui.database.transactions import writing
from enroltui.registrar.tables import (
    class_,
    completed,
    coordinator_course,
    course,
    enrolment,
    requirement,
    staff,
    student,
)
from enroltui.registrar.values.classes import ClassKey
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.world import CROWD, NOW, NewClass


@contextmanager
def changed(path: Where) -> Iterator[Connection]:
    """A transaction past the registrar, for what it does not do itself."""
    engine = open_engine(path)
    try:
        with writing(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def make_real(path: Where) -> None:
    """Take away what makes accounts those of the demo: that their passwords are shown."""
    with changed(path) as connection:
        for table in (student, staff):
            connection.execute(update(table).values(demo_password=None))


def add_class(path: Where, course_code: str, first: NewClass) -> ClassKey:
    """One more class of a course of the world."""
    engine = open_engine(path)
    [key] = world.add_classes(engine, _course_id(engine, course_code), first, 1)
    engine.dispose()
    return key


def require(path: Where, course_code: str, required: str) -> None:
    """Let a course require another one."""
    with changed(path) as connection:
        ids = {"course_id": course_id(connection, course_code), "required_course_id": course_id(connection, required)}
        connection.execute(insert(requirement), ids)


def complete(path: Where, student_number: str, course_code: str) -> None:
    """Let a student have done a course."""
    with changed(path) as connection:
        of = {"student_id": student_id(connection, student_number), "course_id": course_id(connection, course_code)}
        connection.execute(insert(completed), {**of, "completed": NOW.date()})


def coordinate(path: Where, course_code: str) -> None:
    """Let the world's coordinator answer for a course."""
    with changed(path) as connection:
        who = connection.scalar(select(staff.c.id).where(staff.c.login == world.COORDINATOR))
        of = {"staff_id": who, "course_id": course_id(connection, course_code)}
        connection.execute(insert(coordinator_course), of)


def seat(path: Where, student_number: str, key: ClassKey, state: str = "enrolled") -> None:
    """Put a student into a class or its waiting list, whatever the rules say."""
    with changed(path) as connection:
        of = {"student_id": student_id(connection, student_number), "class_id": class_id(connection, key)}
        since = {"enrolled" if state == "enrolled" else "waiting_since": NOW}
        connection.execute(insert(enrolment), {**of, **since, "state": state})


def set_capacity(path: Where, key: ClassKey, capacity: int) -> None:
    """Give a class more or fewer places."""
    with changed(path) as connection:
        connection.execute(update(class_).where(class_.c.id == class_id(connection, key)).values(capacity=capacity))


def add_students(path: Where, numbers: Sequence[str]) -> None:
    """More students who are like the crowd's first."""
    with changed(path) as connection:
        row = connection.execute(select(student).where(student.c.student_number == CROWD[0])).mappings().one()
        like = {name: value for name, value in row.items() if name != "id"}
        connection.execute(
            insert(student),
            [
                {**like, "student_number": student_number, "email": f"{student_number}@student.example"}
                for student_number in numbers
            ],
        )


def rename(path: Where, student_number: str, name: str) -> None:
    """Give a student another name."""
    with changed(path) as connection:
        connection.execute(update(student).where(student.c.student_number == student_number).values(name=name))


def course_id(connection: Connection, code: str) -> int:
    """The row id of a course."""
    return int(connection.scalar(select(course.c.id).where(course.c.catalogue_number == code)) or 0)


def student_id(connection: Connection, number: str) -> int:
    """The row id of a student."""
    return int(connection.scalar(select(student.c.id).where(student.c.student_number == number)) or 0)


def class_id(connection: Connection, key: ClassKey) -> int:
    """The row id of a class."""
    this = (class_.c.academic_year == key.academic_year, class_.c.class_number == key.class_number)
    return int(connection.scalar(select(class_.c.id).where(*this)) or 0)


def _course_id(engine: Engine, code: str) -> int:
    with engine.connect() as connection:
        return course_id(connection, code)
