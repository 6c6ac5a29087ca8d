"""The command line: without a command's name it starts the app; the plain commands are in `commands/`."""

from __future__ import annotations

import io
import logging
import os
import sys
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path

import click

from enroltui import __version__
from enroltui.commands.options import MISUSE, database_for, place_options, stop, visit_for
from enroltui.commands.smtp import server_for, smtp_options
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.language import Language, code_from_environment
from enroltui.letters.mail_server import MailServer
from enroltui.letters.postman import Postman
from enroltui.settings import keep_log, log_file, own_database
from enroltui.terms import Via
from enroltui.visit import Visit

log = logging.getLogger(__name__)

COMMANDS = {
    "account": "account",
    "audit": "audit",
    "catalogue": "catalogue",
    "classes": "classes",
    "enrol": "enrol",
    "grant": "grant",
    "hold": "hold",
    "ics": "ics",
    "lists": "lists",
    "minor": "minors",
    "minors": "minors",
    "outbox": "outbox",
    "reset": "reset",
    "roster": "roster",
    "show": "students",
    "students": "students",
    "why": "why",
    "withdraw": "enrol",
}
"""The plain commands, and the module of `commands/` in which each is."""


class PlainCommands(click.Group):
    """The plain commands, each imported when it is called or listed: the app's first paint does without them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"enroltui.commands.{COMMANDS[cmd_name]}"), cmd_name)
        return command


@click.group(cls=PlainCommands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@place_options
@smtp_options
@click.version_option(__version__)
@click.pass_context
def root(context: click.Context, /, **options: object) -> None:
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
        start(visit_for(context, Via.SCREEN), database_for(context), server_for(context))


def start(visit: Visit, database: Path, mail_server: MailServer | None) -> None:
    """Run the app for this visit, sending letters where there is a server; end the program with its exit status."""
    if database != own_database() and not database.exists():
        from enroltui.sentences import error_sentence  # not needed for the first paint

        stop(error_sentence(DatabaseUnusable(Unusable.MISSING, database), visit.language), MISUSE)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        stop(visit.language.text("The app needs a terminal. Commands that need none: enroltui --help"), MISUSE)
    from enroltui.app import EnrolApp  # the plain commands do without Textual

    utf8 = sys.stdout.encoding.lower().replace("-", "") == "utf8"
    postman = Postman(lambda: visit.registrar, mail_server) if mail_server else None
    app = EnrolApp(visit, ascii_only=not utf8, postman=postman)
    with postman or nullcontext():
        app.run()
    if app.parting:
        click.echo(app.parting, err=True)
    sys.exit(app.return_code or 0)


def main() -> None:
    """The command `enroltui`. Nobody sees a traceback: it goes to the log file, and the person gets a sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    keep_log()
    try:
        root(prog_name="enroltui")
    except Exception:
        log.exception("enroltui stopped")
        language = Language(code_from_environment(dict(os.environ)))
        stop(language.text("Something went wrong in enroltui itself. The details are in {log}", log=log_file()), MISUSE)
