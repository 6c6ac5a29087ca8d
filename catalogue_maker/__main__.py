"""`python -m catalogue_maker`: builds the shipped catalogue, where no database that somebody would miss is lost."""

from __future__ import annotations

from pathlib import Path

import click

from catalogue_maker.build import build
from enroltui.database.engines import check
from enroltui.database.keeping import keep
from enroltui.database.sqlite_files import has_log
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.sentences.errors import error_sentence, kept_sentence
from enroltui.shipped import MENDED_BY_RESET, is_plain_demo_data
from enroltui.where import shown

ENGLISH = Language("en")


@click.command()
@click.argument("path", default="catalogue.db", type=click.Path(path_type=Path, dir_okay=False))
def main(path: Path) -> None:
    """Build the shipped catalogue from its text sources, as a database at PATH [default: catalogue.db].

    Each build holds the same. A database of enroltui at PATH is replaced, and kept in a copy beside it unless it is
    nothing but demo data; anything else is left alone.
    """
    try:
        check_may_be_replaced(path)
        if path.exists() and not is_plain_demo_data(path):
            click.echo(kept_sentence(keep(path, "before-build"), ENGLISH))
        build(path)
    except DatabaseUnusable as error:
        raise click.ClickException(error_sentence(error, ENGLISH)) from error
    click.echo(f"The catalogue is in {printable(shown(path))}.")


def check_may_be_replaced(path: Path) -> None:
    """Raise DatabaseUnusable where no file can be written, or a file stands that must not be replaced."""
    if not path.absolute().parent.is_dir():
        raise DatabaseUnusable(Unusable.READ_ONLY, path)
    if path.exists():
        try:
            check(path)
        except DatabaseUnusable as error:
            if error.kind not in MENDED_BY_RESET:
                raise
    if has_log(path):
        raise DatabaseUnusable(Unusable.LOCKED, path)


if __name__ == "__main__":
    main()
