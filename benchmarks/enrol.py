"""Measure enrolments a second: through the registrar, and by the same statements in bare sqlite3."""

from __future__ import annotations

from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.bare import Bare, Statement, tracing, until_begin
from benchmarks.figures import Figure, rate_beside
from benchmarks.timing import clocked, taking_turns
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from kit.filling import ENROLLED_STUDENTS, STUDENTS, Databases, as_student, roomy, student_number

CLASSES = 10_000
BATCH, ROUNDS = 20, 75
WANTED = BATCH * (ROUNDS + 1)
GOAL = 0.5


def enrol(databases: Databases) -> list[Figure]:
    """Enrol from the cart, each enrolment in a transaction of its own that is on the disk before it is confirmed."""
    carts = databases.copy(databases.of(CLASSES), "carts")
    wanted = _wanted()
    registrar = Registrar.open(carts)
    for student, key in wanted:
        registrar.add_to_cart(as_student(student), student, [key])
    registrar.close()
    opening, transactions = _traced(databases.copy(carts, "traced"), wanted)
    registrar = Registrar.open(databases.copy(carts, "ours"))
    bare = Bare(databases.copy(carts, "bare"), opening)
    asked, sent = iter(wanted), iter(transactions)

    def ask() -> None:
        for student, key in islice(asked, BATCH):
            _enrol(registrar, student, key)

    def send() -> None:
        for statements in islice(sent, BATCH):
            bare.send(statements)

    ours, theirs = taking_turns([partial(clocked, ask), partial(clocked, send)], ROUNDS)
    registrar.close()
    bare.close()
    return [rate_beside("Enrolments, one at a time", BATCH / ours, BATCH / theirs, at_least=GOAL)]


def _wanted() -> list[tuple[str, ClassKey]]:
    """Yield students without enrolments in turn, each time with another class."""
    newcomers = STUDENTS - ENROLLED_STUDENTS
    return [(student_number(ENROLLED_STUDENTS + 1 + place % newcomers), key) for place, key in enumerate(roomy(WANTED))]


def _enrol(registrar: Registrar, student: str, key: ClassKey) -> None:
    [outcome] = registrar.enrol(as_student(student), student, [key], f"{student} {key}")
    assert outcome.change is Change.ENROLLED, outcome


def _traced(database: Path, wanted: list[tuple[str, ClassKey]]) -> tuple[list[Statement], list[list[Statement]]]:
    """Return what opens a connection, and the statements of each enrolment."""
    transactions = []
    with tracing(database) as trace:
        for student, key in wanted:
            _enrol(trace.registrar, student, key)
            transactions.append(trace.taken())
    opening, transactions[0] = until_begin(transactions[0])
    return opening, transactions
