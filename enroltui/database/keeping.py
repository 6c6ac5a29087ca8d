"""Puts database files in place; what is replaced or upgraded is kept beside them, under a name with the date."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from enroltui.database import sqlite, sqlite_files
from enroltui.errors import DatabaseUnusable, Trouble, Unusable
from enroltui.saving import draft_of, free_dated_name
from enroltui.sqlite_logs import made_anew
from enroltui.sqlite_open_file import kept_open
from enroltui.sqlite_reading import log_of, why


def keep(path: Path, reason: str) -> Path:
    """Copy all that is in a file to `enroltui.before-upgrade-2018-01-15-120000.db` beside it, and return that path.

    `reason` stands before the moment, in the machine's own time. A file too damaged to be read is copied as it is, with
    its log. DatabaseUnusable.
    """
    kept = _free_name(path, reason)
    with new_file(kept) as draft:
        try:
            sqlite_files.snapshot(path, draft, in_use=True)
        except (sqlite3.Error, MemoryError) as error:
            if sqlite.trouble_of(error, keeping=False) is not Trouble.CORRUPT:
                raise sqlite.unusable_of(error, path) from error
            _copy_as_it_is(path, draft)
            with suppress(FileNotFoundError):
                shutil.copy(log_of(path), log_of(kept))
    return kept


def _copy_as_it_is(path: Path, draft: Path) -> None:
    """Copy a file by the descriptor that this process has of it: closing another one would end the process's locks."""
    shutil.copymode(path, draft)
    with kept_open(path) as opened, draft.open("wb") as copy:
        while part := os.pread(opened, 1 << 20, copy.tell()):
            copy.write(part)


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield a draft of a database file that is not there yet, and put it there at the end. Raises DatabaseUnusable.

    Logs that an earlier file of that name left are set aside.
    """
    try:
        with ExitStack() as written:
            yield written.enter_context(draft_of(path, replace=False, private=True))
            with made_anew(path):
                written.close()
    except FileExistsError as error:
        raise DatabaseUnusable(Unusable.FILLED, path) from error
    except FileNotFoundError as error:  # its folder
        raise DatabaseUnusable(Unusable.READ_ONLY, path) from error
    except OSError as error:
        raise DatabaseUnusable(why(error, Unusable.READ_ONLY), path) from error


def put_in_place(database: Path, source: Path, keep_before: Callable[[], Path | None]) -> Path | None:
    """Make a database file equal to another one; where it is missing, it is made.

    One transaction, so that a program that has it open sees the old data or the new. `keep_before` is called when
    nobody can write to it any more: what it keeps is what there was. Where the file is too damaged for that, it is
    itself kept, and replaced. The path of what was kept; None: nothing. DatabaseUnusable: nothing is changed.
    """
    kept: list[Path | None] = []
    try:
        if not database.exists():
            with new_file(database) as draft:
                sqlite_files.snapshot(source, draft)
            return None
        try:
            sqlite_files.overwrite(database, source, lambda: kept.append(keep_before()))
        except sqlite3.Error as error:
            if sqlite.trouble_of(error, keeping=False) is not Trouble.CORRUPT:
                raise
            _forget(kept)
            kept.append(_replace(database, source))
    except (sqlite3.Error, MemoryError) as error:
        _forget(kept)
        raise sqlite.unusable_of(error, database) from error
    except DatabaseUnusable:
        _forget(kept)
        raise
    return kept[0] if kept else None


def _forget(kept: list[Path | None]) -> None:
    """Delete the copies: what they were made of is still there."""
    for path in filter(None, kept):
        path.unlink(missing_ok=True)
    kept.clear()


def _replace(damaged: Path, source: Path) -> Path:
    """Put a file in the place of a damaged one, which gets another name first, with its log."""
    kept, log = _free_name(damaged, "damaged"), log_of(damaged)
    try:
        with draft_of(damaged, replace=True) as draft:
            sqlite_files.snapshot(source, draft)
            try:
                os.link(damaged.resolve(), kept)
            except OSError:  # a file system without hard links
                shutil.copy(damaged, kept)
            if log.exists():
                os.replace(log, log_of(kept))
    except OSError as error:
        if log_of(kept).exists():
            os.replace(log_of(kept), log)
        kept.unlink(missing_ok=True)
        raise DatabaseUnusable(why(error, Unusable.READ_ONLY), damaged) from error
    return kept


def _free_name(path: Path, reason: str) -> Path:
    place = path.resolve()
    return free_dated_name(place.parent, f"{place.stem}.{reason}-", place.suffix)
