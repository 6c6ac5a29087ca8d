"""`enroltui db`: the schema of a database, and everything from one database into another."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click

from enroltui.clock import real_now
from enroltui.commands.kinds import Number
from enroltui.commands.options import MISUSE, database_for, in_visit, option_of, set_logs_aside, stop
from enroltui.commands.printing import print_line
from enroltui.commands.wording import NotTaken, SpokenGroup
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.printable import printable
from enroltui.sentences.errors import upgraded_sentence
from enroltui.visit import Visit
from enroltui.where import Where, shown
from enroltui.where_typed import where

LEAST_DAYS, MOST_DAYS = 400, 36_500
"""The audit trail is kept so long at least, for a roster's plot of how its class filled."""
MOST_DAYS = 36_500
"""A century, which is farther than any date here, and well within what can be counted."""


@click.group(cls=SpokenGroup)
def db() -> None:
    """Make a database, bring it on, look at it, copy it; a file, or one on a PostgreSQL server."""


@db.command()
@in_visit
def init(visit: Visit) -> None:
    """Make the tables in a new file, or in an empty database of a server; without any data.

    \b
    Examples:
      enroltui db init --database postgresql://enroltui@localhost/enroltui
    """
    from enroltui.database.engines import check
    from enroltui.database.schema import make

    database = _chosen()
    set_logs_aside(visit, database, to_make=True)
    nothing_there = Unusable.MISSING if isinstance(database, Path) else Unusable.EMPTY
    try:
        check(database)
    except DatabaseUnusable as unusable:
        if unusable.kind is not nothing_there:
            raise
        make(database)
    _describe(visit, database)


@db.command()
@in_visit
def upgrade(visit: Visit) -> None:
    """Bring the tables of an older version of enroltui to this one's. What is in them is kept.

    A file is copied first, beside it; where to, is told.

    \b
    Examples:
      enroltui db upgrade --database postgresql://enroltui@localhost/enroltui
    """
    from enroltui.database.engines import check, opened_engine
    from enroltui.database.schema import upgrade as upgrade_schema

    database = _chosen()
    set_logs_aside(visit, database)
    try:
        check(database)
    except DatabaseUnusable as unusable:
        if unusable.kind is not Unusable.OLDER:
            raise
    with opened_engine(database) as engine:
        kept = upgrade_schema(engine)  # also for what a server has learnt since: an index for search
    if kept is not None:
        print_line(upgraded_sentence(kept, visit.language))
    _describe(visit, database)


@db.command()
@in_visit
def check(visit: Visit) -> None:
    """Tell whether a database can be worked on; if not, why and what to do. The exit status is then 2.

    A file is read from beginning to end.

    \b
    Examples:
      enroltui db check
      enroltui db check --database postgresql://enroltui@localhost/enroltui
    """
    from enroltui.database.engines import check as look

    database = _chosen()
    look(database, whole=True)
    _describe(visit, database)


@db.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--demo-accounts", is_flag=True, help="Copy also the demo accounts, whose passwords anybody knows.")
@in_visit
def copy(visit: Visit, source: str, target: str, demo_accounts: bool) -> None:
    """Copy everything from a database into an empty one, and compare each row. Either is a file or a URL.

    Without --demo-accounts the demo students and staff are left out, with all that they have.

    \b
    Examples:
      enroltui db copy catalogue.db postgresql://enroltui@localhost/enroltui
      enroltui db copy postgresql://enroltui@localhost/enroltui copy.db --demo-accounts
    """
    from enroltui.database.copying import Copy

    if option_of(context := click.get_current_context(), "database") is not None:
        raise NotTaken("--database", context)
    text = visit.language.text
    if where(source) == where(target):
        stop(text("FROM and TO are the same database. Name two."), MISUSE)
    set_logs_aside(visit, where(source))
    set_logs_aside(visit, where(target), to_make=True)
    copying = Copy(where(source), where(target), demo_accounts=demo_accounts)
    # Each row counts twice: it is written, and it is compared.
    with click.progressbar(length=2 * copying.rows, label=text("Copying"), file=sys.stderr) as bar:
        copying.carry_out(bar.update)
    path = _name(where(target))
    print_line(text("{count} rows are in {path}, each equal to its original.", count=copying.rows, path=path))
    if copying.left_out:
        plural = visit.language.plural
        print_line(
            plural(
                "Left out: {count} demo account, with all that it has. Copied by: --demo-accounts",
                "Left out: {count} demo accounts, with all that they have. Copied by: --demo-accounts",
                copying.left_out,
            )
        )


@db.command("forget-audit")
@click.option(
    "--days",
    type=Number(LEAST_DAYS, MOST_DAYS),
    required=True,
    envvar="ENROLTUI_AUDIT_DAYS",
    metavar="N",
    help="How many days events are kept; at least 400, as the rosters of a year rest on them.",
)
@in_visit
def forget_audit(visit: Visit, days: int) -> None:
    """Remove what is older from the audit trail. Nothing else ever does: have it done every day, by a timer.

    \b
    Examples:
      enroltui db forget-audit --days 730
    """
    before, total = real_now() - timedelta(days=days), 0
    while removed := visit.registrar.forget_audit(visit.caller, before):
        total += removed
    said = visit.language.plural("{count} event is removed.", "{count} events are removed.", total)
    print_line(said)


def _chosen() -> Where:
    return database_for(click.get_current_context())


def _describe(visit: Visit, database: Where) -> None:
    from enroltui.database.schema import described

    found = described(database)
    text = visit.language.text
    print_line(
        text(
            "{path} is ready. Its tables are of version {revision}; {server}.",
            path=_name(database),
            revision=found.revision,
            server=found.server,
        )
    )
    if not found.has_search_index:
        print_line(text("Search reads every course there: give the server pg_trgm, then: enroltui db upgrade"))


def _name(database: Where) -> str:
    return printable(shown(database))
