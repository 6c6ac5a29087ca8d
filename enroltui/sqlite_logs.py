"""The logs that SQLite keeps beside a file, and whose they are: one of another file, replayed, would spoil this one.

A write-ahead log is left behind by a program that was killed, and may hold what was confirmed. SQLite takes it for that
of any file whose name fits. So it is compared with the file, and set aside where it is another's; never deleted.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.saving import free_dated_name
from enroltui.sqlite_format import HEADER, belong, in_wal_mode, journal_belongs, read_frames, read_header

PATIENCE = 5.0
"""Seconds that one who makes a file waits for another who makes one in the same folder."""

_SHARED_LOCK = (510, 0x40000002)
"""The bytes that each connection to a file has locked for as long as it is open in WAL mode: how many, and where."""


def beside(path: Path) -> tuple[Path, Path, Path]:
    """Return a file's write-ahead log, its index and the rollback journal; where a link leads, as SQLite does it."""
    place = path.resolve()
    wal, index, journal = (place.with_name(place.name + rest) for rest in ("-wal", "-shm", "-journal"))
    return wal, index, journal


# --- a file that is made --------------------------------------------------------------------------------------------


@contextmanager
def made_anew(path: Path) -> Iterator[tuple[Path, ...]]:
    """Around the making of a file: where it is missing, logs of an earlier one of that name are set aside first.

    Nobody else who finds them makes one meanwhile. The block gets where they are now. DatabaseUnusable, OSError.
    """
    if path.exists() or not any(log.exists() for log in beside(path)):
        yield ()
        return
    with _alone_in(path.resolve().parent, path):
        yield () if path.exists() else _set_aside(path)


def set_aside_of_missing(path: Path) -> tuple[Path, ...]:
    """Set aside what lies there of an earlier file, before one is made; where it is now. DatabaseUnusable."""
    try:
        with made_anew(path) as aside:
            return aside
    except OSError as error:
        raise DatabaseUnusable(Unusable.READ_ONLY, path) from error


@contextmanager
def _alone_in(folder: Path, path: Path) -> Iterator[None]:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        until = monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > until:
                    raise DatabaseUnusable(Unusable.LOCKED, path) from None
                sleep(0.02)
            except OSError:  # some network disks have no such locks
                break
        yield
    finally:
        os.close(opened)


def _set_aside(path: Path) -> tuple[Path, ...]:
    wal, index, journal = beside(path)
    aside = []
    for log in (wal, journal):
        with suppress(FileNotFoundError):
            if log.stat().st_size == 0:
                log.unlink()
            else:
                aside.append(log.rename(_free_name(log)))
    index.unlink(missing_ok=True)  # it holds nothing of its own
    return tuple(aside)


def _free_name(log: Path) -> Path:
    return free_dated_name(log.parent, f"{log.name}.aside-")


# --- a file that is there -------------------------------------------------------------------------------------------


# None of these is to be asked by a process that has the file open: SQLite would lose its locks.


def is_missing(path: Path) -> bool:
    """Return whether some program has a file open whose log, or its index, is not there: deleted, or just being made.

    Or it stands beside another hard link of the file. With a new log two programs would not know of each other, and
    what is confirmed by one of them would be lost.
    """
    wal, index, _ = beside(path)
    if (wal.exists() and index.exists()) or not in_wal_mode(read_header(path)) or not os.access(path, os.W_OK):
        return False
    with _held(path) as held:
        return held is None


def has_foreign(path: Path) -> bool:
    """Return whether a log lies beside a file that is another's."""
    if not _has_any(path):
        return False
    with _held(path) as held:
        return _has_foreign(path, held)


def set_foreign_aside(path: Path) -> tuple[Path, ...]:
    """Set aside logs that are another file's; where they are now. DatabaseUnusable where that cannot be."""
    if not _has_any(path):
        return ()
    with _held(path) as held:
        if not _has_foreign(path, held):
            return ()
        if held is None:  # a program has it open that has not noticed yet that its file was replaced
            raise DatabaseUnusable(Unusable.LOCKED if os.access(path, os.W_OK) else Unusable.READ_ONLY, path)
        try:
            return _set_aside(path)
        except OSError as error:
            raise DatabaseUnusable(Unusable.READ_ONLY, path) from error


def _has_any(path: Path) -> bool:
    return path.is_file() and any(log.exists() for log in beside(path))


def _has_foreign(path: Path, held: int | None) -> bool:
    wal, index, journal = beside(path)
    if held is None:
        # The log before the header: in between a file may get into WAL mode.
        return bool(read_frames(wal)) and not in_wal_mode(read_header(path))
    if index.exists() and not wal.exists():
        return True  # it may be that of a program that has another file open, which was moved away with its log
    header = os.pread(held, HEADER, 0)  # opening the file once more, and closing it, would end the hold
    return not (belong(read_frames(wal, verified=True), header) and journal_belongs(journal, header))


@contextmanager
def _held(path: Path) -> Iterator[int | None]:
    """Yield a descriptor of a file that no program has open, nor opens while the block runs; None: some program has."""
    try:
        opened = os.open(path, os.O_RDWR)
    except OSError:
        yield None
        return
    try:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, *_SHARED_LOCK)
            held = True
        except OSError:
            held = False
        yield opened if held else None
    finally:
        os.close(opened)


# --- a file that was overwritten in place while it was open ---------------------------------------------------------


def take_out_of_reach(path: Path) -> Path | None:
    """Copy the log aside and empty it, so that no connection that has it open can bring it into the file any more.

    SQLite would do that at the latest when the last one is closed. The copy's path; None: it was empty.
    """
    wal, index, _ = beside(path)
    with _alone_in(wal.parent, path):
        kept = None
        if read_frames(wal):
            kept = _free_name(wal)
            shutil.copyfile(wal, kept)
        os.truncate(wal, 0)
        for log in (wal, index):  # the next connection makes its own
            log.unlink(missing_ok=True)
        return kept
