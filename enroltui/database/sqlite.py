"""An SQLite file: opened, looked at before it is touched, and what its errors mean."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from errno import EMFILE, ENFILE
from functools import partial
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event

from enroltui import sqlite_logs as logs
from enroltui.database.turns import Turns
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.migrations import HEAD
from enroltui.sqlite_open_file import FileConnection, identity, is_open_here, kept_open
from enroltui.sqlite_reading import header_of, may_write, opened_to_read

BUSY_TIMEOUT = 5.0
"""Seconds that a writer waits for another one."""

APPLICATION_ID = 0x75534973
"""SQLite's application_id of our files ("uSIs"): tells them from other programs'. Written by the first migration."""

TURNS = "enroltui_turns"
"""The execution option of an engine that keeps the threads of this process in line; None: they wait as they like."""

STALE: tuple[type[Exception], ...] = ()
"""What a pooled connection says that was cut while nobody used it."""

ERROR: type[Exception] = sqlite3.Error

log = logging.getLogger(__name__)

_MAGIC = b"SQLite format 3\x00"
_WHOLE_CHECK_BELOW = 64 * 1024 * 1024
"""Larger files are not read through at each start, only their size and schema are looked at."""

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
    """An engine on a file, which must exist unless `create`.

    Its connections are pooled for threads, in WAL mode, with foreign keys on and synchronous FULL (a confirmed
    enrolment outlives a power cut).
    """
    opener = _Opener(path.absolute(), create=create)
    engine = create_engine(
        "sqlite://",
        creator=opener.open,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=32,
        execution_options={TURNS: Turns()},
    )
    event.listen(engine, "engine_disposed", opener.forget)
    return engine


class _Opener:
    """Opens connections to a file, which is looked at again where it is another than before."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._uri = f"{path.as_uri()}?mode={'rwc' if create else 'rw'}"
        self._looked_at: tuple[int, int] | None = None
        self._opened = self._disposed = False
        self._lock = Lock()

    def open(self) -> FileConnection:
        """A connection; the first one's file has been checked by whoever asks. DatabaseTrouble, sqlite3.Error."""
        with self._lock:
            if self._opened and (self._disposed or identity(self._path) != self._looked_at):
                self._look_at_it()
            connection = self._connect()
            try:
                connection.know(self._path)
            except BaseException:
                connection.close()
                raise
            self._opened, self._disposed, self._looked_at = True, False, identity(self._path)
            return connection

    def forget(self, _: Engine) -> None:
        """All connections were let go of: the next one may find another file."""
        self._disposed = True

    def _look_at_it(self) -> None:
        try:
            set_foreign_logs_aside(self._path)
            check(self._path)
        except DatabaseUnusable as unusable:
            log.error("where %s was, is nothing to work on: %s", self._path, unusable.kind)
            raise DatabaseTrouble(Trouble.REPLACED) from unusable

    def _connect(self) -> FileConnection:
        # isolation_level None: BEGIN is ours to send, see transactions.py.
        connection = sqlite3.connect(
            self._uri,
            uri=True,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            factory=FileConnection,
        )
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA synchronous = FULL").close()
        connection.execute("PRAGMA foreign_keys = ON").close()
        return connection


@contextmanager
def engine_to_read(path: Path) -> Iterator[Engine]:
    """An engine of one connection that changes nothing; also on a file that cannot be written to. DatabaseUnusable."""
    with opened_to_read(path, timeout=BUSY_TIMEOUT) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        try:
            yield engine
        finally:
            engine.dispose()


def begin_reading(driver: sqlite3.Connection) -> None:
    """A transaction that sees one moment."""
    driver.execute("BEGIN")
    if isinstance(driver, FileConnection):
        driver.ensure_in_place(writing=False)


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
    else:
        [(patience,)] = driver.execute("PRAGMA busy_timeout").fetchall()
        driver.execute(f"PRAGMA busy_timeout = {min(patience, max(0, round(1000 * left)))}").close()
        try:
            driver.execute("BEGIN IMMEDIATE")
        finally:
            driver.execute(f"PRAGMA busy_timeout = {patience}").close()
    before_keeping(driver)


def set_foreign_logs_aside(path: Path, *, to_make: bool = False) -> tuple[Path, ...]:
    """Move logs aside that are another file's; where they are now. DatabaseUnusable where that cannot be."""
    if to_make and not path.exists():
        aside = logs.set_aside_of_missing(path)
    else:
        aside = () if is_open_here(path) else logs.set_foreign_aside(path)
    for one in aside:
        log.warning("a log of another file lay beside %s; it is in %s now", path, one)
    return aside


def before_keeping(driver: sqlite3.Connection) -> None:
    """What is confirmed goes into the file of this name, or is not confirmed. DatabaseTrouble."""
    if isinstance(driver, FileConnection):
        driver.ensure_in_place(writing=True)


