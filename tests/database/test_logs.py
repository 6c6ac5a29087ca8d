"""A log is not taken for another file's while it is its own, nor made anew while a program has an earlier one open."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import Any

import pytest
from sqlalchemy import Engine, text

from enroltui import sqlite_format
from enroltui import sqlite_logs as logs
from enroltui.database.backups import backup
from enroltui.database.engines import open_engine, set_foreign_logs_aside
from enroltui.database.keeping import keep
from enroltui.database.transactions import reading, writing
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.registrar.registrar import Registrar
from enroltui.sqlite_reading import header_of
from kit.patience import PATIENCE
from tests.database.test_replaced import enrol, enrolled, is_whole, killed, refused
from tests.database.test_written_meanwhile import ALONE
from tests.registrar import world


def done_elsewhere(does: Callable[..., None], *arguments: object) -> int | None:
    """Run code in another process, which this one's locks do not disturb, and return its exit status."""
    process = multiprocessing.get_context("spawn").Process(target=does, args=arguments)
    process.start()
    process.join()
    return process.exitcode


# --- a log of its own -----------------------------------------------------------------------------------------------


def _leave_what_does_not_count(path: Path) -> None:
    """Leave a log in which a confirmed short transaction stands before the rest of a long one that was never confirmed.

    A commit is in the log by its last page, but counts only when the index says so.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as holds:
        holds.execute("PRAGMA user_version").fetchone()
        with closing(sqlite3.connect(path, isolation_level=None)) as writes:
            writes.execute("CREATE TABLE filler AS SELECT zeroblob(9000) AS x")
            writes.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            writes.execute("UPDATE class SET capacity = 76")
            index = os.open(logs.beside(path)[1], os.O_RDWR)
            before = os.pread(index, 96, 0)
            writes.execute("INSERT INTO filler SELECT zeroblob(50000)")
            os.pwrite(index, before, 0)
        with closing(sqlite3.connect(path, isolation_level=None)) as writes:
            writes.execute("UPDATE class SET capacity = 77")
        os._exit(9)


def capacity(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        [[found]] = connection.execute("SELECT DISTINCT capacity FROM class").fetchall()
    return int(found)


def test_what_a_killed_program_left_behind_its_log_is_no_reason_to_empty_it(small: Path) -> None:
    engine = open_engine(small)
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM class"))
    killed(_leave_what_does_not_count, small)
    with writing(engine) as connection:
        assert connection.execute(text("SELECT DISTINCT capacity FROM class")).scalars().all() == [77]
    engine.dispose()
    assert (is_whole(small), capacity(small)) == (True, 77)


def test_nor_to_set_it_aside(small: Path) -> None:
    with closing(sqlite3.connect(small)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    killed(_leave_what_does_not_count, small)
    assert set_foreign_logs_aside(small) == ()
    assert (is_whole(small), capacity(small)) == (True, 77)


def test_the_checksums_of_a_log_are_those_that_sqlite_goes_by(small: Path) -> None:
    with closing(sqlite3.connect(small, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE class SET capacity = 5")
        connection.execute("CREATE TABLE filler AS SELECT zeroblob(9000) AS x")
        wal = logs.beside(small)[0]
        frames = sqlite_format.read_frames(wal, verified=True)
        assert frames == sqlite_format.read_frames(wal)
        [[_, _, replayed]] = connection.execute("PRAGMA wal_checkpoint").fetchall()
        assert len(frames) == replayed > 3
        content = bytearray(wal.read_bytes())
    content[32 + 24 + 2000] ^= 1
    wal.write_bytes(content)
    assert sqlite_format.read_frames(wal, verified=True) == []


def test_a_file_that_is_brought_on_while_a_reader_looks_at_it_is_no_other(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, pread = open_engine(small), os.pread
    with reading(engine) as connection:
        connection.execute(text("SELECT 1 FROM class")).all()
    looks = []

    def bring_on() -> None:
        for name in ("first", "second"):
            with writing(engine) as connection:
                connection.execute(text(f"CREATE TABLE {name} (x)"))
            assert done_elsewhere(_checkpoint, small) == 0

    def look_and_go_on(*asked: Any) -> bytes:
        found = pread(*asked)
        if current_thread() is main_thread():
            looks.append(found)
            if len(looks) == 2:
                other = Thread(target=bring_on)
                other.start()
                other.join()
        return found

    with monkeypatch.context() as patched:
        patched.setattr(os, "pread", look_and_go_on)
        with reading(engine) as connection:
            assert connection.execute(text("SELECT * FROM second")).all() == []
    engine.dispose()
    assert len(looks) >= 2
    assert sorted(path.name for path in small.parent.iterdir()) == ["small.db"]


def _checkpoint(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# --- a log that was taken away --------------------------------------------------------------------------------------


def _enrol_too(path: Path) -> None:
    logs.PATIENCE = 0.2
    try:
        registrar = Registrar.open(path)
    except DatabaseUnusable as unusable:
        os._exit(3 if unusable.kind is Unusable.LOCKED else 4)
    enrol(registrar, world.PROJECT)
    registrar.close()


@pytest.mark.parametrize("gone", [("-wal",), ("-shm",), ("-wal", "-shm")])
def test_nobody_makes_a_new_log_while_a_program_has_the_deleted_one_open(
    small: Path, leiden: Registrar, gone: tuple[str, ...]
) -> None:
    """Else whoever closes the file last would throw away what the other has confirmed."""
    enrol(leiden)
    for rest in gone:
        small.with_name(small.name + rest).unlink()
    assert done_elsewhere(_enrol_too, small) == 3
    assert refused(leiden) is Trouble.REPLACED
    leiden.close()
    assert done_elsewhere(_enrol_too, small) == 0
    assert is_whole(small)
    assert set(enrolled(small)) == {world.EXAM, world.PROJECT}


def test_nor_does_this_process_while_one_of_its_threads_has_the_deleted_one_open(small: Path) -> None:
    engine = open_engine(small)
    with writing(engine) as connection:
        connection.execute(text("UPDATE class SET capacity = 77"))
    with reading(engine) as connection:
        connection.execute(text("SELECT 1 FROM class")).all()
        for log in logs.beside(small)[:2]:
            log.unlink()
        for _ in range(2):
            assert _trouble(engine) is Trouble.REPLACED
    with writing(engine) as connection:
        connection.execute(text("UPDATE class SET waiting_capacity = 7"))
    engine.dispose()
    assert (is_whole(small), capacity(small)) == (True, 77)


def _trouble(engine: Engine) -> Trouble:
    with pytest.raises(DatabaseTrouble) as trouble, writing(engine) as connection:
        connection.execute(text("UPDATE class SET waiting_capacity = 5"))
    return trouble.value.kind


def test_the_index_of_a_file_that_was_moved_away_with_its_log_is_not_used(
    small: Path, leiden: Registrar, tmp_path: Path
) -> None:
    backup(small, tmp_path / "monday.db")
    enrol(leiden)
    for rest in ("", "-wal"):
        small.with_name(small.name + rest).rename(tmp_path / f"old.db{rest}")
    os.replace(tmp_path / "monday.db", small)
    assert done_elsewhere(_enrol_too, small) == 0
    assert refused(leiden) is Trouble.REPLACED
    leiden.close()
    assert (is_whole(small), enrolled(small)) == (True, [world.PROJECT])
    assert (is_whole(tmp_path / "old.db"), enrolled(tmp_path / "old.db")) == (True, [world.EXAM])


# --- a copy over a file that is open --------------------------------------------------------------------------------


def test_an_older_copy_of_itself_is_noticed_also_when_the_log_is_empty(small: Path, tmp_path: Path) -> None:
    engine = open_engine(small)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE first (x)"))
    engine.dispose()
    older = Path(shutil.copy(small, tmp_path / "older.db"))
    assert sqlite_format.in_wal_mode(sqlite_format.read_header(older))
    for name in ("second", "third"):
        with writing(engine) as connection:
            connection.execute(text(f"CREATE TABLE {name} (x)"))
        engine.dispose()
    with reading(engine) as connection:
        connection.execute(text("SELECT 1 FROM class")).all()
    shutil.copyfile(older, small)
    assert _trouble(engine) is Trouble.REPLACED
    engine.dispose()
    assert small.read_bytes() == older.read_bytes()


# --- locks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", [header_of, set_foreign_logs_aside])
def test_a_look_at_a_file_that_another_thread_is_just_opening_loses_no_lock(
    small: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[[Path], object]
) -> None:
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connect_and_be_looked_at(*names: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*names, **options)
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA user_version").close()
        look(small)
        return connection

    engine = open_engine(small)
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect_and_be_looked_at)
        connection = engine.connect()
    with connection:
        told = subprocess.run([sys.executable, "-c", ALONE, str(small)], capture_output=True, text=True, check=True)
    engine.dispose()
    assert told.stdout == "in use\n"


def test_nobody_opens_a_file_while_its_log_is_set_aside(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By then the log could be another's: that of a program that has just begun one."""
    backup(small, tmp_path / "monday.db")
    killed(_leave_what_does_not_count, small)
    os.replace(tmp_path / "monday.db", small)
    rename, told = Path.rename, []

    def rename_and_ask(path: Path, target: Path) -> Path:
        asked = subprocess.run([sys.executable, "-c", ALONE, str(small)], capture_output=True, text=True, check=True)
        told.append(asked.stdout)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_and_ask)
    assert len(set_foreign_logs_aside(small)) == 1
    assert told == ["in use\n"]


def _damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"damage" * 4096)


def test_keeping_a_damaged_file_loses_no_lock_of_who_is_about_to_overwrite_it(small: Path) -> None:
    engine = open_engine(small)
    with writing(engine) as connection:
        connection.execute(text("UPDATE class SET capacity = 77"))
        assert done_elsewhere(_damage, small) == 0
        kept = keep(small, "damaged")
        told = subprocess.run([sys.executable, "-c", ALONE, str(small)], capture_output=True, text=True, check=True)
    engine.dispose()
    assert told.stdout == "in use\n"
    assert kept.stat().st_size >= 4096


# --- what is no file ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["students", "db upgrade", "db copy {small} {fifo}", "reset --yes", "db init"])
def test_no_command_waits_for_a_pipe(small: Path, tmp_path: Path, words: str) -> None:
    os.mkfifo(fifo := tmp_path / "fifo")
    command = [sys.executable, "-m", "enroltui", *words.format(small=small, fifo=fifo).split()]
    ended = subprocess.run(
        command,
        env=os.environ | {"ENROLTUI_DATABASE": str(fifo)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 2
    assert "pipe" in ended.stderr
