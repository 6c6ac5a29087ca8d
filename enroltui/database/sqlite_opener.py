"""Opens connections to an SQLite file, which is looked at before, and again where it is another than before."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import nullcontext
from errno import EMFILE, ENFILE
from pathlib import Path
from threading import Lock
from weakref import WeakSet

from sqlalchemy.pool import ConnectionPoolEntry

from enroltui import sqlite_logs as logs
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble
from enroltui.sqlite_open_file import FileConnection, before_opening, identity, kept_open

log = logging.getLogger(__name__)


class Opener:
    """Opens connections to a file, which is looked at again where it is another than before."""

    def __init__(self, path: Path, *, create: bool, check: Callable[[Path], None], patience: float) -> None:
        """`check` raises DatabaseUnusable; `patience`: seconds that a connection waits for another one's lock."""
        self._path = path
        self._check, self._patience = check, patience
        self._uri = f"{path.as_uri()}?mode={'rwc' if create else 'rw'}"
        self._looked_at: tuple[int, int] | None = None
        self._opened = self._disposed = False
        self._connections: WeakSet[FileConnection] = WeakSet()
        """The connections that are open on the file of now."""
        self._lock = Lock()

    def open(self) -> FileConnection:
        """Open a connection; who asks for the first one has checked the file. Raises DatabaseTrouble, sqlite3.Error."""
        with self._lock:
            if self._opened and (self._disposed or identity(self._path) != self._looked_at):
                self._look_at_it()
            try:
                connection = self._known()
            except OSError as error:
                kind = Trouble.TOO_MANY_FILES if error.errno in (EMFILE, ENFILE) else Trouble.GONE
                raise DatabaseTrouble(kind) from error
            self._opened, self._disposed, self._looked_at = True, False, identity(self._path)
            self._connections.add(connection)
            return connection

    def forget(self, _: object) -> None:
        """Forget all connections: the next one may find another file. Those in use are closed when they come back."""
        self._disposed = True
        self._connections.clear()

    def taken_back(self, connection: FileConnection | None, record: ConnectionPoolEntry) -> None:
        """Close a connection that is given back, if it is of a forgotten file: it would keep that, or its log, open."""
        if connection is not None and connection not in self._connections:
            record.invalidate()

    def _look_at_it(self) -> None:
        try:
            set_logs_aside(self._path)
            self._check(self._path)
        except DatabaseUnusable as unusable:
            log.error("where %s was, is nothing to work on: %s", self._path, unusable.kind)
            raise DatabaseTrouble(Trouble.REPLACED) from unusable

    def _known(self) -> FileConnection:
        # Known to be open before it is: else another thread's look at the file could end this process's locks on it.
        with kept_open(self._path) if self._path.exists() else nullcontext():
            connection = self._connect()
            try:
                connection.know(self._path)
            except BaseException:
                connection.close()
                raise
            return connection

    def _connect(self) -> FileConnection:
        # isolation_level None: BEGIN is ours to send, see transactions.py.
        connection = sqlite3.connect(
            self._uri,
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            factory=FileConnection,
        )
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA synchronous = FULL").close()
        connection.execute("PRAGMA foreign_keys = ON").close()
        return connection


def set_logs_aside(path: Path, *, to_make: bool = False) -> tuple[Path, ...]:
    """Move logs of another file aside, and return their new paths. Raises DatabaseUnusable where that cannot be."""
    if to_make and not path.exists():
        aside = logs.set_aside_of_missing(path)
    else:
        aside = before_opening(path, logs.set_foreign_aside, otherwise=())
    for moved in aside:
        log.warning("a log of another file lay beside %s; it is in %s now", path, moved)
    return aside
