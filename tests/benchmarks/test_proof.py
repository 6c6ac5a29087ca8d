"""The proof finds each planted fault, and nothing where nothing is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from benchmarks.proof.backing_up import look_into_file
from benchmarks.proof.run import LEAST, LEAST_ON_FILES, LEAST_ON_SERVERS, ProofResult, prove
from enroltui.proving import arena
from enroltui.proving.arena import FIRST_NUMBER, STUDENTS
from enroltui.proving.checking import Kept, PlayerRequest, as_of, fights, violations
from enroltui.proving.plants import PLANTS
from enroltui.proving.players import Won, ask, next_request
from enroltui.registrar.registrar import Registrar

REQUESTS, AT_ONCE = 150, 4


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[PlayerRequest], Kept]:
    """Return what some threads asked for, and what is there in the end; nothing went wrong."""
    path = tmp_path_factory.mktemp("arena") / "arena.db"
    arena.build(path)
    registrar = Registrar.open(path)

    def send(request: PlayerRequest) -> PlayerRequest:
        request.times, request.started = 1, monotonic()
        request.answers.append(tuple(outcome.change for outcome in ask(registrar, request)))
        request.ended = monotonic()
        return request

    def play(seed: int) -> list[PlayerRequest]:
        chance, won = Random(seed), list[Won]()
        return [send(next_request(chance, f"{seed} {number}", won)) for number in range(REQUESTS)]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        asked = [request for requests in threads.map(play, range(AT_ONCE)) for request in requests]
    asked += [send(request) for request in _for_every_plant()]
    registrar.close()
    return asked, arena.kept(path)


def _for_every_plant() -> Iterator[PlayerRequest]:
    """Give each plant what it spoils, whatever chance did before: a full class, a swap, and a way up from the line."""
    full, with_line = FIRST_NUMBER, FIRST_NUMBER + 3
    first, second = STUDENTS[:2]
    story = [
        *(("withdraw", student, (number,)) for number in (full, with_line) for student in STUDENTS),
        ("enrol", first, (full,)),
        ("enrol", second, (full,)),
        ("enrol", first, (with_line,)),
        ("enrol", second, (with_line,)),
        ("withdraw", first, (with_line,)),
        ("swap", first, (full, with_line)),
    ]
    for number, (action, student, classes) in enumerate(story):
        yield PlayerRequest(f"story {number}", action, student, classes, 0.0)


def test_where_nothing_is_wrong_nothing_is_found(played: tuple[list[PlayerRequest], Kept]) -> None:
    asked, kept = played
    assert violations(asked, kept) == []
    assert {request.action for request in asked} == {"enrol", "withdraw", "swap"}
    assert fights(asked) > 0


@pytest.mark.parametrize("plant", list(PLANTS))
def test_each_planted_fault_is_found(played: tuple[list[PlayerRequest], Kept], plant: str) -> None:
    asked, kept = deepcopy(played)
    PLANTS[plant](asked, kept)
    assert violations(asked, kept)


def test_a_backup_is_asked_for_what_was_confirmed_before_it(played: tuple[list[PlayerRequest], Kept]) -> None:
    asked, kept = deepcopy(played)
    last = max((request for request in asked if request.ended), key=lambda request: request.ended or 0)
    assert last.ended
    kept.requests[:] = [row for row in kept.requests if row.key != last.key]
    lost = f"{last.key} was confirmed and is lost"
    assert lost in violations(as_of(asked, last.ended + 1), kept)
    assert lost not in violations(as_of(asked, last.ended), kept)


def test_a_damaged_backup_is_found(tmp_path: Path) -> None:
    file = tmp_path / "backup"
    arena.build(file)
    assert isinstance(look_into_file(file), Kept)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + bytes(4096) + whole[len(whole) // 2 + 4096 :])
    assert isinstance(look_into_file(file), str)


@pytest.mark.parametrize(("kind", "needed"), [("sqlite", LEAST_ON_FILES), ("postgresql", LEAST_ON_SERVERS)])
def test_what_met_too_little_proves_nothing(kind: str, needed: dict[str, int]) -> None:
    verdict = ProofResult(1, 1, 0, Counter(), {}, [])
    assert [missing.partition(":")[0] for missing in verdict.too_little(kind)] == [*LEAST, *needed]
    enough = ProofResult(1, 1, LEAST["fights"], Counter(LEAST | needed), {"full": 10, "closed": 10}, [])
    assert enough.too_little(kind) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_few_seconds_of_mischief(kind: str) -> None:
    verdict = prove(kind, seconds=5, seed=4, answers=50)
    assert verdict.wrong == []
