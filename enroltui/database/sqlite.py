"""Opens an SQLite file, looks at it before it is touched, and tells what its errors mean."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from errno import EMFILE, ENFILE
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event

from enroltui.database.completeness import check_complete, check_version
from enroltui.database.sqlite_opener import Opener
from enroltui.database.turns import Turns
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.sqlite_open_file import FileConnection
from enroltui.sqlite_reading import header_of, may_write, opened_to_read

BUSY_TIMEOUT = 5.0
"""A writer waits so many seconds for another one."""

APPLICATION_ID = 0x75534973
"""SQLite's application_id of our files ("uSIs"), by which they are known; the first migration writes it."""

TURNS = "enroltui_turns"
"""The execution option of an engine that holds its `Turns`; None: this process's threads do not wait in line."""

STALE: tuple[type[Exception], ...] = ()
"""The errors of a pooled connection that was cut while nobody used it."""

ERROR: type[Exception] = sqlite3.Error

log = logging.getLogger(__name__)

_MAGIC = b"SQLite format 3\x00"
_WHOLE_CHECK_BELOW = 64 * 1024 * 1024
"""Of a file of so many bytes or more only size and schema are looked at when it is opened, not all of it."""

_TROUBLES = {
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,  # there is no room for the log's index
    sqlite3.SQLITE_IOERR: Trouble.FAULTY,
    sqlite3.SQLITE_NOMEM: Trouble.NO_MEMORY,
    sqlite3.SQLITE_IOERR_NOMEM: Trouble.NO_MEMORY,
    sqlite3.SQLITE_PROTOCOL: Trouble.LOCKS_FAIL,
    sqlite3.SQLITE_NOLFS: Trouble.FULL,
    sqlite3.SQLITE_CANTOPEN: Trouble.GONE,
    sqlite3.SQLITE_CORRUPT: Trouble.CORRUPT,
    sqlite3.SQLITE_NOTADB: Trouble.CORRUPT,
}


# --- engines --------------------------------------------------------------------------------------------------------


def engine(path: Path, *, create: bool = False) -> Engine:
    """Return an engine on a file, which must exist unless `create`.

    Its connections are pooled for threads, in WAL mode, with foreign keys on and synchronous FULL (a confirmed
    enrolment outlives a power cut).
    """
    opener = Opener(path.absolute(), create=create, check=check, patience=BUSY_TIMEOUT)
    engine = create_engine(
        "sqlite://",
        creator=opener.open,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=32,
        execution_options={TURNS: Turns()},
    )
    event.listen(engine, "engine_disposed", opener.forget)
    event.listen(engine, "checkin", opener.taken_back)
    return engine


@contextmanager
def engine_to_read(path: Path) -> Iterator[Engine]:
    """Return an engine of one connection that only reads, also a write-protected file. Raises DatabaseUnusable."""
    with opened_to_read(path, timeout=BUSY_TIMEOUT) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        try:
            yield engine
        finally:
            engine.dispose()


def begin_reading(driver: sqlite3.Connection) -> None:
    """Begin a transaction that sees the database as it is at one moment."""
    driver.execute("BEGIN")
    if isinstance(driver, FileConnection):
        driver.ensure_in_place(writing=False)


