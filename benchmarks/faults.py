"""Kill programs that enrol, and let them fight for the last seat: what was confirmed stays, and no seat goes twice."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.figures import Figure
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from kit.filling import ENROLLED, ENROLLED_STUDENTS, Databases, as_student, roomy, student_number

CLASSES = 1_000
KILLED_AT_ONCE, TIMES = 4, 5
FIGHTERS, ROUNDS = 8, 50
PATIENCE = 60.0
"""After so many seconds another process counts as stuck."""

Wanted = tuple[str, ClassKey]
"""A student and a class."""

# Processes that begin with everything imported, but not as copies of this one.
processes = multiprocessing.get_context("forkserver")


def faults(databases: Databases) -> list[Figure]:
    """Return the verdicts; a figure that is not met is a violation."""
    processes.set_forkserver_preload([__name__])
    return [_kills(databases), _fights(databases)]


def _started(work: Callable[..., None], *arguments: object) -> tuple[BaseProcess, Connection]:
    """Start a process, and return it with what it tells."""
    hears, tells = processes.Pipe(duplex=False)
    process = processes.Process(target=work, args=(*arguments, tells))
    process.start()
    tells.close()
    return process, hears


def _heard(hears: Connection) -> Any:
    if not hears.poll(PATIENCE):
        raise TimeoutError("another process is stuck")
    return hears.recv()


def _enrol(registrar: Registrar, wanted: Wanted) -> Change:
    student, key = wanted
    [outcome] = registrar.enrol(as_student(student), student, [key], f"{student} {key}", from_cart=False)
    return outcome.change


# --- kills ----------------------------------------------------------------------------------------------------------


def _kills(databases: Databases) -> Figure:
    """Kill processes that want the same seats again and again; each goes on where it was killed."""
    database = databases.copy(databases.of(CLASSES), "kills")
    chance = Random(20)
    answers: dict[Wanted, Change] = {}
    wrong: list[str] = []
    for time in range(1, TIMES + 1):
        left = [[sent for sent in _wanted(process) if sent not in answers] for process in range(KILLED_AT_ONCE)]
        answers |= _answers_until_killed(database, left, chance)
        wrong += violations(database, answers, unheard=KILLED_AT_ONCE * time)
    enrolled = list(answers.values()).count(Change.ENROLLED)
    said = f"{enrolled} of {len(answers)} enrolled, {'; '.join(wrong) or 'all kept'}"
    return Figure(f"{KILLED_AT_ONCE * TIMES} kills in the midst", said, goal="none lost, none half", met=not wrong)


def _wanted(process: int) -> list[Wanted]:
    """List what one process enrols in: students of its own, in the classes that the others want too."""
    first = ENROLLED_STUDENTS + 1 + 100 * process
    return [(student_number(student), key) for key in roomy(30) for student in range(first, first + 100)]


def _answers_until_killed(database: Path, left: Sequence[Sequence[Wanted]], chance: Random) -> dict[Wanted, Change]:
    """Let processes enrol at once, kill all at some moment after each has begun; return the answers they had."""
    running = [_started(enrol_one_by_one, database, wanted) for wanted in left]
    answers = dict(_heard(hears) for _, hears in running)
    running[0][1].poll(chance.uniform(0, 0.01))
    for process, _ in running:
        process.kill()
    for process, hears in running:
        process.join()
        answers.update(_rest(hears))
    return answers


def _rest(hears: Connection) -> Iterator[tuple[Wanted, Change]]:
    with hears:
        while True:
            try:
                yield hears.recv()
            except EOFError:
                return


def enrol_one_by_one(database: Path, left: Sequence[Wanted], tells: Connection) -> None:
    """Enrol until this process is killed, and tell each answer as soon as it is there."""
    registrar = Registrar.open(database)
    for wanted in left:
        tells.send((wanted, _enrol(registrar, wanted)))


def violations(database: Path, answers: dict[Wanted, Change], unheard: int) -> list[str]:
    """List what is wrong in the file. Each kill may have left one request that nobody heard of, but not half of it."""
    with closing(sqlite3.connect(database)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        over, kept = _over_capacity(connection), _kept(connection)
        [requests] = connection.execute("SELECT count(*) FROM request").fetchone()
        [audited] = connection.execute("SELECT count(*) FROM audit_event").fetchone()
        [enrolled] = connection.execute("SELECT count(*) FROM audit_event WHERE outcome = 'enrolled'").fetchone()
    confirmed = {wanted for wanted, change in answers.items() if change is Change.ENROLLED}
    refused = answers.keys() - confirmed
    checks = {
        "the file is damaged": not sound,
        f"{len(orphans)} orphans": orphans,
        f"{over} classes over capacity": over,
        f"{len(confirmed - kept)} confirmed are lost": confirmed - kept,
        f"{len(refused & kept)} refused are enrolled": refused & kept,
        "more was done than asked": requests > len(answers) + unheard,
        "something was done by half": not (requests == audited and len(kept) == enrolled),
    }
    return [violation for violation, there in checks.items() if there]


def _over_capacity(connection: sqlite3.Connection) -> int:
    """Count the classes that have more students than places."""
    [over] = connection.execute(
        "SELECT count(*) FROM class WHERE capacity <"
        " (SELECT count(*) FROM enrolment WHERE class_id = class.id AND state = 'enrolled')"
    ).fetchone()
    return int(over)


def _kept(connection: sqlite3.Connection) -> set[Wanted]:
    """Return what the students who had nothing are enrolled in."""
    rows = connection.execute(
        "SELECT student_number, academic_year, class_number FROM enrolment JOIN student ON student.id = student_id"
        " JOIN class ON class.id = class_id WHERE student_id > ?",
        [ENROLLED_STUDENTS],
    )
    return {(student, ClassKey(year, number)) for student, year, number in rows}


# --- the last seat --------------------------------------------------------------------------------------------------


def _fights(databases: Databases) -> Figure:
    """Let every process want the one seat that is left in a class, at the same moment, in each round."""
    database = databases.copy(databases.of(CLASSES), "fights")
    seats = roomy(ROUNDS)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executemany(
            "UPDATE class SET capacity = ? WHERE academic_year = ? AND class_number = ?",
            [(ENROLLED + 1, *key) for key in seats],
        )
    start = processes.Barrier(FIGHTERS, timeout=PATIENCE)
    students = [student_number(ENROLLED_STUDENTS + 1 + fighter) for fighter in range(FIGHTERS)]
    fighters = [_started(fight, database, student, seats, start) for student in students]
    answers: list[list[Change]] = [_heard(hears) for _, hears in fighters]
    for process, _ in fighters:
        process.join()
    winners = [changes.count(Change.ENROLLED) for changes in zip(*answers, strict=True)]
    with closing(sqlite3.connect(database)) as connection:
        over, kept = _over_capacity(connection), _kept(connection)
    said = f"one winner in {winners.count(1)} of {ROUNDS} rounds"
    met = winners == [1] * ROUNDS and len(kept) == ROUNDS and not over
    return Figure(f"{FIGHTERS} processes and one seat", said, goal="one winner each", met=met)


def fight(database: Path, student: str, seats: Sequence[ClassKey], start: Barrier, tells: Connection) -> None:
    """Enrol in the class of each round as soon as all are ready, and tell the answers."""
    registrar = Registrar.open(database)
    changes = []
    for key in seats:
        start.wait()
        changes.append(_enrol(registrar, (student, key)))
    tells.send(changes)
