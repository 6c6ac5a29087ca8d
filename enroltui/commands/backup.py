"""`enroltui backup` and `enroltui restore`."""

from __future__ import annotations

from pathlib import Path

import click

from enroltui.commands.options import database_for, in_visit, set_logs_aside, stop_without_yes
from enroltui.commands.printing import print_line
from enroltui.printable import printable
from enroltui.visit import Visit
from enroltui.where import shown

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@in_visit
def backup(visit: Visit, file: Path) -> None:
    """Write all that is in the database to FILE, as it stands at one moment, while others go on working.

    What is in FILE is replaced when the backup is whole and has been checked. A server's database is written by its own
    pg_dump.

    \b
    Examples:
      enroltui backup monday.db
      enroltui backup monday.dump --database postgresql://enroltui@localhost/enroltui
    """
    from enroltui.database.backups import backup as make_backup

    database = database_for(click.get_current_context())
    set_logs_aside(visit, database)
    make_backup(database, file)
    path = printable(shown(database))
    print_line(visit.language.text("All that is in {path} is in {file} now.", path=path, file=_name(file)))


@click.command()
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask.")
@in_visit
def restore(visit: Visit, file: Path, yes: bool) -> None:
    """Put back what `enroltui backup` wrote to FILE. All that was done since is lost, so it asks first.

    Others may go on working: they see the old data or the new.

    \b
    Examples:
      enroltui restore monday.db
    """
    from enroltui.database.backups import restore as put_back
    from enroltui.sentences.errors import kept_sentence

    text = visit.language.text
    database = database_for(click.get_current_context())
    path = printable(shown(database))
    if not yes:
        print_line(text("All that is in {path} will be replaced by what is in {file}.", path=path, file=_name(file)))
        stop_without_yes(visit.language)
    set_logs_aside(visit, database, to_make=True)
    if (kept := put_back(database, file)) is not None:
        print_line(kept_sentence(kept, visit.language))
    print_line(text("What is in {file} is in {path} again.", path=path, file=_name(file)))


def _name(file: Path) -> str:
    return printable(shown(file))
