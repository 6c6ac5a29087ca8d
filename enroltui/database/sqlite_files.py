"""Copies whole SQLite files as they are at one moment, and overwrites them in one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from enroltui.database.sqlite import BUSY_TIMEOUT
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.sqlite_logs import beside
from enroltui.sqlite_open_file import kept_open
from enroltui.sqlite_reading import may_write, opened_to_read


def snapshot(path: Path, draft: Path, *, in_use: bool = False) -> None:
    """Copy what is in a file at one moment to a new one, while others write. Raises DatabaseUnusable, sqlite3.Error.

    `in_use`: people work on the file, and shall not wait for this; else not a byte of it is changed.
    """
    with opened_to_read(path, timeout=BUSY_TIMEOUT) as reads, closing(sqlite3.connect(draft)) as writes:
        os.chmod(draft, path.stat().st_mode & 0o777 | 0o600)  # nobody else may read the copy either
        if in_use and may_write(path):
            # Without a log, as before anybody has written to it, a file keeps writers out while it is read.
            reads.execute("PRAGMA journal_mode = WAL").close()
        pour(reads, writes, path)
        writes.execute("PRAGMA journal_mode = DELETE").close()  # a single file, without a log beside it


def overwrite(target: Path, source: Path, before: Callable[[], None] | None = None) -> None:
    """Make a database file equal to another one in one transaction: who has it open sees the old data or the new.

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
    """Copy all pages from one file to another in one transaction; `before` as for `overwrite`. `locked`: its path."""
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
    """Tell whether a program has a file open for writing, or a log lies there that would be mixed with a new file."""
    wal, _, journal = beside(path)
    try:
        with opened_to_read(path, timeout=BUSY_TIMEOUT) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").close()
    except (sqlite3.Error, DatabaseUnusable):  # also where no file is there
        return any(log.exists() and log.stat().st_size > 0 for log in (wal, journal))
    return any(log.exists() for log in (wal, journal))  # who was the last to close it has taken them away
