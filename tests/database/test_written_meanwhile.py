"""Backups, copies and checks of a file that others write to: each is whole, and holds what was confirmed before it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Lock

import pytest

from enroltui.database.backups import backup, restore
from enroltui.database.copying import Copy
from enroltui.database.engines import check
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change
from enroltui.settings import default_today
from enroltui.sqlite_reading import opened_to_read
from tests.database.swelling import NEW_STUDENTS, swell
from tests.process import Machine
from tests.registrar import world
from tests.registrar.world import as_student

ENROLLING, TASKS = 20, 100
"""The long test enrols students meanwhile, and makes 60 backups, 20 copies and 20 checks."""

CODE = "from pathlib import Path; from enroltui.database.backups import backup; backup(Path({!r}), Path({!r}))"


def enrol(database: Path, student: str) -> None:
    """Open the file, enrol and close it, as a plain command does. Raises DatabaseUnusable, DatabaseTrouble."""
    registrar = Registrar.open(database)
    try:
        [outcome] = registrar.enrol(as_student(student), student, [world.EXAM], f"of {student}", from_cart=False)
        assert outcome.change is Change.ENROLLED
    finally:
        registrar.close()


def enrolled_in(file: Path) -> set[str]:
    """Return who is enrolled according to a file, which must be sound."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = connection.execute("SELECT student_number FROM enrolment JOIN student ON student.id = student_id")
        return {number for (number,) in rows}


# --- a backup that is held up ---------------------------------------------------------------------------------------


def held_up_halfway(database: Path, file: Path) -> subprocess.Popen[bytes]:
    """Return a process that makes a backup and has been stopped when it had written a part of it."""
    while True:
        making = subprocess.Popen([sys.executable, "-c", CODE.format(str(database), str(file))])
        while making.poll() is None:
            if any(written(draft) > 0 for draft in file.parent.glob(f".*/{file.name}")):
                making.send_signal(signal.SIGSTOP)
                break
        if not file.exists() and making.returncode is None:
            return making
        making.send_signal(signal.SIGCONT)  # it was quicker than we were: once more
        making.wait()
        file.unlink(missing_ok=True)


def written(draft: Path) -> int:
    try:
        return draft.stat().st_size
    except FileNotFoundError:
        return 0


def test_a_backup_that_is_held_up_is_whole_and_holds_what_was_confirmed_before(small: Path, tmp_path: Path) -> None:
    swell(small, 20)
    first, *others = NEW_STUDENTS[:400:100]
    enrol(small, first)
    monday = tmp_path / "monday.db"
    making = held_up_halfway(small, monday)
    for student in others:
        enrol(small, student)
    making.send_signal(signal.SIGCONT)
    assert making.wait() == 0
    assert first in enrolled_in(monday)
    assert set(others) <= enrolled_in(small)


# --- many at once ---------------------------------------------------------------------------------------------------


class BusyFile:
    """Students enrol, each opening and closing the file, while backups, copies and checks are made and looked at."""

    def __init__(self, database: Path, enrol_one: Callable[[str], bool], at_once: int) -> None:
        """`enrol_one` tells whether it was confirmed; it may have been told that another kept the file for too long."""
        self._database = database
        self._enrol_one = enrol_one
        self._at_once = at_once
        self._next = iter(NEW_STUDENTS)
        self._confirmed: set[str] = set()
        self._lock = Lock()
        self._over = Event()

    def carry_out(self, tasks: Sequence[Callable[[], Path | None]], side_by_side: int) -> int:
        """Do all tasks; each file made must hold all that was confirmed before. Returns how many students enrolled."""
        with ThreadPoolExecutor(self._at_once + side_by_side) as threads:
            enrolling = [threads.submit(self._enrol_on) for _ in range(self._at_once)]
            try:
                for looked_at in [threads.submit(self._look, task) for task in tasks]:
                    looked_at.result()
            finally:
                self._over.set()
            for request in enrolling:
                request.result()  # none has ended for another reason
        assert self._confirmed <= enrolled_in(self._database)
        return len(self._confirmed)

    def _look(self, task: Callable[[], Path | None]) -> None:
        with self._lock:
            before = set(self._confirmed)
        file = task()
        if file is not None:
            assert before <= enrolled_in(file)
            file.unlink()

    def _enrol_on(self) -> None:
        while not self._over.is_set():
            with self._lock:
                student = next(self._next)
            if self._enrol_one(student):
                with self._lock:
                    self._confirmed.add(student)


