"""An SQLite file: opened, looked at before it is touched, and what its errors mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine

from enroltui.database.turns import Turns
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.migrations import HEAD

BUSY_TIMEOUT = 5.0
"""Seconds that a writer waits for another one."""

APPLICATION_ID = 0x75534973
"""SQLite's application_id of our files ("uSIs"): tells them from other programs'. Written by the first migration."""

TURNS = "enroltui_turns"
"""The execution option of an engine that keeps the threads of this process in line; None: they wait as they like."""

STALE: tuple[type[Exception], ...] = ()
"""What a pooled connection says that was cut while nobody used it."""

ERROR: type[Exception] = sqlite3.Error

_MAGIC = b"SQLite format 3\x00"
_WHOLE_CHECK_BELOW = 64 * 1024 * 1024
"""Larger files are not read through at each start, only their size and schema are looked at."""

_TROUBLES = {
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.GONE,
    sqlite3.SQLITE_CANTOPEN: Trouble.GONE,
    sqlite3.SQLITE_CORRUPT: Trouble.CORRUPT,
    sqlite3.SQLITE_NOTADB: Trouble.CORRUPT,
}


# --- engines --------------------------------------------------------------------------------------------------------


def engine(path: Path, *, create: bool = False) -> Engine:
    """An engine on a file, which must exist unless `create`.

    Its connections are pooled for threads, in WAL mode, with foreign keys on and synchronous FULL (a confirmed
    enrolment outlives a power cut).
    """
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        # isolation_level None: BEGIN is ours to send, see transactions.py.
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA synchronous = FULL").close()
        connection.execute("PRAGMA foreign_keys = ON").close()
        return connection

    return create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=32,
        execution_options={TURNS: Turns()},
    )


def engine_to_read(path: Path) -> Engine:
    """An engine that changes nothing, not even the file's mode; also for one that cannot be written to."""
    return create_engine("sqlite://", creator=lambda: look(path.absolute()), poolclass=StaticPool)


def begin_reading(driver: sqlite3.Connection) -> None:
    """A transaction that sees one moment."""
    driver.execute("BEGIN")


@contextmanager
def turn_to_write(engine: Engine) -> Iterator[Callable[[sqlite3.Connection], None]]:
    """This process's threads take turns; left to SQLite each would look now and then whether the lock is free.

    Whoever waits longer than BUSY_TIMEOUT, for the turn and then for other processes, is told. DatabaseTrouble.
    """
    turns: Turns | None = engine.get_execution_options().get(TURNS)
    left = BUSY_TIMEOUT
    with ExitStack() as held:
        if turns is not None:
            try:
                left = held.enter_context(turns.turn(BUSY_TIMEOUT))
            except TimeoutError as error:
                raise DatabaseTrouble(Trouble.LOCKED) from error
        yield partial(_begin_writing, left=left)


def _begin_writing(driver: sqlite3.Connection, left: float) -> None:
    """The lock is taken at once: a transaction that reads first and then wants to write may be refused it."""
    if left > 0.99 * BUSY_TIMEOUT:
        driver.execute("BEGIN IMMEDIATE")
        return
    [(patience,)] = driver.execute("PRAGMA busy_timeout").fetchall()
    driver.execute(f"PRAGMA busy_timeout = {min(patience, max(0, round(1000 * left)))}").close()
    try:
        driver.execute("BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {patience}").close()


def trouble_of(error: BaseException, *, keeping: bool) -> Trouble | None:
    """What an error of the driver means; None: it is a mistake of ours. `keeping`: it came while committing."""
    code = getattr(error, "sqlite_errorcode", None)
    trouble = None if code is None else _TROUBLES.get(code & 0xFF)
    # The log may hold the whole transaction by then, and the next who opens the file finds it there.
    return Trouble.UNCERTAIN if keeping and trouble is Trouble.GONE else trouble


def is_conflict(error: BaseException) -> bool:
    """Whether another's change at the same moment stood in the way: never, as writers take turns."""
    return False


@contextmanager
def alone(engine: Engine, purpose: str, wait: float) -> Iterator[bool]:
    """A lock of the operating system on a file beside the database, so that it ends with whoever holds it."""
    with engine.connect() as connection:
        path = where_of(connection)
    lock = sqlite3.connect(f"{path}-{purpose}", timeout=wait, isolation_level=None)
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
            held = True
        except sqlite3.OperationalError as error:
            if (trouble := _TROUBLES.get(error.sqlite_errorcode & 0xFF, Trouble.GONE)) is not Trouble.LOCKED:
                raise DatabaseTrouble(trouble) from error
            held = False
        yield held


def changing_schema(connection: Connection) -> AbstractContextManager[None]:
    """The write lock is enough, and nothing is left to be done after the schema's steps."""
    return nullcontext()


def take_time(connection: Connection) -> None:
    """Nothing hurries here."""


def number_on(connection: Connection, tables: Sequence[str]) -> None:
    """A new row always gets a number after the last one's."""


def where_of(connection: Connection) -> Path:
    """The file that a connection is open on."""
    return Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])


# --- looking before touching ----------------------------------------------------------------------------------------


def check(path: Path) -> None:
    """Look whether a file can be worked on, without changing a byte of it. Raises DatabaseUnusable with the reason."""
    path = path.absolute()
    _check_access(path)
    try:
        with closing(look(path)) as connection:
            _check_content(connection, path)
    except sqlite3.Error as error:
        code = (error.sqlite_errorcode or 0) & 0xFF
        locked = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        raise DatabaseUnusable(Unusable.LOCKED if locked else Unusable.CORRUPT, path) from error


def _check_access(path: Path) -> None:
    if not path.exists():
        raise DatabaseUnusable(Unusable.MISSING, path)
    if not path.is_file():
        raise DatabaseUnusable(Unusable.FOREIGN, path)
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise DatabaseUnusable(Unusable.UNREADABLE, path) from error
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise DatabaseUnusable(Unusable.FOREIGN, path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise DatabaseUnusable(Unusable.FOREIGN, path)
    # A file without any write permission is meant to stay as it is, even where root could write to it.
    marked = not path.stat().st_mode & 0o222
    if marked or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise DatabaseUnusable(Unusable.READ_ONLY, path)


def look(path: Path) -> sqlite3.Connection:
    """A connection that only reads. Where nobody keeps a log beside the file, it is read as it is: none is made."""
    with path.open("rb") as file:
        wal_mode = file.read(19)[18] == 2
    alone = wal_mode and not path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT, isolation_level=None)


def _check_content(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size < _WHOLE_CHECK_BELOW and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise DatabaseUnusable(Unusable.CORRUPT, path)
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    found = revision[0] if revision else ""
    if found != HEAD:
        raise DatabaseUnusable(Unusable.OLDER if found < HEAD else Unusable.NEWER, path)
