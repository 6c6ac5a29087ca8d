"""The command line: its options, and the plain commands. Without a command's name it calls what starts the app."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import click

from enroltui import __version__
from enroltui.commands.options import database_for, place_options, visit_for
from enroltui.commands.output import read_by_somebody
from enroltui.commands.recording import opening, record_option
from enroltui.commands.smtp import server_for, smtp_options
from enroltui.commands.wording import SpokenContext, SpokenGroup, language_of, spoken
from enroltui.language import Language, code_from_environment
from enroltui.terms import Via

COMMANDS = {
    "account": "account",
    "audit": "audit",
    "backup": "backup",
    "classes": "classes",
    "db": "database",
    "demo": "demo",
    "enrol": "enrol",
    "grant": "grant",
    "hold": "hold",
    "ics": "ics",
    "key": "key",
    "lists": "lists",
    "minor": "minors",
    "minors": "minors",
    "outbox": "outbox",
    "prove": "prove",
    "reset": "reset",
    "restore": "backup",
    "roster": "roster",
    "serve": "serve",
    "sessions": "sessions",
    "show": "students",
    "status": "status",
    "students": "students",
    "tour": "tour",
    "why": "why",
    "withdraw": "enrol",
}
"""The plain commands, and the module of `commands/` in which each is."""
OF_THE_SERVICE = ("serve", "status")
"""The commands whose module is in `server/`, which stands above `commands/`."""


class PlainCommands(SpokenGroup):
    """The plain commands, each imported when it is called or listed: the app's first paint does without them."""

    context_class = SpokenContext

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options before a command's name; Click would call a pipe that is closed meanwhile a refusal."""
        with read_by_somebody(Language(code_from_environment(dict(os.environ)))):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out what was asked, for as long as somebody reads what it prints."""
        with read_by_somebody(language_of(ctx)):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all plain commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        room = "server" if cmd_name in OF_THE_SERVICE else "commands"
        command: click.Command = getattr(import_module(f"enroltui.{room}.{COMMANDS[cmd_name]}"), cmd_name)
        return spoken(command)


@click.group(cls=PlainCommands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@place_options
@smtp_options
@record_option
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context, /, record: str | None, **options: object) -> None:
    """Course and exam enrolment in a terminal, after Leiden University's uSis.

    Without a command it starts the app: log in, then Main Menu, Self Service, Student Center, Enrol. The commands do
    the same without a screen, for scripts and screen readers.

    Real are the courses of 2017-2018: their numbers, titles and credits. MADE UP are the class numbers, the dates,
    times and rooms of exams and lessons, the places and how many are taken, and every student. This program is not
    connected to the university: nothing that you do here reaches it.

    \b
    Examples:
      enroltui                              start the app
      enroltui --lang nl                    start it in Dutch
      enroltui --today real                 go by today's date, not 15 January 2018
      enroltui classes logic --open         find classes
      enroltui enrol s9900001 27121         enrol a student
    """
    if context.invoked_subcommand is None:
        visit = visit_for(context, Via.SCREEN)
        begin = opening(visit.language, record) if record else None
        context.obj(visit, database_for(context), server_for(context), begin)
