"""The checker finds each planted fault, and nothing where nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from random import Random
from time import monotonic

import pytest

from enroltui.language import Language
from enroltui.proving import arena
from enroltui.proving.arena import FIRST_NUMBER, STUDENTS
from enroltui.proving.checking import Kept, PlayerRequest, as_of, fights, violations
from enroltui.proving.faults import fault
from enroltui.proving.plants import PLANTS
from enroltui.proving.players import Won, ask, next_request
from enroltui.registrar.registrar import Registrar

REQUESTS, AT_ONCE = 150, 4
ENGLISH, DUTCH = Language("en"), Language("nl")


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
    found = violations(asked, kept)
    assert found
    for language in (ENGLISH, DUTCH):
        assert all("{" not in fault.told(language) for fault in found)
    assert [fault.told(ENGLISH) for fault in found] != [fault.told(DUTCH) for fault in found]


def test_a_backup_is_asked_for_what_was_confirmed_before_it(played: tuple[list[PlayerRequest], Kept]) -> None:
    asked, kept = deepcopy(played)
    last = max((request for request in asked if request.ended), key=lambda request: request.ended or 0)
    assert last.ended
    kept.requests[:] = [row for row in kept.requests if row.key != last.key]
    lost = fault("Request {key} was confirmed and is lost.", key=last.key)
    assert lost in violations(as_of(asked, last.ended + 1), kept)
    assert lost not in violations(as_of(asked, last.ended), kept)
