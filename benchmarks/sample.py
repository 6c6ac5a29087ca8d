"""One enrolment whose statements are sent again for others: what in them means the student, the class and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from benchmarks.bare import Statement, tracing, until_begin
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values import Change
from kit.filling import CLASSES_OF_A_COURSE, ENROLLED_STUDENTS, STUDENTS, as_student, class_key, student_number

CLASSES = 10_000
NEWCOMERS = STUDENTS - ENROLLED_STUDENTS
RETAKES = CLASSES // 10 * 4
"""With room, see filling.py. Only these are asked for: after an exam one more statement looks for its retake."""
STUDENT, CLASS, REQUEST = ENROLLED_STUDENTS + 777, 4_322, "sample"
"""The sample's rows and the key of its request: they mean nothing else in its statements."""


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
    """None: it is the same for everybody."""
    if isinstance(parameter, str) and parameter.startswith("<"):
        return Meaning.LETTER
    return _SAMPLE.get(parameter)


def named(student: int, class_: int, request: str) -> dict[Meaning, int | str]:
    """What stands in place of the sample's, for these rows of the database filled with CLASSES classes."""
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
        """Those of this enrolment."""
        theirs = named(student, class_, request)
        return [
            Statement(sql, [value if meaning is None else theirs[meaning] for value, meaning in parameters])
            for sql, parameters in self._statements
        ]


def wanted(nth: int) -> tuple[int, int]:
    """The rows of the student and the class of the nth enrolment: the retakes with room in turn, no pair twice."""
    tens, one = divmod(nth % RETAKES, 4)
    return ENROLLED_STUDENTS + 1 + (nth + nth // RETAKES) % NEWCOMERS, 10 * tens + (2, 4, 8, 10)[one]


def enrol(registrar: Registrar, student: int, class_: int, request: str) -> None:
    """Enrol, by number. Raises DatabaseTrouble."""
    number = student_number(student)
    [outcome] = registrar.enrol(as_student(number), number, [class_key(class_ - 1)], request, from_cart=False)
    assert outcome.change is Change.ENROLLED, outcome


def traced(database: Path) -> tuple[list[Statement], list[Statement]]:
    """What opens a connection to a file, and the statements of the sample, which is in it then."""
    with tracing(database) as trace:
        enrol(trace.registrar, STUDENT, CLASS, REQUEST)
        return until_begin(trace.taken())
