"""Engines and transactions, and what SQLite and PostgreSQL need differently."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine
from sqlalchemy.exc import DBAPIError

from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.migrations import HEAD

BUSY_TIMEOUT = 5.0
"""Seconds that a writer waits for another one."""

APPLICATION_ID = 0x75534973
"""SQLite's application_id of our files ("uSIs"): tells them from other programs'. Written by the first migration."""

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


# --- engines and transactions ---------------------------------------------------------------------------------------


def open_engine(where: Path | str, *, create: bool = False) -> Engine:
    """An engine on an SQLite file, which must exist unless `create`; for `reading` and `writing` only.

    Connects lazily; `check` the file first. Its connections are pooled for threads, in WAL mode, with foreign keys on
    and synchronous FULL (a confirmed enrolment outlives a power cut).
    """
    uri = f"{Path(where).absolute().as_uri()}?mode={'rwc' if create else 'rw'}"

    def connect() -> sqlite3.Connection:
        # isolation_level None: BEGIN is ours to send, see _transaction.
        connection = sqlite3.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA synchronous = FULL").close()
        connection.execute("PRAGMA foreign_keys = ON").close()
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=32)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database. Raises DatabaseTrouble."""
    with _transaction(engine, "BEGIN") as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its start: kept if the block ends well, else undone.

    Raises DatabaseTrouble when it cannot be begun or kept; then nothing has been changed.
    """
    # The lock is taken at once: a transaction that reads first and then wants to write may be refused it.
    with _transaction(engine, "BEGIN IMMEDIATE") as connection:
        yield connection


@contextmanager
def _transaction(engine: Engine, begin: str) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            # Begun at the driver: an event listener for it would make every statement slower by a fifth.
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute(begin)
            with connection.begin():
                yield connection
    except (DBAPIError, sqlite3.Error) as error:
        code = getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlite_errorcode", None)
        if code is None or (trouble := _TROUBLES.get(code & 0xFF)) is None:
            raise
        raise DatabaseTrouble(trouble) from error


@contextmanager
def alone(engine: Engine, purpose: str, wait: float) -> Iterator[bool]:
    """Hold a right that one program at a time has, while the block runs; False: another has it after `wait` seconds.

    It is a lock of the operating system on a file beside the database, so that it ends with whoever holds it.
    """
    with reading(engine) as connection:
        path = connection.exec_driver_sql("PRAGMA database_list").one()[2]
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


# --- the schema -----------------------------------------------------------------------------------------------------


def create_schema(engine: Engine) -> None:
    """The whole schema in an empty database."""
    upgrade(engine)


def upgrade(engine: Engine) -> None:
    """Bring an older (or empty) database to this version's schema: in one transaction, under the write lock.

    Raises DatabaseUnusable when its schema is not one that can be brought on; then it stays as it was.
    """
    # Alembic is needed here only; most starts do without it.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with as_file(files("enroltui.migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        try:
            with writing(engine) as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except (CommandError, DBAPIError) as error:
            with reading(engine) as connection:
                path = Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])
            raise DatabaseUnusable(Unusable.OLDER, path) from error


# --- looking before touching ----------------------------------------------------------------------------------------


def check(where: Path | str) -> None:
    """Look whether a file can be worked on, without changing a byte of it. Raises DatabaseUnusable with the reason."""
    path = Path(where).absolute()
    _check_access(path)
    try:
        with closing(_look(path)) as connection:
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


def _look(path: Path) -> sqlite3.Connection:
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
