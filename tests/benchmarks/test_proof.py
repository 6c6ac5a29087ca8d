"""The proof breaks more than `enroltui prove` may: servers, disks, backups. `tests/proving/` tries what it checks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.proof.backing_up import look_into_file
from benchmarks.proof.run import LEAST, LEAST_ON_FILES, LEAST_ON_SERVERS, least_on, prove
from enroltui.proving import arena
from enroltui.proving.checking import Kept
from enroltui.proving.result import Result


def test_a_damaged_backup_is_found(tmp_path: Path) -> None:
    file = tmp_path / "backup"
    arena.build(file)
    assert isinstance(look_into_file(file), Kept)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + bytes(4096) + whole[len(whole) // 2 + 4096 :])
    assert isinstance(look_into_file(file), str)


@pytest.mark.parametrize(("kind", "needed"), [("sqlite", LEAST_ON_FILES), ("postgresql", LEAST_ON_SERVERS)])
def test_what_met_too_little_proves_nothing(kind: str, needed: dict[str, int]) -> None:
    result = Result(1, 1, 0, Counter(), Counter(), [])
    assert [lack.name for lack in result.too_little(least_on(kind))] == [*LEAST, *needed]
    enough = Result(1, 1, LEAST["fights"], Counter(LEAST | needed), Counter(full=10, closed=10), [])
    assert enough.too_little(least_on(kind)) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_few_seconds_of_mischief(kind: str) -> None:
    result = prove(kind, seconds=5, seed=4, answers=50)
    assert result.wrong == []
