"""What other processes do costs nobody a place: kills in the midst, and fights for the last seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from enroltui.database.engines import open_engine
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import AlreadyEnrolled, Full
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.where import Where
from kit.patience import PATIENCE
from tests.registrar import arranging, processes, world
from tests.registrar.world import CROWD, NewClass, add_classes, as_student, at

KILLS = 20
FIGHTERS = 8
ROUNDS = 5

pytestmark = pytest.mark.usefixtures("patient_writers")


@pytest.fixture
def engine(small: Where) -> Iterator[Engine]:
    opened = open_engine(small)
    yield opened
    opened.dispose()


def test_no_kill_loses_what_was_confirmed_or_leaves_halves(small: Where, engine: Engine) -> None:
    chance = Random(15)
    classes = add_classes(engine, 1, NewClass(world.EXAM._replace(class_number=40000), meets=at("2018-05-01")), 20)
    wanted = [(student, key) for key in classes for student in CROWD[:10]]
    confirmed: set[int] = set()
    for _ in range(KILLS):
        first = len(confirmed)
        confirmed |= {first + place for place in _killed_in_the_midst(small, wanted[first:], chance)}
        kept = _whole(small)
        # The one that was being enrolled may be kept too, though it was not told any more; it is sent again next.
        assert {wanted[place] for place in confirmed} <= kept
        assert len(kept) <= len(confirmed) + 1
    assert len(confirmed) >= KILLS


def _killed_in_the_midst(path: Where, wanted: Sequence[tuple[str, ClassKey]], chance: Random) -> list[int]:
    """Let a process enrol, kill it at some moment after its first confirmation; what it had confirmed."""
    hears, tells = Pipe(duplex=False)
    process = processes.context().Process(target=processes.enrol_one_by_one, args=(path, wanted, tells))
    process.start()
    tells.close()
    with hears:
        assert hears.poll(PATIENCE)
        told = [hears.recv()]
        for _ in range(chance.randrange(3)):
            told.append(hears.recv())
        hears.poll(chance.uniform(0, 0.003))
        process.kill()
        process.join()
        while True:
            try:
                told.append(hears.recv())
            except EOFError:
                break
    process.close()
    return told


def _whole(where: Where) -> set[tuple[str, ClassKey]]:
    """The enrolments of the made classes, after making sure that the file is sound and nothing is there by half."""
    with arranging.changed(where) as connection:
        if isinstance(where, Path):
            assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        kept = connection.exec_driver_sql(
            "SELECT student_number, academic_year, class_number FROM enrolment"
            " JOIN student ON student.id = student_id JOIN class ON class.id = class_id WHERE class_number >= 40000"
        ).all()
        audited = connection.exec_driver_sql("SELECT count(*) FROM audit_event WHERE outcome = 'enrolled'").one()
        answered = connection.exec_driver_sql("SELECT count(*) FROM request").one()
    assert (len(kept),) == audited == answered
    return {(student, ClassKey(year, number)) for student, year, number in kept}


# --- the last seat --------------------------------------------------------------------------------------------------


def test_eight_processes_and_one_seat_have_one_winner(small: Where, engine: Engine) -> None:
    seats = add_classes(engine, 1, NewClass(world.EXAM._replace(class_number=40000), capacity=1), ROUNDS)
    fights = [(student, [(key, f"{student} {key}") for key in seats]) for student in CROWD[:FIGHTERS]]
    for round_, outcomes in enumerate(_outcomes_of(small, fights)):
        changes = [outcome.change for outcome in outcomes]
        reasons = {outcome.reason for outcome in outcomes if outcome.change is not Change.ENROLLED}
        assert changes.count(Change.ENROLLED) == 1
        assert reasons == {Full(seats[round_].class_number, 1, 0, 0)}
    assert _places_taken(small) == [1] * ROUNDS


def test_threads_of_one_registrar_fight_as_fairly(small: Where, engine: Engine) -> None:
    seats = add_classes(engine, 1, NewClass(world.EXAM._replace(class_number=40000), capacity=3), ROUNDS)
    registrar = Registrar(engine)

    def enrol(student: str) -> list[Change]:
        outcomes = [
            registrar.enrol(as_student(student), student, [key], f"{student} {key}", from_cart=False)[0]
            for key in seats
        ]
        return [outcome.change for outcome in outcomes]

    with ThreadPoolExecutor(FIGHTERS) as pool:
        changes = list(pool.map(enrol, CROWD[: 2 * FIGHTERS]))
    assert [of_seat.count(Change.ENROLLED) for of_seat in zip(*changes, strict=True)] == [3] * ROUNDS
    assert _places_taken(small) == [3] * ROUNDS


def test_one_request_sent_eight_times_at_once_is_carried_out_once(small: Where, engine: Engine) -> None:
    seats = add_classes(engine, 1, NewClass(world.EXAM._replace(class_number=40000)), ROUNDS)
    fights = [(CROWD[0], [(key, str(key)) for key in seats])] * FIGHTERS
    for outcomes in _outcomes_of(small, fights):
        assert [outcome.change for outcome in outcomes] == [Change.ENROLLED] * FIGHTERS
    assert _places_taken(small) == [1] * ROUNDS


def test_one_student_in_eight_visits_at_once_is_enrolled_once(small: Where, engine: Engine) -> None:
    seats = add_classes(engine, 1, NewClass(world.EXAM._replace(class_number=40000)), ROUNDS)
    fights = [(CROWD[0], [(key, f"{visit} {key}") for key in seats]) for visit in range(FIGHTERS)]
    for round_, outcomes in enumerate(_outcomes_of(small, fights)):
        changes = [outcome.change for outcome in outcomes]
        reasons = {outcome.reason for outcome in outcomes if outcome.change is not Change.ENROLLED}
        assert changes.count(Change.ENROLLED) == 1
        assert reasons == {AlreadyEnrolled(seats[round_].class_number, waiting=False)}
    assert _places_taken(small) == [1] * ROUNDS


def _outcomes_of(path: Where, fights: Sequence[tuple[str, list[tuple[ClassKey, str]]]]) -> list[tuple[Outcome, ...]]:
    """Each round's outcomes, one for each fighter; all fighters begin each round at the same moment."""
    context = processes.context()
    start = context.Barrier(len(fights), timeout=PATIENCE)
    fighters = []
    for student, rounds in fights:
        hears, tells = Pipe(duplex=False)
        process = context.Process(target=processes.fight, args=(path, student, rounds, start, tells))
        process.start()
        tells.close()
        fighters.append((process, hears))
    answers = []
    for process, hears in fighters:
        with hears:
            assert hears.poll(PATIENCE)
            answers.append(hears.recv())
        process.join(PATIENCE)
        assert process.exitcode == 0
        process.close()
    return list(zip(*answers, strict=True))


def _places_taken(where: Where) -> list[int]:
    with arranging.changed(where) as connection:
        rows = connection.exec_driver_sql(
            "SELECT count(*) FROM enrolment JOIN class ON class.id = class_id"
            " WHERE class_number >= 40000 AND state = 'enrolled' GROUP BY class_id"
        ).all()
    return [count for (count,) in rows]
