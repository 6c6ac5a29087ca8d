"""The shipped catalogue, which is never written to, and the copies of it that people work on."""

from __future__ import annotations

import os
import sqlite3
from importlib.resources import files
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from enroltui.errors import DatabaseUnusable, Unusable

MENDED_BY_RESET = frozenset({Unusable.CORRUPT, Unusable.OLDER, Unusable.NEWER})
"""What may be wrong with a database of ours that is about to be overwritten."""


def shipped_catalogue() -> Path:
    """The file: inside an installed package, or on top of a checkout."""
    package = Path(str(files("enroltui")))
    inside = package / "catalogue.db"
    return inside if inside.exists() else package.parent / "catalogue.db"


def copy_catalogue(to: Path) -> None:
    """Copy the shipped catalogue to where nothing is yet: whole or not at all, never over another first run's copy.

    DatabaseUnusable when the catalogue is missing or the place cannot be written to.
    """
    shipped = shipped_catalogue()
    if not shipped.exists():
        raise DatabaseUnusable(Unusable.MISSING, shipped)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=to.parent, prefix=".copying-") as folder:
            copy = Path(folder) / to.name
            copyfile(shipped, copy)  # and not its mode: it may be shipped read-only
            _put_if_missing(copy, to)
    except OSError as error:
        raise DatabaseUnusable(Unusable.READ_ONLY, to) from error


def _put_if_missing(copy: Path, to: Path) -> None:
    """A hard link, unlike renaming, never replaces what another first run has put there meanwhile."""
    try:
        os.link(copy, to)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not to.exists():
            os.replace(copy, to)


def put_demo_data_back(database: Path) -> None:
    """Make a database equal to the shipped catalogue again, whatever of ours it holds.

    It is overwritten in one transaction: a program that has it open sees the old data or the new. One too damaged for
    that is replaced. DatabaseUnusable, and nothing changed: locked, read-only, or not a database of enroltui.
    """
    from enroltui.database import check  # loads SQLAlchemy: not before the first paint
    from enroltui.database.backups import overwrite

    if not database.exists():
        return copy_catalogue(database)
    try:
        check(database)
    except DatabaseUnusable as error:
        if error.kind not in MENDED_BY_RESET:
            raise
    try:
        overwrite(database, shipped_catalogue())
    except sqlite3.DatabaseError:
        for rest in ("", "-wal", "-shm"):
            database.with_name(database.name + rest).unlink(missing_ok=True)
        copy_catalogue(database)