def trouble_of(error: BaseException, *, keeping: bool) -> Trouble | None:
    """What an error of the driver means; None: it is a mistake of ours. `keeping`: it came while committing."""
    if isinstance(error, MemoryError):
        return Trouble.NO_MEMORY
    code = getattr(error, "sqlite_errorcode", None)
    trouble = None if code is None else _TROUBLES.get(code) or _TROUBLES.get(code & 0xFF)
    if trouble is Trouble.GONE and _out_of_files():
        trouble = Trouble.TOO_MANY_FILES
    # The log may hold the whole transaction by then, and the next who opens the file finds it there.
    return Trouble.UNCERTAIN if keeping and trouble in (Trouble.GONE, Trouble.FAULTY) else trouble


def unusable_of(error: sqlite3.Error | MemoryError, path: Path) -> DatabaseUnusable:
    """What an error means of a file that is looked at; "damaged" only where the integrity check says so."""
    trouble = trouble_of(error, keeping=False)
    if trouble is Trouble.GONE:
        return DatabaseUnusable(Unusable.UNOPENABLE, path)
    if trouble is Trouble.CORRUPT or trouble is None:
        # Sound, it was changed while it was looked at, or has other tables than ours.
        otherwise = Unusable.LOCKED if trouble else Unusable.FOREIGN
        return DatabaseUnusable(Unusable.CORRUPT if _is_damaged(path) else otherwise, path)
    return DatabaseUnusable(Unusable(trouble.value), path)


def _is_damaged(path: Path) -> bool:
    """Ask the integrity check. Raises DatabaseUnusable where it cannot be asked."""
    try:
        with opened_to_read(path, timeout=BUSY_TIMEOUT) as connection:
            return not is_whole(connection)
    except (sqlite3.Error, MemoryError) as error:
        if trouble_of(error, keeping=False) is Trouble.CORRUPT:
            return True
        raise unusable_of(error, path) from error


def is_whole(connection: sqlite3.Connection) -> bool:
    """What SQLite's integrity check says of all pages, rows and indexes. Raises sqlite3.Error."""
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def _out_of_files() -> bool:
    """Whether this process can open no more files."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in (EMFILE, ENFILE)
    return False


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
            if (trouble := trouble_of(error, keeping=False) or Trouble.GONE) is not Trouble.LOCKED:
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
    found = revision(connection)
    if found != HEAD:
        raise DatabaseUnusable(Unusable.OLDER if found < HEAD else Unusable.NEWER, path)


def revision(connection: sqlite3.Connection) -> str:
    """The schema's revision; "" where it has none."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return found[0] if found else ""


# --- whole files ----------------------------------------------------------------------------------------------------


def snapshot(path: Path, draft: Path, *, in_use: bool = False) -> None:
    """Copy all that is in a file at one moment to a new file, while others write. DatabaseUnusable, sqlite3.Error.

    `in_use`: it is what people work on, and they shall not wait; else its own bytes are left alone.
    """
    with opened_to_read(path, timeout=BUSY_TIMEOUT) as reads, closing(sqlite3.connect(draft)) as writes:
        os.chmod(draft, path.stat().st_mode & 0o777 | 0o600)  # nobody else may read the copy either
        if in_use and may_write(path):
            # Without a log, as before anybody has written to it, a file keeps writers out while it is read.
            reads.execute("PRAGMA journal_mode = WAL").close()
        pour(reads, writes, path)
        writes.execute("PRAGMA journal_mode = DELETE").close()  # a single file, without a log beside it


def overwrite(target: Path, source: Path, before: Callable[[], None] | None = None) -> None:
    """Make a database file equal to another one in one transaction; whoever has it open sees the old data or the new.

    `before` is called when nobody else can write to the target any more and nothing in it is changed yet; what it
    raises leaves it so. DatabaseUnusable when it is locked; sqlite3.Error.
    """
    uri = f"{target.resolve().as_uri()}?mode=rw"
    with (
        opened_to_read(source, timeout=BUSY_TIMEOUT) as reads,
        kept_open(target),
        closing(sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT)) as writes,
    ):
        writes.execute("PRAGMA journal_mode = WAL").close()  # so that `before` can read what was there
        pour(reads, writes, target, before)


def pour(
    reads: sqlite3.Connection, writes: sqlite3.Connection, locked: Path, before: Callable[[], None] | None = None
) -> None:
    """Copy all pages from one file to another in one transaction; `before` as above. LOCKED tells of `locked`."""
    waiting = before

    def step(status: int, remaining: int, total: int) -> None:
        nonlocal waiting
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DatabaseUnusable(Unusable.LOCKED, locked)
        if waiting is not None:
            waiting()
            waiting = None

    # The first step takes the target's lock; where something is to be done then, it does not copy all.
    [pages] = reads.execute("PRAGMA page_count").fetchone()
    reads.backup(writes, pages=-1 if before is None else max(1, pages // 2), progress=step)


def has_log(path: Path) -> bool:
    """Whether another program has a file open for writing, or a log lies there that a new file would be mixed with."""
    place = path.resolve()
    logs = [place.with_name(place.name + rest) for rest in ("-wal", "-journal")]
    try:
        with opened_to_read(path, timeout=BUSY_TIMEOUT) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").close()
    except (sqlite3.Error, DatabaseUnusable):  # also where no file is there
        return any(log.exists() and log.stat().st_size > 0 for log in logs)
    return any(log.exists() for log in logs)  # who was the last to close it has taken them away
