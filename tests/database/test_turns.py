"""Threads of one process that write to a file: first come, first served, and none waits for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text

from enroltui.database import sqlite
from enroltui.database.engines import open_engine
from enroltui.database.transactions import reading, writing
from enroltui.database.turns import Turns
from enroltui.errors import DatabaseTrouble, Trouble


@pytest.fixture
def engine(small: Path) -> Iterator[Engine]:
    opened = open_engine(small)
    yield opened
    opened.dispose()


def turns_of(engine: Engine) -> Turns:
    turns: Turns = engine.get_execution_options()[sqlite.TURNS]
    return turns


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        Event().wait(0.001)


def started(does: Callable[[], object]) -> Thread:
    thread = Thread(target=does, daemon=True)
    thread.start()
    return thread


def test_threads_write_in_the_order_in_which_they_came(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 600.0)
    served: list[int] = []

    def write(place: int) -> None:
        with writing(engine):
            served.append(place)

    with writing(engine):
        waiting = []
        for place in range(12):
            waiting.append(started(lambda place=place: write(place)))  # type: ignore[misc]
            until(lambda place=place: turns_of(engine).waiting > place)  # type: ignore[misc]
        assert served == []
    for thread in waiting:
        thread.join()
    assert served == list(range(12))


def test_who_waits_too_long_is_told_and_stands_in_nobodys_way(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.01)
    with writing(engine):
        with pytest.raises(DatabaseTrouble) as trouble, writing(engine):
            pass
        assert trouble.value.kind is Trouble.LOCKED
        assert turns_of(engine).waiting == 0
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM meeting"))


def test_the_wait_for_the_turn_and_for_another_process_is_one_wait(
    engine: Engine, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    with reading(engine) as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(asked.append)
    # Half of the patience is gone when the turn comes.
    monkeypatch.setattr("enroltui.database.turns.monotonic", iter([0.0, sqlite.BUSY_TIMEOUT / 2]).__next__)
    with writing(engine):
        pass
    timeouts = [int(each.rpartition("=")[2]) for each in asked if each.startswith("PRAGMA busy_timeout =")]
    assert timeouts == [2500, 5000]


def test_a_turn_is_given_back_on_every_way_out(engine: Engine, small: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine):
        raise ZeroDivisionError
    with reading(engine) as connection:
        connection.execute(text("PRAGMA busy_timeout = 10"))
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseTrouble), writing(engine):
            pass
    served = Event()

    def write() -> None:
        with writing(engine):
            served.set()

    started(write).join()
    assert served.is_set()


def test_who_waits_for_a_turn_keeps_no_connection_from_those_who_read(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more threads than connections the one that writes may still read, and so may others."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 600.0)

    def write() -> None:
        with writing(engine):
            pass

    with writing(engine):
        waiting = [started(write) for _ in range(60)]
        until(lambda: turns_of(engine).waiting == 60)
        with reading(engine) as connection:
            assert connection.scalar(text("SELECT count(*) FROM class"))
    for thread in waiting:
        thread.join()
