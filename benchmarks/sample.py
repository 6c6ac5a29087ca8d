"""Take the statements of one enrolment and send them for others, by what in them means student, class and request."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from benchmarks.bare import Statement, tracing, until_begin
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change
from kit.filling import CLASSES_OF_A_COURSE, ENROLLED_STUDENTS, STUDENTS, as_student, class_key, student_number

CLASSES = 10_000
NEWCOMERS = STUDENTS - ENROLLED_STUDENTS
RETAKES = CLASSES // 10 * 4
"""Retakes with room, see filling.py. Only these are asked for: after an exam a statement more looks for its retake."""
STUDENT, CLASS, REQUEST = ENROLLED_STUDENTS + 777, 4_322, "sample"
"""The sample's rows and the key of its request; these values mean nothing else in its statements."""


class Meaning(Enum):
    """What a parameter of the sample's statements stands for, so that it is another's each time."""

    STUDENT = auto()
    STUDENT_NUMBER = auto()
    CLASS = auto()
    CLASS_NUMBER = auto()
    COURSE = auto()
    REQUEST = auto()
    LETTER = auto()


def meaning_of(parameter: object) -> Meaning | None:
    """Return what a parameter stands for; None: it is the same for everybody."""
    if isinstance(parameter, str) and parameter.startswith("<"):
        return Meaning.LETTER
    return _SAMPLE.get(parameter)


def named(student: int, class_: int, request: str) -> dict[Meaning, int | str]:
    """Return what stands in place of the sample's values, for these rows of the database with CLASSES classes."""
    return {
        Meaning.STUDENT: student,
        Meaning.STUDENT_NUMBER: student_number(student),
        Meaning.CLASS: class_,
        Meaning.CLASS_NUMBER: class_key(class_ - 1).class_number,
        Meaning.COURSE: (class_ - 1) // CLASSES_OF_A_COURSE + 1,
        Meaning.REQUEST: request,
        Meaning.LETTER: f"<{request}>",
    }


_SAMPLE: dict[object, Meaning] = {
    value: meaning for meaning, value in named(STUDENT, CLASS, REQUEST).items() if meaning is not Meaning.LETTER
}


class ForOthers:
    """The sample's statements, as they would be for others."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = [(told.sql, [(each, meaning_of(each)) for each in told.parameters]) for told in statements]

    def of(self, student: int, class_: int, request: str) -> list[Statement]:
        """Return the statements of this enrolment."""
        theirs = named(student, class_, request)
        return [
            Statement(sql, [value if meaning is None else theirs[meaning] for value, meaning in parameters])
            for sql, parameters in self._statements
        ]


def wanted(nth: int) -> tuple[int, int]:
    """Return the student's and class's rows of the nth enrolment: the retakes with room in turn, no pair twice."""
    tens, one = divmod(nth % RETAKES, 4)
    return ENROLLED_STUDENTS + 1 + (nth + nth // RETAKES) % NEWCOMERS, 10 * tens + (2, 4, 8, 10)[one]


def enrol(registrar: Registrar, student: int, class_: int, request: str) -> None:
    """Enrol a student in a class, both by number. Raises DatabaseTrouble."""
    number = student_number(student)
    [outcome] = registrar.enrol(as_student(number), number, [class_key(class_ - 1)], request, from_cart=False)
    assert outcome.change is Change.ENROLLED, outcome


def traced(database: Path) -> tuple[list[Statement], list[Statement]]:
    """Return what opens a connection to a file, and the statements of the sample, which is in it then."""
    with tracing(database) as trace:
        enrol(trace.registrar, STUDENT, CLASS, REQUEST)
        return until_begin(trace.taken())
