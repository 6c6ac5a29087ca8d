"""The plain commands over SSH, `ssh host enrol 27121`: those of the command line, for whoever has logged in."""

from __future__ import annotations

import io
import logging
import shlex
from collections.abc import Sequence

import click

from enroltui.ascii_text import TO_ASCII, to_ascii
from enroltui.commands.options import MISUSE, REFUSED
from enroltui.commands.output import RemoteCall
from enroltui.commands.root import PlainCommands
from enroltui.language import N_, UTF_8, Language
from enroltui.terms import Role
from enroltui.visit import Visit

OF_EVERYBODY = ("classes", "show", "enrol", "withdraw", "ics")
OF_STAFF = ("why", "roster", "lists")
ABOUT_A_STUDENT = ("show", "enrol", "withdraw", "ics")
"""Commands whose first argument is a student number: over SSH students leave it out, as they ask for themselves."""

_HELP = {
    "classes": N_("classes WORDS: find classes; also --open, --programme SLUG"),
    "show": N_("show: your classes, shopping cart and credits"),
    "enrol": N_("enrol NUMBER...: enrol in classes, each with its own result"),
    "withdraw": N_("withdraw NUMBER...: withdraw from classes"),
    "ics": N_("ics: your calendar; write > enroltui.ics behind it"),
    "why": N_("why STUDENT NUMBER: what every rule says"),
    "roster": N_("roster NUMBER: who is in a class"),
    "lists": N_("lists SLUG: the class-number lists, or one of them"),
}

log = logging.getLogger(__name__)


def split(line: str) -> list[str]:
    """Return the words of a command line, as a shell splits it; no shell carries anything out."""
    try:
        return shlex.split(line)
    except ValueError:  # an open quotation mark
        return []


def run(visit: Visit, arguments: Sequence[str], *, ascii_only: bool = False) -> tuple[int, str, str]:
    """Carry out a command in this thread; its exit status, and what it prints to stdout and to stderr.

    With `ascii_only` text is in ASCII; a file, such as a calendar, is as it is.
    """
    in_letters = to_ascii if ascii_only else str
    name, *rest = arguments or [""]
    if name == "help":
        return 0, in_letters(help_text(visit)), ""
    if name not in commands_of(visit):
        return MISUSE, "", in_letters(not_here(visit.language))
    command = PlainCommands().get_command(click.Context(click.Command(name)), name)
    assert command is not None
    if visit.role is Role.STUDENT and name in ABOUT_A_STUDENT:
        rest = [visit.student, *(rest[1:] if rest and rest[0].lower() == visit.student else rest)]
    encoding = "ascii" if ascii_only else UTF_8
    out, err = io.TextIOWrapper(io.BytesIO(), encoding, TO_ASCII, newline=""), io.StringIO()
    status = _carry_out(command, name, rest, RemoteCall(visit, out, err))
    out.flush()
    written = out.buffer
    assert isinstance(written, io.BytesIO)
    return status, written.getvalue().decode("utf-8", "replace"), in_letters(err.getvalue())


def commands_of(visit: Visit) -> tuple[str, ...]:
    """Return the commands that this role has over SSH."""
    return OF_EVERYBODY if visit.role is Role.STUDENT else (*OF_EVERYBODY, *OF_STAFF)


def help_text(visit: Visit) -> str:
    """Return one line of help for each command that this role has."""
    text = visit.language.text
    lines = [text(_HELP[name]) for name in commands_of(visit)]
    lines.append(text("Behind each: --json for programs, --plain for screen readers."))
    return "".join(f"{line}\n" for line in lines)


def not_here(language: Language) -> str:
    """Return the one line that answers everything else."""
    return language.text("Here are no shell and no files: log in with a terminal, or see: ssh HOST help") + "\n"


def _carry_out(command: click.Command, name: str, arguments: list[str], call: RemoteCall) -> int:
    try:
        # Without a help option, as click would print the help to this process's own stdout.
        command.main(arguments, name, standalone_mode=False, obj=call, help_option_names=[])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else REFUSED
    except click.ClickException as misuse:
        call.err.write(f"{misuse.message}\n")
        return MISUSE
    return 0
