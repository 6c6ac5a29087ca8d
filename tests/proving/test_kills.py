"""Players that do not come to their end in order are told of, and none is left."""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path
from random import Random
from time import sleep
from typing import Any, cast

import pytest

from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.language import Language
from enroltui.proving import arena
from enroltui.proving.game import Game
from enroltui.proving.kills import Players, be_ready_to_start
from enroltui.proving.players import met, read
from enroltui.proving.result import answered, result_of


def test_who_goes_wrong_is_a_fault_with_what_it_went_wrong_by(tmp_path: Path) -> None:
    no_place = cast(Any, 5)
    be_ready_to_start()
    players = Players(Game(no_place, tmp_path), 1, Random(1))
    [fault] = players.end()
    assert fault.told(Language("en")).startswith("Program 1 went wrong: ")
    assert "'int'" in fault.told(Language("nl"))


def test_who_cannot_write_down_what_it_asks_proves_nothing(tmp_path: Path) -> None:
    game = Game(tmp_path / "arena.db", tmp_path)
    game.record(0).mkdir()
    be_ready_to_start()
    players = Players(game, 1, Random(1))
    with pytest.raises(DatabaseUnusable) as raised:
        players.end()
    assert raised.value.kind is Unusable.FULL


def test_who_never_ends_is_a_fault_and_is_thrown_out(tmp_path: Path) -> None:
    arena.build(tmp_path / "arena.db")
    be_ready_to_start()
    players = Players(Game(tmp_path / "arena.db", tmp_path, patience=0.001), 1, Random(1))
    [process] = players.processes
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    [fault] = players.end()
    players.throw_out()
    assert fault.told(Language("en")) == "Program 1 never ended: it is stuck."
    assert process.exitcode == -signal.SIGKILL


def test_who_is_killed_in_the_midst_sends_again_what_was_not_answered(tmp_path: Path) -> None:
    arena.build(tmp_path / "arena.db")
    be_ready_to_start()
    players = Players(Game(tmp_path / "arena.db", tmp_path), 4, Random(1))
    try:
        answers = 0
        while met(players.records)["interrupted"] < 3 or sent_again(players) < 1:
            while (now := answered(read(players.records).values())) == answers:
                sleep(0.01)
            answers = now
            players.kill_one()
        assert players.end() == []
    finally:
        players.throw_out()
    result = result_of(players.records, arena.kept(tmp_path / "arena.db"), Counter(kill=players.kills), [])
    assert result.wrong == []
    assert [process.exitcode for process in players.processes] == [0] * 4
    assert 3 <= result.met["interrupted"] <= players.kills


def sent_again(players: Players) -> int:
    """Count the requests that were sent more than once, and have an answer."""
    return sum(request.times > 1 and bool(request.answers) for request in read(players.records).values())
