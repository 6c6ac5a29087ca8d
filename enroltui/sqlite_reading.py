"""How an SQLite file is opened for reading: with its locks, unless it cannot be written to. Loads no SQLAlchemy."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import EDQUOT, EFBIG, EIO, ELOOP, EMFILE, ENFILE, ENOENT, ENOMEM, ENOSPC, ENOTDIR
from pathlib import Path

from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.saving import NotOrdinary
from enroltui.sqlite_format import HEADER
from enroltui.sqlite_logs import has_foreign
from enroltui.sqlite_open_file import before_opening, kept_open

_OF_ERRNO = {
    ENOENT: Unusable.MISSING,
    ENOTDIR: Unusable.MISSING,
    EMFILE: Unusable.TOO_MANY_FILES,
    ENFILE: Unusable.TOO_MANY_FILES,
    EIO: Unusable.FAULTY,
    ENOMEM: Unusable.NO_MEMORY,
    ENOSPC: Unusable.FULL,
    EDQUOT: Unusable.FULL,
    EFBIG: Unusable.FULL,
    ELOOP: Unusable.NOT_A_FILE,  # a link that leads to itself
}


@contextmanager
def opened_to_read(path: Path, *, timeout: float) -> Iterator[sqlite3.Connection]:
    """Yield a connection that changes no data; `timeout` is how many seconds it waits for another program's lock.

    Others may write meanwhile: each of its transactions sees one moment. At its end it leaves no log beside the file,
    unless another program has the file open. Only a file of the write-ahead kind that cannot be written to, in its
    folder, and that has no log, is read without locks: no log can be made. If one who may write there did so meanwhile,
    what was read is worth nothing, and that is told: LOCKED. A log of another file beside it is told, and not replayed.
    Raises DatabaseUnusable, sqlite3.Error.
    """
    header = header_of(path)
    place = path.resolve()
    if before_opening(place, has_foreign, otherwise=False):
        raise DatabaseUnusable(Unusable.FOREIGN_LOG, path)
    with kept_open(place), _opened(path, place, header, timeout) as connection:
        yield connection


@contextmanager
def _opened(path: Path, place: Path, header: bytes, timeout: float) -> Iterator[sqlite3.Connection]:
    if may_write(place):
        with closing(_connect(place, "mode=rw", timeout)) as connection:
            connection.execute("PRAGMA query_only = ON").close()
            yield connection
    elif _keeps_log(header) and not log_of(place).exists():
        before = _state(place)
        try:
            with closing(_connect(place, "mode=ro&immutable=1", timeout)) as connection:
                yield connection
        finally:
            if _state(place) != before:
                raise DatabaseUnusable(Unusable.LOCKED, path)
    else:
        # Nothing of ours is made beside a file that is another's.
        with closing(_connect(place, "mode=ro&readonly_shm=1", timeout)) as connection:
            yield connection


@contextmanager
def opened_without_log(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that reads a file as it lies there, whatever log is beside it. Raises sqlite3.Error."""
    with closing(_connect(path.resolve(), "mode=ro&immutable=1", 0)) as connection:
        yield connection


def header_of(path: Path) -> bytes:
    """Return the first 100 bytes of a file, or as many as it has. Raises DatabaseUnusable, also for what is no file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise DatabaseUnusable(Unusable.NOT_A_FILE, path)
        with kept_open(path) as opened:
            return os.pread(opened, HEADER, 0)
    except OSError as error:
        raise DatabaseUnusable(why(error, Unusable.UNREADABLE), path) from error


def why(error: OSError, otherwise: Unusable) -> Unusable:
    """Return what an error of the operating system means."""
    return Unusable.NOT_A_FILE if isinstance(error, NotOrdinary) else _OF_ERRNO.get(error.errno or 0, otherwise)


def may_write(path: Path) -> bool:
    """Return whether a file may be written to, and logs be made beside it.

    A file without any write permission is meant to stay as it is, even where root could write to it.
    """
    marked = not path.stat().st_mode & 0o222
    return not marked and os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)


def log_of(path: Path) -> Path:
    """Return the write-ahead log of a file, which lies beside it while somebody writes, or after he was killed."""
    place = path.resolve()
    return place.with_name(f"{place.name}-wal")


def _connect(place: Path, how: str, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{place.as_uri()}?{how}", uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
    )


def _keeps_log(header: bytes) -> bool:
    return header[18:19] == b"\x02"


def _state(place: Path) -> tuple[int, ...]:
    try:
        found = place.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
