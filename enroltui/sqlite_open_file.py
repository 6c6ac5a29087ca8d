"""A connection that knows the file it has opened: whether that is still the one of this name, with the same logs.

A file may be deleted, replaced by renaming, overwritten by a copy, or its folder moved, while a program has it open.
What is confirmed then would be lost, or spoil another file.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import TypeVar

from enroltui import sqlite_logs as logs
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, EnrolError, Trouble, Unusable
from enroltui.sqlite_format import HEADER, belong, in_wal_mode, is_older, read_frames

T = TypeVar("T")

Identity = tuple[tuple[int, int] | None, ...]
"""Of a file, its write-ahead log and that log's index, see `identity`."""

log = logging.getLogger(__name__)


class _Watched:
    """One file that this process has open: a descriptor of our own to read its header by, and that header.

    It is closed after the last connection: closing any descriptor of a file makes a process lose SQLite's locks on it.
    """

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDONLY)
        self._header = b""
        self._identity: Identity = ()
        self._known = 0
        self.users = 0
        """Connections, and blocks of `kept_open`."""

    def know(self, identity: Identity) -> None:
        """Count one more connection, which found these logs. Raises DatabaseTrouble where the others have other logs.

        SQLite has one index of the log for all connections of a process, so they must have one log.
        """
        if not self._known:
            self._header, self._identity = self.read(), identity
        elif identity != self._identity:
            raise DatabaseTrouble(Trouble.REPLACED)
        self._known += 1

    def no_longer_know(self) -> None:
        """Forget one of the connections to a file, as it is closed."""
        self._known -= 1

    def close(self) -> None:
        """Let go of the file when its last connection is closed."""
        os.close(self.descriptor)

    def may_be_another(self) -> bool:
        """Return whether surely another file was copied over it: a backup, the shipped catalogue, or an older copy."""
        known = self._header  # before the file is read: a thread that writes may learn of a newer one meanwhile
        header = self.read()
        return in_wal_mode(known) and (not in_wal_mode(header) or is_older(header, known))

    def is_another(self, wal: Path) -> bool:
        """Return whether any file was copied over it; whoever has the write lock asks, so that the log stands still."""
        header = self.read()
        if not in_wal_mode(self._header) or header == self._header:
            return False
        if is_older(header, self._header) or not any(
            belong(read_frames(wal, verified=verified), header) for verified in (False, True)
        ):
            return True
        self._header = header
        return False

    def read(self) -> bytes:
        """Return its header as it is now: read until two are equal, as a checkpoint may have written half of it."""
        header, once_more = b"", None
        while header != once_more:
            header, once_more = os.pread(self.descriptor, HEADER, 0), header
        return header


_watched: dict[tuple[int, int], _Watched] = {}
_guard = RLock()  # also when rubbish is collected while it is held


class FileConnection(sqlite3.Connection):
    """A connection to a file. `know` it when it is open; then `ensure_in_place` may be asked of it."""

    _names: tuple[Path, Path, Path]
    _identity: Identity
    _file: _Watched | None = None

    def know(self, path: Path) -> None:
        """Remember which file and logs were opened. Raises DatabaseTrouble where they have gone at once."""
        self.execute("PRAGMA user_version").close()  # reads the file, and so opens its log
        wal, index, _ = logs.beside(path)
        self._names = path, wal, index
        self._identity = tuple(map(identity, self._names))
        with _guard:
            if (key := self._identity[0]) is None:
                raise DatabaseTrouble(Trouble.REPLACED)
            file = _watch(key, path)
            try:
                file.know(self._identity)
            except DatabaseTrouble:
                _release(key, file)
                raise
            self._file = file

    def ensure_in_place(self, *, writing: bool) -> None:
        """Raises DatabaseTrouble unless this is still the file of its name. `writing`: this has the write lock."""
        if self._file is None:
            return
        path, wal, _ = self._names
        if not self._is_in_place():
            log.error("%s was replaced or taken away while it was open, or its log was", path)
            raise DatabaseTrouble(Trouble.REPLACED)
        try:
            is_another = self._file.is_another(wal) if writing else self._file.may_be_another()
        except OSError as error:
            raise DatabaseTrouble(Trouble.FAULTY) from error
        if is_another:
            self._give_up_log()
            raise DatabaseTrouble(Trouble.REPLACED)

    def close(self) -> None:
        """Let go of the file; where another was copied over it, nothing of the old one is brought into it."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                if self._is_in_place() and file.may_be_another():
                    self._give_up_log()
        with _guard:  # nobody finds another log before it is forgotten that this one had the last
            super().close()
            if file is not None:
                file.no_longer_know()
                _release(self._identity[0] or (0, 0), file)

    def __del__(self) -> None:
        if self._file is not None:
            self.close()

    def _is_in_place(self) -> bool:
        return tuple(map(identity, self._names)) == self._identity

    def _give_up_log(self) -> None:
        path = self._names[0]
        try:
            kept = logs.take_out_of_reach(path)
        except (OSError, EnrolError):  # a full disk, or another does it just now
            log.exception("%s was overwritten while it was open, and its log could not be kept", path)
            return
        log.error("%s was overwritten while it was open; what its log held is in %s", path, kept or "no file")


def _watch(key: tuple[int, int], path: Path) -> _Watched:
    if key not in _watched:
        _watched[key] = _Watched(path)
    _watched[key].users += 1
    return _watched[key]


def _release(key: tuple[int, int], file: _Watched) -> None:
    with _guard:
        file.users -= 1
        if not file.users:
            file.close()
            _watched.pop(key, None)


@contextmanager
def kept_open(path: Path) -> Iterator[int]:
    """Keep a file open while the block runs, which reads it by this descriptor, instead of opening it once more.

    So nothing that is opened and closed within makes SQLite lose its locks on it. Raises OSError.
    """
    found = os.stat(path)
    key = found.st_dev, found.st_ino
    with _guard:
        file = _watch(key, path)
    try:
        yield file.descriptor
    finally:
        _release(key, file)


def before_opening(path: Path, look: Callable[[Path], T], otherwise: T) -> T:
    """Return what `look` says of a file that this process has not open, nor opens meanwhile; else `otherwise`.

    It may open and close the file beside SQLite. DatabaseUnusable where a program has it open without its log.
    """
    until = monotonic() + logs.PATIENCE
    while True:
        with _guard:
            if identity(path) in _watched:
                return otherwise
            if not logs.is_missing(path):
                return look(path)
        if monotonic() > until:
            raise DatabaseUnusable(Unusable.LOCKED, path)
        sleep(0.02)


def identity(path: Path) -> tuple[int, int] | None:
    """Return by what a file is known again, whatever its name: device and inode. None: there is none of this name."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
