"""`enroltui catalogue`: the shipped catalogue, made from its text sources."""

from __future__ import annotations

from pathlib import Path

import click

from enroltui.commands.options import in_visit
from enroltui.commands.printing import print_line
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.printable import printable
from enroltui.visit import Visit


@click.group()
def catalogue() -> None:
    """Make the catalogue that is shipped."""


@catalogue.command()
@click.argument("path", default="catalogue.db", type=click.Path(path_type=Path, dir_okay=False))
@in_visit
def build(visit: Visit, path: Path) -> None:
    """Build the shipped catalogue from its text sources, as a database at PATH [default: catalogue.db].

    Each build holds the same. An older database of enroltui at PATH is replaced, anything else is left alone.

    \b
    Examples:
      enroltui catalogue build
      enroltui catalogue build new.db
    """
    from enroltui.catalogue.build import build as build_catalogue
    from enroltui.database import check

    if not path.absolute().parent.is_dir():
        raise DatabaseUnusable(Unusable.READ_ONLY, path)
    if path.exists():
        try:
            check(path)
        except DatabaseUnusable as error:
            if error.kind in (Unusable.FOREIGN, Unusable.READ_ONLY, Unusable.UNREADABLE):
                raise
    build_catalogue(path)
    print_line(visit.language.text("The catalogue is in {path}.", path=printable(str(path))))
