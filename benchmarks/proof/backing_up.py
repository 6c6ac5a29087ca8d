"""Make backups while players write, and look through each: it is sound, serial, and has all confirmed before it."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic, sleep

from enroltui.database import backups
from enroltui.language import Language
from enroltui.proving import arena
from enroltui.proving.checking import Kept, PlayerRequest, as_of, violations
from enroltui.proving.faults import Fault, fault
from enroltui.proving.game import Flag
from enroltui.proving.kills import processes
from enroltui.where import Where
from kit.servers import Server, programs

ENGLISH = Language("en")
PATIENCE = 30.0
"""A backup has to be done in so many seconds."""
NOBODY_IN = 3.0
"""In so many seconds all players close the file, but for one that is in trouble."""
PART = 3_000_000
"""When a backup has so many bytes it is stopped."""
STOPPED = 0.3
"""A backup of a file is stopped half-way for so many seconds, while players write."""

Look = Callable[[Path], Kept | str]
"""It returns what a backup holds, or why nothing can be had from it."""


class Backups:
    """Backups of `where` in a new `folder`, one after the other; `wrong` is what was found in them."""

    def __init__(
        self,
        where: Where,
        folder: Path,
        asked: Callable[[], list[PlayerRequest]],
        look: Look,
    ) -> None:
        folder.mkdir()
        self.wrong: list[Fault] = []
        self.made = self.stopped = 0
        """How many there were, and how many of them were stopped half-way."""
        self._where = where
        self._folder = folder
        self._asked = asked
        self._look = look

    def make(self) -> None:
        """Make a backup beside players who have the database open."""
        began = monotonic()
        self._check(self._started(), began)

    def make_between_commands(self, database: Path, closed: Flag) -> None:
        """Make a backup that begins while nobody has the file open, as between plain commands.

        It is stopped half-way while players open the file again and write to it.
        """
        closed.put_up()
        _wait(lambda: not database.with_name(f"{database.name}-wal").exists(), NOBODY_IN)
        began = monotonic()
        process = self._started()
        _wait(lambda: process.exitcode is not None or self._written(), PATIENCE)
        if process.exitcode is None and process.pid is not None:
            os.kill(process.pid, signal.SIGSTOP)
            self.stopped += 1
            closed.take_down()
            sleep(STOPPED)
            _put_log_away(database)
            os.kill(process.pid, signal.SIGCONT)
        closed.take_down()
        self._check(process, began)

    @property
    def _file(self) -> Path:
        return self._folder / f"backup{self.made}"

    def _started(self) -> BaseProcess:
        self.made += 1
        process = processes.Process(target=back_up, args=(self._where, self._file))
        process.start()
        return process

    def _written(self) -> bool:
        """Say whether a part of the backup is there."""
        with suppress(FileNotFoundError):  # a draft that has just got its name
            return sum(path.stat().st_size for path in self._folder.rglob("*")) >= PART
        return False

    def _check(self, process: BaseProcess, began: float) -> None:
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
        found = "it was not made" if process.exitcode else self._look(self._file)
        if isinstance(found, str):
            wrong = [found]
        else:
            wrong = [violation.told(ENGLISH) for violation in violations(as_of(self._asked(), began), found)]
        self.wrong += [fault(f"{self._file.name}: {said}") for said in wrong]
        self._file.unlink(missing_ok=True)


def back_up(where: Where, file: Path) -> None:
    """Make a backup in a process of its own, as the command does it, with the tools of the tests' server."""
    os.environ["PATH"] = f"{programs()}{os.pathsep}{os.environ['PATH']}"
    try:
        backups.backup(where, file)
    except Exception as error:
        sys.exit(repr(error))


def look_into_file(file: Path) -> Kept | str:
    """Look into a backup that is an SQLite file."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return str(error)
    if said != "ok" or orphans:
        return f"damaged: {said}, {len(orphans)} orphans"
    return arena.kept(file)


def look_into_archive(server: Server, file: Path) -> Kept | str:
    """Look into a backup of a server's database, put back into a new one."""
    url = server.database()
    try:
        path = os.environ["PATH"]
        os.environ["PATH"] = f"{programs()}{os.pathsep}{path}"
        backups.restore(url, file)
        return arena.kept(url)
    except Exception as error:
        return f"cannot be put back: {error!r}"
    finally:
        os.environ["PATH"] = path
        server.drop(url)


def _put_log_away(database: Path) -> None:
    """Put what the players have written into the file itself, as when the last of them closes it."""
    with closing(sqlite3.connect(database, timeout=PATIENCE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _wait(until: Callable[[], bool], seconds: float) -> None:
    end = monotonic() + seconds
    while monotonic() < end and not until():
        sleep(0.0005)
