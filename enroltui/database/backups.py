"""Backups: made and put back while programs work on the database, which see the old data or the new."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from enroltui.database import sqlite
from enroltui.errors import Backup, BackupTrouble, DatabaseUnusable, Unusable
from enroltui.where import Where

_STILL_A_BACKUP = (Unusable.READ_ONLY, Unusable.OLDER)


def backup(where: Where, file: Path) -> None:
    """Write all that is in a database to a file, in place of what is there, or nothing where that fails.

    Of a file it is a database file, of a server's database an archive of pg_dump in its custom format.
    Raises DatabaseUnusable, BackupTrouble.
    """
    try:
        with TemporaryDirectory(dir=file.absolute().parent, prefix=".backup-") as folder:
            draft = Path(folder) / file.name
            if isinstance(where, Path):
                _backup_file(where, draft)
            else:
                from enroltui.database import archives

                archives.dump(where, draft)
            with draft.open("rb+") as written:
                os.fsync(written.fileno())
            os.replace(draft, file)
    except OSError as error:
        raise BackupTrouble(Backup.NO_PLACE, str(file)) from error


def restore(where: Where, file: Path) -> None:
    """Make a database equal to a backup of it, in one transaction. Raises DatabaseUnusable, BackupTrouble.

    A backup of an older version makes an older database, which is brought on as any other.
    """
    if isinstance(where, Path):
        _restore_file(where, file)
    else:
        from enroltui.database import archives

        archives.restore(where, file)


def overwrite(target: Path, source: Path) -> None:
    """Make a database file equal to another one in one transaction. DatabaseUnusable when it is locked."""

    def step(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DatabaseUnusable(Unusable.LOCKED, target)

    with (
        closing(sqlite.look(source.absolute())) as reads,
        closing(sqlite3.connect(target, timeout=sqlite.BUSY_TIMEOUT)) as writes,
    ):
        reads.backup(writes, progress=step)


def _backup_file(path: Path, draft: Path) -> None:
    try:
        sqlite.check(path)
    except DatabaseUnusable as unusable:
        if unusable.kind not in _STILL_A_BACKUP:
            raise
    with closing(sqlite.look(path.absolute())) as reads, closing(sqlite3.connect(draft)) as writes:
        reads.backup(writes)
        writes.execute("PRAGMA journal_mode = DELETE").close()  # a single file, without a log beside it


def _restore_file(path: Path, file: Path) -> None:
    try:
        sqlite.check(file)
    except DatabaseUnusable as unusable:
        if unusable.kind is Unusable.FOREIGN:
            raise BackupTrouble(Backup.OTHER_KIND, str(file)) from unusable
        if unusable.kind not in _STILL_A_BACKUP:
            raise
    try:
        sqlite.check(path)
    except DatabaseUnusable as unusable:
        if unusable.kind in (Unusable.FOREIGN, Unusable.READ_ONLY, Unusable.UNREADABLE, Unusable.LOCKED):
            raise
    try:
        overwrite(path, file)
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(Unusable.CORRUPT, path) from error