@contextmanager
def turn_to_write(engine: Engine) -> Iterator[Callable[[sqlite3.Connection], None]]:
    """Wait for this thread's turn to write; left to SQLite it would look now and then whether the lock is free.

    Raises DatabaseTrouble after BUSY_TIMEOUT, which the turn and then other processes may take together.
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
    """Begin with the write lock: a transaction that reads first and then wants to write may be refused it."""
    if isinstance(driver, FileConnection):
        driver.ensure_in_place(writing=False)  # before SQLite finds that it makes no sense
    if left > 0.99 * BUSY_TIMEOUT:
        driver.execute("BEGIN IMMEDIATE")
    else:
        [(patience,)] = driver.execute("PRAGMA busy_timeout").fetchall()
        driver.execute(f"PRAGMA busy_timeout = {min(patience, max(0, round(1000 * left)))}").close()
        try:
            driver.execute("BEGIN IMMEDIATE")
        finally:
            driver.execute(f"PRAGMA busy_timeout = {patience}").close()
    before_keeping(driver)


def before_keeping(driver: sqlite3.Connection) -> None:
    """Look whether the open file is still that of its name. Raises DatabaseTrouble: then nothing is confirmed."""
    if isinstance(driver, FileConnection):
        driver.ensure_in_place(writing=True)


def trouble_of(error: BaseException, *, keeping: bool) -> Trouble | None:
    """Return what an error of the driver means; None: it is a mistake of ours. `keeping`: it came while committing."""
    if isinstance(error, MemoryError):
        return Trouble.NO_MEMORY
    code = getattr(error, "sqlite_errorcode", None)
    trouble = None if code is None else _TROUBLES.get(code) or _TROUBLES.get(code & 0xFF)
    if trouble is Trouble.GONE and _out_of_files():
        trouble = Trouble.TOO_MANY_FILES
    # The log may hold the whole transaction by then, and the next who opens the file finds it there.
    return Trouble.UNCERTAIN if keeping and trouble in (Trouble.GONE, Trouble.FAULTY) else trouble


def unusable_of(error: sqlite3.Error | MemoryError, path: Path) -> DatabaseUnusable:
    """Return what an error tells of a file that is looked at: "damaged" only where the integrity check says so."""
    trouble = trouble_of(error, keeping=False)
    if trouble is Trouble.GONE:
        return DatabaseUnusable(Unusable.UNOPENABLE, path)
    if trouble is Trouble.CORRUPT or trouble is None:
        # Sound, it was changed while it was looked at, or has other tables than ours.
        otherwise = Unusable.LOCKED if trouble else Unusable.FOREIGN
        return DatabaseUnusable(Unusable.CORRUPT if _is_damaged(path) else otherwise, path)
    return DatabaseUnusable(Unusable(trouble.value), path)


def _is_damaged(path: Path) -> bool:
    """Tell whether the integrity check finds damage. Raises DatabaseUnusable where it cannot be run."""
    try:
        with opened_to_read(path, timeout=BUSY_TIMEOUT) as connection:
            return not is_whole(connection)
    except (sqlite3.Error, MemoryError) as error:
        if trouble_of(error, keeping=False) is Trouble.CORRUPT:
            return True
        raise unusable_of(error, path) from error


def is_whole(connection: sqlite3.Connection) -> bool:
    """Tell whether SQLite's integrity check finds all pages, rows and indexes sound. Raises sqlite3.Error."""
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def _out_of_files() -> bool:
    """Tell whether this process can open no more files."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in (EMFILE, ENFILE)
    return False


def is_conflict(error: BaseException) -> bool:
    """Say no: another's change never stands in the way, as writers take turns."""
    return False


@contextmanager
def alone(engine: Engine, purpose: str, wait: float) -> Iterator[bool]:
    """Hold the operating system's lock on a file beside the database, so that it ends with its holder."""
    with engine.connect() as connection:
        path = Path(f"{where_of(connection)}-{purpose}")
    if not path.exists():  # else the lock that this process may have on it would end
        with suppress(OSError):
            path.touch(0o600)
    lock = sqlite3.connect(path, timeout=wait, isolation_level=None)
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
            held = True
        except sqlite3.OperationalError as error:
            if (trouble := trouble_of(error, keeping=False) or Trouble.GONE) is not Trouble.LOCKED:
                raise DatabaseTrouble(trouble) from error
            held = False
        yield held


def changing_schema(connection: Connection) -> AbstractContextManager[None]:
    """Prepare nothing: the write lock is enough, and the schema's steps leave nothing to be done."""
    return nullcontext()


def take_time(connection: Connection) -> None:
    """Do nothing: no limit of time holds for a transaction on a file."""


def number_on(connection: Connection, tables: Sequence[str]) -> None:
    """Do nothing: a new row always gets a number after the last one's."""


def where_of(connection: Connection) -> Path:
    """Return the path of the file that a connection is open on."""
    return Path(connection.exec_driver_sql("PRAGMA database_list").one()[2])


# --- looking before touching ----------------------------------------------------------------------------------------


def check(path: Path, *, whole: bool = False) -> None:
    """Look whether a file can be worked on, without changing a byte of it. Raises DatabaseUnusable with the reason.

    `whole`: read all of it, however large it is.
    """
    header = header_of(path)
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise DatabaseUnusable(Unusable.FOREIGN, path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise DatabaseUnusable(Unusable.FOREIGN, path)
    try:
        with opened_to_read(path, timeout=BUSY_TIMEOUT) as connection:
            _check_content(connection, path, whole=whole)
    except (sqlite3.Error, MemoryError) as error:
        raise unusable_of(error, path) from error
    if not may_write(path):
        raise DatabaseUnusable(Unusable.READ_ONLY, path)


def _check_content(connection: sqlite3.Connection, path: Path, *, whole: bool) -> None:
    if whole:
        sound = is_whole(connection)
    else:
        small = path.stat().st_size < _WHOLE_CHECK_BELOW
        sound = not small or connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    if not sound:
        raise DatabaseUnusable(Unusable.CORRUPT, path)
    check_version(revision(connection), path)
    check_complete((part for [part] in connection.execute(_PARTS)), path, _SEARCH)


_PARTS = """
    SELECT type || ' ' || name FROM sqlite_master
    UNION ALL
    SELECT 'column ' || one.name || '.' || part.name
    FROM sqlite_master AS one, pragma_table_info(one.name) AS part WHERE one.type = 'table'
"""
_SEARCH = {
    "table course_search": "course_search",
    **dict.fromkeys((f"trigger course_search_{change}" for change in ("insert", "update", "delete")), "course"),
}
"""The index of words, which only SQLite has."""


def revision(connection: sqlite3.Connection) -> str:
    """Return the schema's revision; "" where it has none."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return found[0] if found and isinstance(found[0], str) else ""
