"""Words usage errors and the commands' help in the language of who asks; the process keeps none of it.

What is wrong is told by what Click's errors hold, so that any version of Click may word them as it likes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from copy import copy
from types import TracebackType
from typing import IO, Any

import click
from click.core import ParameterSource

from enroltui.ascii_text import is_utf8, to_ascii
from enroltui.commands.output import RemoteCall
from enroltui.language import CODES, N_, Language, code_from_environment
from enroltui.locale.help_text import reworded

_SIGNS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."), N_("[required]"), N_("[default: "))
"""The signs that Click puts among the names of a command's own arguments."""
_CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
)


class SpokenContext(click.Context):
    """A call of a command whose help and usage errors are in the language of who asks."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.allow_extra_args = True  # `__exit__` refuses them, in our own words

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes the help, with its headings in the call's language."""
        return _SpokenFormatter(language_of(self), self.terminal_width, self.max_content_width)

    def get_help(self) -> str:
        """Return the whole help in the call's language."""
        whole = _in(language_of(self), self.command).get_help(self)
        return whole if is_utf8(sys.stdout) else to_ascii(whole)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """Leave the call, both after its arguments are read and after it is carried out; word what was wrong."""
        if error is None and self.args and not isinstance(self.command, click.Group):
            error = TooMany(self.args, self)
        if error is None and not isinstance(self.command, click.Group) and (name := _given_in_vain(self)):
            error = NotTaken(name, self)
        handled = super().__exit__(kind, error, trace)
        if isinstance(error, click.UsageError) and _is_whole(error):
            raise SpokenMisuse(error, error.ctx or self) from error
        return handled


class SpokenGroup(click.Group):
    """A group of commands that tells in our own words which command is not there."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the group's own arguments; `--` without a command behind it counts as nothing."""
        return super().parse_args(ctx, [] if args == ["--"] else args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called. Raises Unknown where there is none."""
        name = args[0]
        is_option = name.startswith("-") and name != "-"  # of which Click says that it is not there
        if self.get_command(ctx, name) is None and not is_option and not ctx.resilient_parsing:
            raise Unknown(name, ctx)
        return super().resolve_command(ctx, args)


class TooMany(click.UsageError):
    """Raised for more arguments than the command takes."""

    def __init__(self, words: Sequence[str], ctx: click.Context) -> None:
        super().__init__(" ".join(words), ctx)
        self.words = words


class NotTaken(click.UsageError):
    """Raised for an option before the command's name that the command has no use for."""

    def __init__(self, name: str, ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name


class Unknown(click.UsageError):
    """Raised for a command that is not there."""

    def __init__(self, name: str, ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name


def spoken(command: click.Command) -> click.Command:
    """Let a command, and the commands below it, be called in a `SpokenContext`. Returns the command."""
    command.context_class = SpokenContext
    for below in getattr(command, "commands", {}).values():
        spoken(below)
    return command


def language_of(context: click.Context) -> Language:
    """Return the language that --lang asks for, behind the command's name or before it; else the visitor's."""
    for level in (context, context.find_root()):
        if (asked := level.params.get("lang")) in CODES:
            return Language(asked)
    call = context.find_object(RemoteCall)
    return call.visit.language if call else Language(code_from_environment(dict(os.environ)))


class SpokenMisuse(click.UsageError):
    """Tells the same as another error, in the language of its call."""

    def __init__(self, error: click.UsageError, context: click.Context) -> None:
        self._language = language_of(context)
        super().__init__(_sentence(error, context, self._language), context)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is used, where its help is, and what is wrong."""
        text = self._language.text
        lines = [text("Error: {message}", message=self.message)]
        if self.ctx is not None:
            command = self.ctx.command_path
            lines = [self.ctx.get_usage(), text("Try '{command} --help' for help.", command=command), "", *lines]
        click.echo("\n".join(lines), file=file or sys.stderr)


def _given_in_vain(context: click.Context) -> str | None:
    """Return the first option that was typed before a command's name and is none of the command's; else None."""
    root, own = context.find_root(), {parameter.name for parameter in context.command.params}
    if root is context:
        return None
    typed = (
        parameter.opts[0]
        for parameter in root.command.params
        if root.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE and parameter.name not in own
    )
    return next(typed, None)


def _is_whole(error: click.UsageError) -> bool:
    """Tell whether an error can be worded now; a callback's error gets its parameter from Click on the way out."""
    if isinstance(error, click.BadParameter):
        return error.param is not None or error.param_hint is not None
    return not isinstance(error, SpokenMisuse | click.exceptions.NoArgsIsHelpError)


def _sentence(error: click.UsageError, context: click.Context, language: Language) -> str:
    """Return what is wrong, by what the error holds and never by Click's words."""
    text = language.text
    match error:
        case click.MissingParameter():
            return _missing(error, context, language)
        case click.BadParameter():
            name = _name(error, context)
            why = text(error.message)
            return text("Invalid value for {name}: {why}", name=name, why=why) if name else why
        case click.NoSuchOption(option_name=name, possibilities=others):
            close = ", ".join(map(repr, sorted(others or ())))
            if not close:
                return text("No such option {name}.", name=repr(name))
            if len(others or ()) == 1:
                return text("No such option {name}. Did you mean {other}?", name=repr(name), other=close)
            return text("No such option {name}. (Did you mean one of: {others}?)", name=repr(name), others=close)
        case click.BadOptionUsage(option_name=name):
            if _takes_value(name, context):
                return text("Option {name} requires an argument.", name=repr(name))
            return text("Option {name} does not take a value.", name=repr(name))
        case NotTaken(name=name):
            return text("{command} takes no {name}.", command=context.command_path, name=name)
        case Unknown(name=name):
            return text("No such command {name}.", name=repr(name))
        case TooMany(words=words):
            said = " ".join(words)
            if len(words) == 1:
                return text("Got unexpected extra argument ({words})", words=said)
            return text("Got unexpected extra arguments ({words})", words=said)
    return text(error.message)  # our own


def _missing(error: click.MissingParameter, context: click.Context, language: Language) -> str:
    name = _name(error, context)
    if isinstance(error.param, click.Option):
        return language.text("Missing option {name}.", name=name)
    if error.param is not None and isinstance(error.param.type, click.Choice):
        choices = ", ".join(map(str, error.param.type.choices))
        return language.text("Missing argument {name}. Choose from: {choices}", name=name, choices=choices)
    return language.text("Missing argument {name}.", name=name)


def _name(error: click.BadParameter, context: click.Context) -> str:
    """Return how the option or argument that an error is about is written; "" where that is not known."""
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(context)
    return hint if isinstance(hint, str) else " / ".join(map(repr, hint or ()))


def _takes_value(name: str, context: click.Context) -> bool:
    options = (parameter for parameter in context.command.get_params(context) if isinstance(parameter, click.Option))
    return not any(option.is_flag for option in options if name in (*option.opts, *option.secondary_opts))


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
    """Return a copy of a command with its help, its options' and that of the commands below it in this language."""
    own = copy(command)
    if isinstance(command, click.Group):
        context = click.Context(command)
        below = ((name, command.get_command(context, name)) for name in command.list_commands(context))
        own = click.Group(
            command.name,
            {name: _in(language, value) for name, value in below if value is not None},
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
