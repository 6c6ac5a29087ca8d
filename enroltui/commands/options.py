"""Gives each command the options that all take, and the visit that they make, in which it is carried out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any, NoReturn

import click

from enroltui.clock import ShownClock
from enroltui.commands.kinds import OneOf
from enroltui.commands.output import RemoteCall, echo, remote_call
from enroltui.commands.wording import language_of
from enroltui.errors import (
    BackupTrouble,
    BadAddress,
    CopyDiffers,
    DatabaseTrouble,
    DatabaseUnusable,
    EnrolError,
    OutboxBusy,
    UnfitAccount,
    UnfitInput,
)
from enroltui.language import CODES, Language
from enroltui.moments import NoSuchTime
from enroltui.process import system_user
from enroltui.settings import chosen_database, default_today, open_for_app, open_registrar
from enroltui.terms import Role, Via
from enroltui.visit import Visit
from enroltui.where import Where

REFUSED, MISUSE = 1, 2
"""The exit statuses of what was understood and refused, and of what could not be asked or carried out at all."""
NOT_CARRIED_OUT = (
    BackupTrouble,
    BadAddress,
    CopyDiffers,
    DatabaseTrouble,
    DatabaseUnusable,
    OutboxBusy,
    UnfitAccount,
    UnfitInput,
)
"""The errors that are no refusal: exit status 2. All others are one: the rules say no, or nothing has that name."""


def shown_clock(context: click.Context, parameter: click.Parameter, value: str | None) -> ShownClock | None:
    """Return the clock of a typed day, a typed minute or "real"; anything else is a usage error."""
    if value is None:
        return None
    try:
        clock = ShownClock.parse(value)
        known = 1900 <= clock.now().year <= 2200
    except NoSuchTime as error:
        raise click.BadParameter(no_such_time(value, language_of(context))) from error
    except (ValueError, OverflowError):
        known = False
    if not known:
        raise click.BadParameter(
            language_of(context).text(
                "{value} is not a day such as 2018-01-15, a minute such as 2018-01-15T12:58, or real.",
                value=repr(value),
            )
        )
    return clock


language_option = click.option(
    "--lang",
    type=OneOf(CODES),
    is_eager=True,  # known before the help is shown
    help="Language: en or nl [default: from the environment].",
)
day_option = click.option(
    "--today", metavar="DAY", callback=shown_clock, help="Day to show: 2018-01-15, 2018-01-15T12:58 or real."
)


def no_such_time(typed: str, language: Language) -> str:
    """Tell that clocks in Leiden skip a typed time, which is repeated as it was typed."""
    return language.text(
        "{value} does not exist in Leiden: the clocks skip that hour, as summer time begins. Take an earlier or a "
        "later time.",
        value=repr(typed),
    )


def place_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --database, --today and --lang, which may stand before or behind a command's name."""
    for option in (
        language_option,
        day_option,
        click.option(
            "--database",
            metavar="WHERE",
            help="The database to work on: a file, or postgresql://... [default: your own copy].",
        ),
    ):
        command = option(command)
    return command


def in_visit(command: Callable[..., None]) -> Callable[..., None]:
    """Make a function a command's: with the options above, called with the visit of the operator that they make.

    What goes wrong is told in one sentence on stderr: exit status 1 when refused, 2 for what is NOT_CARRIED_OUT.
    """

    @click.pass_context
    def carry_out(context: click.Context, /, *args: Any, **options: Any) -> None:
        from enroltui.registrar.values.people import Account  # these two cost the app's first paint
        from enroltui.sentences.errors import error_sentence, opened_sentences

        if (call := remote_call()) is None:
            visit = visit_for(context, Via.COMMAND)
            operator = system_user()
            visit.account = Account(operator, operator, Role.OPERATOR)
        else:
            visit = _over_ssh(call, options)
        own = {name: value for name, value in options.items() if name not in ("database", "today", "lang")}
        try:
            command(visit, *args, **own)
        except EnrolError as error:
            stop(error_sentence(error, visit.language), MISUSE if isinstance(error, NOT_CARRIED_OUT) else REFUSED)
        finally:
            if call is None:  # over SSH the database is the service's
                for told in opened_sentences(visit.kept_before_upgrade, visit.set_aside, visit.language):
                    echo(told, err=True)
                visit.close()

    return place_options(update_wrapper(carry_out, command))


def _over_ssh(call: RemoteCall, options: dict[str, Any]) -> Visit:
    """Return the visit of who has logged in; database and day are the service's, the language may be asked for."""
    if options["database"] is not None or options["today"] is not None:
        stop(call.visit.language.text("Over SSH there are no --database and --today."), MISUSE)
    if options["lang"] is not None:
        call.visit.speak(options["lang"])
    return call.visit


def visit_for(context: click.Context, via: Via) -> Visit:
    """Return a visit as the options ask for; what they leave open comes from the environment and the database."""
    database = database_for(context)
    return Visit(
        partial(open_for_app if via is Via.SCREEN else open_registrar, database),
        option_of(context, "today") or ShownClock.parse(default_today(database)),
        language_of(context),
        language_chosen=option_of(context, "lang") is not None,
        via=via,
    )


def database_for(context: click.Context) -> Where:
    """Return the database that the options name, else the environment, else the user's own; a wrong name ends it."""
    try:
        return chosen_database(option_of(context, "database"))
    except BadAddress as error:
        from enroltui.sentences.errors import error_sentence

        stop(error_sentence(error, language_of(context)), MISUSE)


def option_of(context: click.Context, name: str) -> Any:
    """Return what an option is given, behind the command's name or before it."""
    behind, before = context.params[name], context.find_root().params[name]
    return before if behind is None else behind


def set_logs_aside(visit: Visit, database: Where, *, to_make: bool = False) -> None:
    """Before a file is worked on otherwise than by the visit's registrar: move another file's logs aside, and say so.

    `to_make`: it may be missing, and is about to be made. Raises DatabaseUnusable.
    """
    from enroltui.database.engines import set_foreign_logs_aside
    from enroltui.sentences.errors import set_aside_sentence

    for path in set_foreign_logs_aside(database, to_make=to_make):
        echo(set_aside_sentence(path, visit.language), err=True)


def stop(sentence: str, status: int) -> NoReturn:
    """End the command with a sentence on stderr and this exit status."""
    echo(sentence, err=True)
    sys.exit(status)


def stop_without_yes(language: Language) -> None:
    """Ask on stdin whether to go on; end the command where the answer is anything but yes, in either language."""
    echo(f"{language.text('Go on? Type yes:')} ", nl=False)
    try:
        answer = sys.stdin.readline()
    except UnicodeDecodeError:
        answer = ""
    if answer.strip().lower() not in ("yes", "ja"):
        stop(language.text("Nothing was changed."), REFUSED)
