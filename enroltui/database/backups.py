"""Makes backups and puts them back while programs work on the database; they see the old data or the new."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from enroltui.database import sqlite, sqlite_files
from enroltui.database.engines import opened_engine
from enroltui.database.keeping import keep, put_in_place
from enroltui.database.schema import upgrade
from enroltui.errors import Backup, BackupTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.saving import HeldFolder, NotOrdinary, draft_of, ordinary, tidy
from enroltui.sqlite_reading import opened_to_read, why
from enroltui.where import SCHEME, Where, shown

_STILL_A_BACKUP = (Unusable.READ_ONLY, Unusable.OLDER)
_MENDED = (Unusable.MISSING, Unusable.CORRUPT, Unusable.INCOMPLETE, Unusable.OLDER, Unusable.NEWER)
"""These faults a database may have that is about to be overwritten."""


def backup(where: Where, file: Path) -> None:
    """Write all that is in a database to a file, in place of what is there, or nothing where that fails.

    Of a file it is a database file, of a server's database an archive of pg_dump in its custom format. A link stays,
    and what it leads to is written. Raises DatabaseUnusable, BackupTrouble.
    """
    if isinstance(where, Path):
        _check_source(where)
    _check_target(where, file)
    try:
        with draft_of(file, replace=True, private=True) as draft:
            if isinstance(where, Path):
                _backup_file(where, draft, file)
            else:
                from enroltui.database import archives

                archives.dump(where, draft)
    except OSError as error:
        full = why(error, Unusable.READ_ONLY) is Unusable.FULL
        raise BackupTrouble(Backup.NO_ROOM if full else Backup.NO_PLACE, shown(file)) from error


def restore(where: Where, file: Path) -> Path | None:
    """Make a database equal to a backup of it, in one transaction. Raises DatabaseUnusable, BackupTrouble.

    A backup of an older version is upgraded on its way, where the database is a file. The path where a damaged database
    was kept; None: it was not damaged.
    """
    _refuse_address(file)
    with suppress(OSError):  # anything else is told when the file is opened
        _refuse_missing(file)
    if isinstance(where, Path):
        return _restore_file(where, file)
    from enroltui.database import archives

    archives.restore(where, file)
    return None


def _refuse_missing(file: Path) -> None:
    """Refuse a backup that is not there; told as a missing database, the advice were to make one of demo data there."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BackupTrouble(Backup.NOT_THERE, shown(file)) from error


def _check_target(where: Where, file: Path) -> None:
    """Refuse a target that is a database in use, or beside which a log lies that would be mixed with the backup."""
    _refuse_address(file)
    try:
        place = ordinary(file)
    except NotOrdinary as error:
        raise BackupTrouble(Backup.NOT_A_FILE, shown(file)) from error
    except OSError as error:
        raise BackupTrouble(Backup.NO_PLACE, shown(file)) from error
    if isinstance(where, Path) and (place in _own_files(where) or (place.exists() and place.samefile(where))):
        raise BackupTrouble(Backup.ITSELF, shown(file))
    if sqlite_files.has_log(file):
        raise BackupTrouble(Backup.IN_USE, shown(file))


def _refuse_address(file: Path) -> None:
    """Refuse a server's address where a file is wanted; its text is not shown, as it may hold a password."""
    if SCHEME.match(str(file).lstrip()) or file == Path("-"):
        raise BackupTrouble(Backup.NOT_A_FILE, shown(file))


def _own_files(path: Path) -> list[Path]:
    place = path.resolve()
    return [place.with_name(place.name + rest) for rest in ("", "-wal", "-shm", "-journal")]


def _check_source(path: Path) -> None:
    try:
        sqlite.check(path)
    except DatabaseUnusable as unusable:
        if unusable.kind not in _STILL_A_BACKUP:
            raise


def _backup_file(path: Path, draft: Path, file: Path) -> None:
    try:
        sqlite_files.snapshot(path, draft, in_use=True)
        with closing(sqlite3.connect(draft)) as written:
            whole = sqlite.is_whole(written)
    except (sqlite3.Error, MemoryError) as error:
        if sqlite.trouble_of(error, keeping=False) is Trouble.FULL:
            raise BackupTrouble(Backup.NO_ROOM, shown(file)) from error
        raise sqlite.unusable_of(error, path) from error
    if not whole:
        raise DatabaseUnusable(Unusable.CORRUPT, path)


def _restore_file(path: Path, file: Path) -> Path | None:
    try:
        sqlite.check(file)
    except DatabaseUnusable as unusable:
        if unusable.kind is Unusable.FOREIGN:
            raise BackupTrouble(Backup.OTHER_KIND, shown(file)) from unusable
        if unusable.kind is Unusable.NOT_A_FILE:
            raise BackupTrouble(Backup.NOT_A_FILE, shown(file)) from unusable
        if unusable.kind not in _STILL_A_BACKUP:
            raise
    if path.exists() and file.samefile(path):
        raise BackupTrouble(Backup.ITSELF, shown(file))
    damaged = False
    try:
        sqlite.check(path)
    except DatabaseUnusable as unusable:
        if unusable.kind not in _MENDED:
            raise
        damaged = unusable.kind in (Unusable.CORRUPT, Unusable.INCOMPLETE)
    try:
        tidy(beside := path.resolve().parent)
        with closing(HeldFolder(beside)) as folder:
            draft = folder.path / "restored"
            _take_whole(file, draft)
            return put_in_place(path, draft, lambda: keep(path, "damaged") if damaged else None)
    except OSError as error:
        raise DatabaseUnusable(why(error, Unusable.READ_ONLY), path) from error
    except sqlite3.Error as error:
        raise sqlite.unusable_of(error, path) from error


def _take_whole(file: Path, draft: Path) -> None:
    """Copy what is in a file at one moment to `draft`, with this version's tables. Raises DatabaseUnusable."""
    sqlite_files.snapshot(file, draft)
    with opened_to_read(draft, timeout=sqlite.BUSY_TIMEOUT) as connection:
        if not sqlite.is_whole(connection):
            raise DatabaseUnusable(Unusable.CORRUPT, file)
    try:
        sqlite.check(draft)
    except DatabaseUnusable as unusable:
        if unusable.kind is not Unusable.OLDER:
            raise DatabaseUnusable(unusable.kind, file, unusable.missing) from unusable
        try:
            with opened_engine(draft) as engine:
                upgrade(engine, keep_older=False)
        except DatabaseUnusable as too_old:
            raise DatabaseUnusable(too_old.kind, file) from too_old
