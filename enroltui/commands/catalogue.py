"""`enroltui catalogue`: the shipped catalogue, made from its text sources."""

from __future__ import annotations

from pathlib import Path

import click

from enroltui.commands.kinds import File
from enroltui.commands.options import in_visit
from enroltui.commands.printing import print_line
from enroltui.commands.wording import SpokenGroup
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.printable import printable
from enroltui.shipped import MENDED_BY_RESET, is_plain_demo_data
from enroltui.visit import Visit
from enroltui.where import shown


@click.group(cls=SpokenGroup)
def catalogue() -> None:
    """Make the catalogue that is shipped."""


@catalogue.command()
@click.argument("path", default="catalogue.db", type=File(path_type=Path, dir_okay=False))
@in_visit
def build(visit: Visit, path: Path) -> None:
    """Build the shipped catalogue from its text sources, as a database at PATH [default: catalogue.db].

    Each build holds the same. A database of enroltui at PATH is replaced, and kept in a copy beside it unless it is
    nothing but demo data; anything else is left alone.

    \b
    Examples:
      enroltui catalogue build
      enroltui catalogue build new.db
    """
    from enroltui.catalogue.build import build as build_catalogue
    from enroltui.database.keeping import keep
    from enroltui.sentences.errors import kept_sentence

    if not path.absolute().parent.is_dir():
        raise DatabaseUnusable(Unusable.READ_ONLY, path)
    _check_may_be_replaced(path)
    if path.exists() and not is_plain_demo_data(path):
        print_line(kept_sentence(keep(path, "before-build"), visit.language))
    build_catalogue(path)
    print_line(visit.language.text("The catalogue is in {path}.", path=printable(shown(path))))


def _check_may_be_replaced(path: Path) -> None:
    """Raise DatabaseUnusable where a file must not be replaced by a freshly built catalogue."""
    from enroltui.database.engines import check
    from enroltui.database.sqlite_files import has_log

    if path.exists():
        try:
            check(path)
        except DatabaseUnusable as error:
            if error.kind not in MENDED_BY_RESET:
                raise
    if has_log(path):
        raise DatabaseUnusable(Unusable.LOCKED, path)
