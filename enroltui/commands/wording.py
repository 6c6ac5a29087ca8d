"""What click itself says, and the help of the commands, in the language of who asks; the process keeps none of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import IO, Any

import click

from enroltui.commands.outlet import RemoteCall
from enroltui.language import CODES, N_, Language, code_from_environment
from enroltui.locale.help_text import reworded

_SIGNS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."), N_("[required]"), N_("[default: "))
"""What click puts among the names of a command's own arguments."""
_CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
)
_PHRASES = (
    N_("Invalid value for {name}: {why}"),
    N_("Missing argument {name}."),
    N_("Missing option {name}."),
    N_("Missing argument {name}. Choose from: {choices}"),
    N_("Missing command."),
    N_("No such option {name}. Did you mean {other}?"),
    N_("No such option {name}. (Did you mean one of: {others}?)"),
    N_("No such option {name}."),
    N_("No such command {name}."),
    N_("Got unexpected extra argument ({words})"),
    N_("Got unexpected extra arguments ({words})"),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("{value} is not one of {choices}."),
    N_("{value} does not match the format {format}."),
    N_("File {name} is a directory."),
)
"""Click's sentences, which come filled in; those that begin alike from the longest on."""


class SpokenContext(click.Context):
    """A command's call whose help is in the language of who asks."""

    def make_formatter(self) -> click.HelpFormatter:
        """What writes the help."""
        return _SpokenFormatter(language_of(self), self.terminal_width, self.max_content_width)

    def get_help(self) -> str:
        """The whole help."""
        return _in(language_of(self), self.command).get_help(self)


def spoken(command: click.Command) -> click.Command:
    """The command, and those below it, made to be called in a `SpokenContext`."""
    command.context_class = SpokenContext
    for one in getattr(command, "commands", {}).values():
        spoken(one)
    return command


def language_of(context: click.Context) -> Language:
    """The language that --lang asks for, behind the command's name or before it; else the visitor's."""
    for one in (context, context.find_root()):
        if (asked := one.params.get("lang")) in CODES:
            return Language(asked)
    call = context.find_object(RemoteCall)
    return call.visit.language if call else Language(code_from_environment(dict(os.environ)))


@contextmanager
def spoken_misuse() -> Iterator[None]:
    """What was asked wrongly is told in the language of who asks."""
    try:
        yield
    except (SpokenMisuse, click.exceptions.NoArgsIsHelpError):  # these are in it already
        raise
    except click.UsageError as error:
        raise SpokenMisuse(error) from error


class SpokenMisuse(click.UsageError):
    """Tells the same as another error, in the language of its call."""

    def __init__(self, error: click.UsageError) -> None:
        self._language = language_of(error.ctx or click.Context(click.Command(None)))
        super().__init__(sentence(error.format_message(), self._language), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is used, where its help is, and what is wrong."""
        text = self._language.text
        lines = [text("Error: {message}", message=self.message)]
        if self.ctx is not None:
            command = self.ctx.command_path
            lines = [self.ctx.get_usage(), text("Try '{command} --help' for help.", command=command), "", *lines]
        click.echo("\n".join(lines), file=file, err=file is None)


def sentence(said: str, language: Language) -> str:
    """A sentence of click's, or one of our own, in this language; one that is not known as it is."""
    said = " ".join(said.split())
    for phrase in _PHRASES:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(phrase))
        if found := re.fullmatch(pattern, said):
            facts = found.groupdict()
            if "why" in facts:
                facts["why"] = sentence(facts["why"], language)
            return language.text(phrase, **facts)
    return language.text(said)


class _SpokenFormatter(click.HelpFormatter):
    def __init__(self, language: Language, width: int | None, max_width: int | None) -> None:
        super().__init__(width=width, max_width=max_width)
        self._say = language.text

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, self._signs(args), prefix or f"{self._say('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._say(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, self._signs(self._say(words))) for name, words in rows], col_max, col_spacing)

    def _signs(self, words: str) -> str:
        for sign in _SIGNS:
            words = words.replace(sign, self._say(sign))
        return words


def _in(language: Language, command: click.Command) -> click.Command:
    """A copy of a command that has its help, and that of its options and of the commands below it, in this language."""
    own = copy(command)
    if isinstance(command, click.Group):
        context = click.Context(command)
        below = ((name, command.get_command(context, name)) for name in command.list_commands(context))
        own = click.Group(
            command.name,
            {name: _in(language, one) for name, one in below if one is not None},
            subcommand_metavar=command.subcommand_metavar,
        )
    own.help = reworded(command.help or "", language.text)
    own.params = [_parameter_in(language, parameter) for parameter in command.params]
    return own


def _parameter_in(language: Language, parameter: click.Parameter) -> click.Parameter:
    own = copy(parameter)
    if isinstance(own, click.Option) and own.help:
        own.help = language.text(own.help)
    return own