def test_copies_made_while_commands_come_and_go_are_whole(small: Path, tmp_path: Path) -> None:
    swell(small, 2)

    def make_backup(number: int) -> Path:
        backup(small, tmp_path / f"backup-{number}.db")
        return tmp_path / f"backup-{number}.db"

    def copy() -> Path:
        Copy(small, tmp_path / "copy.db", demo_accounts=True).carry_out(lambda rows: None)
        return tmp_path / "copy.db"

    def enrol_one(student: str) -> bool:
        try:
            enrol(small, student)
        except (DatabaseTrouble, DatabaseUnusable) as trouble:
            if trouble.kind.value != Trouble.LOCKED:
                raise
            return False
        return True

    busy = BusyFile(small, enrol_one, at_once=2)
    tasks: list[Callable[[], Path | None]] = [partial(make_backup, number) for number in range(4)]
    assert busy.carry_out([*tasks, copy, lambda: check(small, whole=True)], side_by_side=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.db"]


@pytest.mark.long
def test_sixty_backups_of_a_large_file_while_twenty_commands_come_and_go(small: Path, tmp_path: Path) -> None:
    """Run it by: pytest -n 0 -m long tests/database/test_written_meanwhile.py (half an hour on two cores)."""
    swell(small, 120)
    assert small.stat().st_size > 120_000_000
    machine = Machine(tmp_path, ENROLTUI_DATABASE=str(small))

    def run(*arguments: str) -> bool:
        """Tell whether the task was done; False: another kept the file for too long, on a busy machine."""
        process = machine.start(*arguments)
        said, complained = process.communicate()
        assert process.returncode == 0 or "locked by another program" in complained, (arguments, said, complained)
        return process.returncode == 0

    def make(name: str, *arguments: str) -> Path:
        while not run(*arguments):
            pass
        return tmp_path / name

    def check_all() -> None:
        make("", "db", "check")

    def task(number: int) -> Callable[[], Path | None]:
        if number % 5 == 3:
            return lambda: make(f"{number}.db", "db", "copy", str(small), f"{number}.db", "--demo-accounts")
        if number % 5 == 4:
            return check_all
        return lambda: make(f"{number}.db", "backup", f"{number}.db")

    def enrol_one(student: str) -> bool:
        return run("enrol", student, str(world.EXAM.class_number), "--today", "2018-01-15")

    busy = BusyFile(small, enrol_one, ENROLLING)
    enrolled = busy.carry_out([task(number) for number in range(TASKS)], side_by_side=4)
    print(f"{enrolled} enrolled meanwhile")  # noqa: T201 - by its own command


# --- who cannot write -----------------------------------------------------------------------------------------------


@pytest.fixture
def fixed(small: Path) -> Iterator[Path]:
    """Yield a write-protected file that says it has a write-ahead log."""
    small.chmod(0o444)
    yield small
    small.chmod(0o644)


def test_what_cannot_be_written_to_is_read_and_nothing_is_left_beside_it(fixed: Path, tmp_path: Path) -> None:
    default_today(fixed)
    backup(fixed, tmp_path / "backup.db")
    assert enrolled_in(tmp_path / "backup.db")
    Copy(fixed, tmp_path / "copy.db", demo_accounts=True).carry_out(lambda rows: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "copy.db", "small.db"]


def test_what_another_wrote_to_meanwhile_is_told_and_no_copy_is_left(fixed: Path, tmp_path: Path) -> None:
    copying = Copy(fixed, tmp_path / "copy.db", demo_accounts=True)

    def another_writes(rows: int) -> None:
        fixed.chmod(0o644)
        with closing(sqlite3.connect(fixed)) as other:
            other.execute("UPDATE class SET capacity = capacity + 1")
            other.commit()

    with pytest.raises(DatabaseUnusable) as refused:
        copying.carry_out(another_writes)
    assert refused.value.kind is Unusable.LOCKED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.db"]


def test_a_backup_of_a_file_nobody_has_written_to_yet_keeps_nobody_waiting(small: Path, tmp_path: Path) -> None:
    swell(small, 20)
    with closing(sqlite3.connect(small)) as connection:  # as a backup or the first run's copy is
        connection.execute("PRAGMA journal_mode = DELETE")
    making = held_up_halfway(small, tmp_path / "monday.db")
    try:
        enrol(small, NEW_STUDENTS[0])
    finally:
        making.send_signal(signal.SIGCONT)
    assert making.wait() == 0
    assert NEW_STUDENTS[0] not in enrolled_in(tmp_path / "monday.db")


ALONE = """
import fcntl, os, sys
try:
    fcntl.lockf(os.open(sys.argv[1], os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
except OSError:
    print("in use")
"""
"""Tells "in use" unless it gets the lock that SQLite takes to know that nobody else has the file open."""


def test_a_look_at_a_file_that_is_open_here_does_not_lose_its_locks(small: Path) -> None:
    """Closing any descriptor of a file ends a process's locks on it, and another program would take its log away."""
    with opened_to_read(small, timeout=1) as connection:
        connection.execute("SELECT count(*) FROM student").fetchone()
        check(small)
        default_today(small)
        told = subprocess.run([sys.executable, "-c", ALONE, str(small)], capture_output=True, text=True, check=True)
    assert told.stdout == "in use\n"


# --- putting back ---------------------------------------------------------------------------------------------------


def test_a_file_that_somebody_writes_to_is_put_back_as_it_was_at_one_moment(
    small: Path, built_world: Path, tmp_path: Path
) -> None:
    enrol(small, world.ANNA)
    target = tmp_path / "target.db"
    target.write_bytes(built_world.read_bytes())
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM enrolment")  # not kept yet
        restore(target, small)
        other.execute("ROLLBACK")
    assert world.ANNA in enrolled_in(target)


def test_reading_leaves_nothing_beside_a_file(small: Path, tmp_path: Path) -> None:
    for look in (default_today, check, lambda path: check(path, whole=True)):
        look(small)
        assert os.listdir(tmp_path) == ["small.db"]
