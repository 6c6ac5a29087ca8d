"""The shipped catalogue, which is never written to, and the copies of it that people work on."""

from __future__ import annotations

from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from shutil import copyfile

from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.saving import draft_of, make_private

MENDED_BY_RESET = frozenset({Unusable.CORRUPT, Unusable.INCOMPLETE, Unusable.OLDER, Unusable.NEWER})
"""What may be wrong with a database of ours that is about to be overwritten."""


def shipped_catalogue() -> Path:
    """Return the file: inside an installed package, or on top of a checkout."""
    package = Path(str(files("enroltui")))
    inside = package / "catalogue.db"
    return inside if inside.exists() else package.parent / "catalogue.db"


def copy_catalogue(to: Path) -> tuple[Path, ...]:
    """Copy the shipped catalogue to where nothing is yet: whole or not at all, never over another first run's copy.

    Logs that an earlier file of that name left are set aside; where they are now. DatabaseUnusable when the catalogue
    is missing or the place cannot be written to.
    """
    from enroltui.sqlite_logs import made_anew  # not before the first paint

    shipped = shipped_catalogue()
    if not shipped.exists():
        raise DatabaseUnusable(Unusable.MISSING, shipped)
    try:
        make_private(to.parent)
        with (
            made_anew(to) as aside,
            suppress(FileExistsError),
            draft_of(to, replace=False, private=True) as copy,
        ):
            copyfile(shipped, copy)  # and not its mode: it may be shipped read-only
        return aside
    except OSError as error:
        from enroltui.sqlite_reading import why  # loads sqlite3: not before the first paint

        raise DatabaseUnusable(why(error, Unusable.READ_ONLY), to) from error


def put_demo_data_back(database: Path) -> Path | None:
    """Make a database equal to the shipped catalogue again, whatever of ours it holds.

    It is overwritten in one transaction: a program that has it open sees the old data or the new. What was in it is
    kept beside it first, unless it is plain demo data; one too damaged for that is kept itself. The path of what was
    kept. DatabaseUnusable, and nothing changed: locked, read-only, no room, or not a database of enroltui.
    """
    from enroltui.database.engines import check  # loads SQLAlchemy: not before the first paint
    from enroltui.database.keeping import keep, put_in_place

    if not database.exists():
        copy_catalogue(database)
        return None
    try:
        check(database)
    except DatabaseUnusable as error:
        if error.kind not in MENDED_BY_RESET:
            raise
    shipped = shipped_catalogue()
    return put_in_place(
        database, shipped, lambda: None if is_plain_demo_data(database) else keep(database, "before-reset")
    )


def is_plain_demo_data(database: Path) -> bool:
    """Return whether nobody would miss a database: it has the shipped students, staff, courses and classes alone.

    What made-up students have been enrolled in is play, for which `enroltui reset` is there. As soon as one account,
    course or class is somebody's own, or a shipped one was taken away, all of it may be somebody's work.
    """
    import sqlite3

    from enroltui.sqlite_reading import opened_to_read

    def known(path: Path) -> list[set[tuple[object, ...]]]:
        with opened_to_read(path, timeout=1) as connection:
            return [set(connection.execute(question)) for question in _WHOSE]

    try:
        return known(database) == known(shipped_catalogue())
    except (sqlite3.Error, DatabaseUnusable):
        return False


_WHOSE = (
    "SELECT student_number, demo_password FROM student",
    "SELECT login, demo_password FROM staff",
    "SELECT catalogue_number, title_en, title_nl FROM course",
    "SELECT academic_year, class_number FROM class",
    "SELECT version_num FROM alembic_version",
)
