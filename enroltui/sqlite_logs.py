"""The logs that SQLite keeps beside a file, and whose they are: one of another file, replayed, would spoil this one.

A write-ahead log is left behind by a program that was killed, and may hold what was confirmed. SQLite takes it for that
of any file whose name fits. So it is compared with the file, and set aside where it is another's; never deleted.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep, strftime
from typing import NamedTuple

from enroltui.errors import DatabaseUnusable, Unusable

HEADER = 100
"""Bytes of a database file that tell what it is (https://www.sqlite.org/fileformat.html)."""
WAL_MODE = 2
PATIENCE = 5.0
"""Seconds that one who makes a file waits for another who makes one in the same folder."""

_SHARED_LOCK = (510, 0x40000002)
"""The bytes that each connection to a file has locked for as long as it is open in WAL mode: how many, and where."""
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WAL_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def beside(path: Path) -> tuple[Path, Path, Path]:
    """The write-ahead log, its index and the rollback journal of a file; where a link leads, as SQLite does it."""
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
    name = f"{log.name}.aside-{strftime('%Y-%m-%d-%H%M%S')}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(free for one in names if not (free := log.with_name(one)).exists())


# --- a file that is there -------------------------------------------------------------------------------------------


# None of these is to be asked by a process that has the file open: SQLite would lose its locks.


def is_missing(path: Path) -> bool:
    """Whether some program has a file open whose log, or its index, is not there: it was deleted, or is just made.

    Or it stands beside another hard link of the file. With a new log two programs would not know of each other, and
    what is confirmed by one of them would be lost.
    """
    wal, index, _ = beside(path)
    if (wal.exists() and index.exists()) or not in_wal_mode(read_header(path)) or not os.access(path, os.W_OK):
        return False
    with _held(path) as held:
        return held is None


def has_foreign(path: Path) -> bool:
    """Whether a log lies beside a file that is another's."""
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
    return not (belong(read_frames(wal, verified=True), header) and _journal_belongs(journal, header))


@contextmanager
def _held(path: Path) -> Iterator[int | None]:
    """A descriptor of a file that no program has open, nor opens while the block runs; None: some program has."""
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


def read_header(path: Path) -> bytes:
    """The first bytes of a file; fewer where it is shorter, cannot be read or is none, such as a pipe."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would wait for ever
    except OSError:
        return b""
    try:
        return os.pread(opened, HEADER, 0)
    except OSError:
        return b""
    finally:
        os.close(opened)


# --- whose a log is -------------------------------------------------------------------------------------------------


class Frame(NamedTuple):
    """A page in a write-ahead log, of those that were kept."""

    page: int
    pages: int
    """How many the file has after the transaction that it ends; 0: it ends none."""
    counter: int
    """Of page 1: the file's change counter. Else 0."""
    page_size: int


def read_frames(wal: Path, *, verified: bool = False) -> list[Frame]:
    """The frames of the transactions that would be replayed.

    `verified`: by their checksums, as SQLite does it, which takes a second for some 40 MB. Else a program that was
    killed while it wrote may have left frames behind the last one that counts, which are taken for such.
    """
    frames: list[Frame] = []
    try:
        with wal.open("rb") as file:
            head = file.read(_WAL_HEADER)
            if len(head) < _WAL_HEADER or head[:4] not in _WAL_MAGIC:
                return []
            size, salts = int.from_bytes(head[8:12], "big"), head[16:24]
            checksum = _Checksum(head)
            if verified and not checksum.fits(head[:24], head[24:32]):
                return []
            while len(frame := file.read(_FRAME_HEADER)) == _FRAME_HEADER and frame[8:16] == salts:
                page, pages = int.from_bytes(frame[:4], "big"), int.from_bytes(frame[4:8], "big")
                content = file.read(size if verified else HEADER)
                if verified and not checksum.fits(frame[:8] + content, frame[16:24]):
                    break
                frames.append(Frame(page, pages, _counter(content) if page == 1 else 0, size))
                file.seek(_WAL_HEADER + len(frames) * (_FRAME_HEADER + size))
    except OSError:
        return []
    while frames and not frames[-1].pages:
        frames.pop()
    return frames


class _Checksum:
    """Of a write-ahead log, from its beginning: each part's rests on that of the parts before it."""

    def __init__(self, head: bytes) -> None:
        self._order = "<" if head[:4] == _WAL_MAGIC[0] else ">"
        self._one = self._two = 0

    def fits(self, part: bytes, written: bytes) -> bool:
        """Whether the checksum that was written is that of all to the end of the next part."""
        if len(part) % 8:
            return False
        one, two = self._one, self._two
        for first, second in struct.iter_unpack(f"{self._order}II", part):
            one = (one + first + two) & 0xFFFFFFFF
            two = (two + second + one) & 0xFFFFFFFF
        self._one, self._two = one, two
        return struct.pack(">II", one, two) == written


def belong(frames: list[Frame], header: bytes) -> bool:
    """Whether a write-ahead log with these frames may be that of the file with this header.

    The change counter only grows, by one at most each time that page 1 is written. So the file's own is that before the
    first such frame, or one of theirs that a checkpoint brought into the file. Without any, its size stands still.
    """
    if not frames:
        return True
    if not in_wal_mode(header) or frames[0].page_size != _page_size(header):
        return False
    counters = [frame.counter for frame in frames if frame.page == 1]
    if counters:
        return counters[0] - 1 <= _counter(header) <= counters[-1]
    says_its_size = header[24:28] == header[92:96]
    return not says_its_size or int.from_bytes(header[28:32], "big") == frames[-1].pages


def is_older(header: bytes, known: bytes) -> bool:
    """Whether a file with this header never was one with that known header before: its counter only grows."""
    return _counter(header) < _counter(known)


def in_wal_mode(header: bytes) -> bool:
    """Whether a file's changes go by a write-ahead log; a backup's and the shipped catalogue's do not."""
    return header[18:20] == bytes([WAL_MODE, WAL_MODE])


def _journal_belongs(journal: Path, header: bytes) -> bool:
    """A rollback journal has page 1 as it was before, when the counter was the same or one less."""
    try:
        with journal.open("rb") as file:
            head = file.read(28)
            if head[:8] != _JOURNAL_MAGIC:
                return True  # it is not replayed
            number, sector, size = (int.from_bytes(head[at : at + 4], "big") for at in (8, 20, 24))
            for place in range(min(number, 100_000)):
                file.seek(sector + place * (size + 8))
                record = file.read(4 + HEADER)
                if len(record) == 4 + HEADER and int.from_bytes(record[:4], "big") == 1:
                    return size == _page_size(header) and _counter(header) - _counter(record[4:]) in (0, 1)
    except OSError:
        pass
    return True


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18], "big")
    return 65536 if size == 1 else size


def _counter(header: bytes) -> int:
    return int.from_bytes(header[24:28], "big")


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
        for one in (wal, index):  # the next connection makes its own
            one.unlink(missing_ok=True)
        return kept
