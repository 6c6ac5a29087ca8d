"""The proof finds what it is there to find: each planted fault, and nothing where nothing is wrong."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from random import Random
from time import monotonic

import pytest

from benchmarks.proof import arena
from benchmarks.proof.checking import Asked, Kept, fights, violations
from benchmarks.proof.plants import PLANTS
from benchmarks.proof.players import Won, ask, next_request
from benchmarks.proof.run import prove
from enroltui.registrar.registrar import Registrar

REQUESTS, AT_ONCE = 150, 4


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Asked], Kept]:
    """What some threads asked for, and what is there in the end; nothing went wrong."""
    path = tmp_path_factory.mktemp("arena") / "arena.db"
    arena.build(path)
    registrar = Registrar.open(path)

    def play(seed: int) -> list[Asked]:
        chance, won, asked = Random(seed), list[Won](), list[Asked]()
        for number in range(REQUESTS):
            request = next_request(chance, f"{seed} {number}", won)
            request.times, request.started = 1, monotonic()
            request.answers.append(tuple(one.change for one in ask(registrar, request)))
            request.ended = monotonic()
            asked.append(request)
        return asked

    with ThreadPoolExecutor(AT_ONCE) as threads:
        asked = [one for some in threads.map(play, range(AT_ONCE)) for one in some]
    registrar.close()
    return asked, arena.kept(path)


def test_where_nothing_is_wrong_nothing_is_found(played: tuple[list[Asked], Kept]) -> None:
    asked, kept = played
    assert violations(asked, kept) == []
    assert {one.action for one in asked} == {"enrol", "withdraw", "swap"}
    assert fights(asked) > 0


@pytest.mark.parametrize("plant", list(PLANTS))
def test_each_planted_fault_is_found(played: tuple[list[Asked], Kept], plant: str) -> None:
    asked, kept = deepcopy(played)
    PLANTS[plant](asked, kept)
    assert violations(asked, kept)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_few_seconds_of_mischief(kind: str) -> None:
    verdict = prove(kind, seconds=5, seed=4, answers=50)
    assert verdict.wrong == []
