"""What a database file's header and its logs say, byte by byte: https://www.sqlite.org/fileformat.html."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import NamedTuple

HEADER = 100
"""Bytes of a database file that tell what it is."""
_WAL_MODE = 2
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WAL_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def read_header(path: Path) -> bytes:
    """Return the first bytes of a file; fewer where it is shorter, cannot be read or is none, such as a pipe."""
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


class Frame(NamedTuple):
    """A page in a write-ahead log, of those that were kept."""

    page: int
    pages: int
    """How many the file has after the transaction that it ends; 0: it ends none."""
    counter: int
    """Of page 1: the file's change counter. Else 0."""
    page_size: int


def read_frames(wal: Path, *, verified: bool = False) -> list[Frame]:
    """Return the frames of the transactions that would be replayed.

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
        """Return whether the checksum that was written is that of all to the end of the next part."""
        if len(part) % 8:
            return False
        one, two = self._one, self._two
        for first, second in struct.iter_unpack(f"{self._order}II", part):
            one = (one + first + two) & 0xFFFFFFFF
            two = (two + second + one) & 0xFFFFFFFF
        self._one, self._two = one, two
        return struct.pack(">II", one, two) == written


def belong(frames: list[Frame], header: bytes) -> bool:
    """Return whether a write-ahead log with these frames may be that of the file with this header.

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
    """Return whether a file with this header never was one with that known header before: its counter only grows."""
    return _counter(header) < _counter(known)


def in_wal_mode(header: bytes) -> bool:
    """Return whether a file's changes go by a write-ahead log; a backup's and the shipped catalogue's do not."""
    return header[18:20] == bytes([_WAL_MODE, _WAL_MODE])


def journal_belongs(journal: Path, header: bytes) -> bool:
    """Return whether the journal is this file's: page 1 as it was before, with the same counter or one less."""
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
