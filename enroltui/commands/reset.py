"""`enroltui reset`: the demo data back as it was shipped."""

from __future__ import annotations

import click

from enroltui.commands.options import MISUSE, database_for, in_visit, set_logs_aside, stop, stop_without_yes
from enroltui.commands.printing import print_line
from enroltui.printable import printable
from enroltui.shipped import put_demo_data_back
from enroltui.visit import Visit


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@in_visit
def reset(visit: Visit, yes: bool) -> None:
    """Put the demo data back: every enrolment, cart and account is again as it was shipped.

    It asks first. What was in it is kept in a copy beside it, unless it was nothing but demo data.

    \b
    Examples:
      enroltui reset
      enroltui reset --yes
    """
    text = visit.language.text
    database = database_for(click.get_current_context())
    if isinstance(database, str):
        stop(text("That works on a file only. Fill a server's database with: enroltui db copy"), MISUSE)
    path = printable(str(database))
    if not yes:
        print_line(text("All enrolments, carts and accounts in {path} will be replaced by the demo data.", path=path))
        stop_without_yes(visit.language)
    set_logs_aside(visit, database, to_make=True)
    if (kept := put_demo_data_back(database)) is not None:
        from enroltui.sentences.errors import kept_sentence

        print_line(kept_sentence(kept, visit.language))
    print_line(text("The demo data is back in {path}.", path=path))
