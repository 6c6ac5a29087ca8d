"""Prints what commands found: a table for people, one fact a line for screen readers, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import reduce, wraps
from operator import methodcaller
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from enroltui.commands.output import echo, remote_call
from enroltui.commands.wording import language_of
from enroltui.language import TIME_ZONE, Language
from enroltui.printable import printable

REMOTE_WIDTH = 80
"""A table that goes over SSH has so many columns: the terminal of this process is not the caller's."""
Facts = Mapping[str, str]
"""What is told of one thing: labels and values, both in words."""


class Style(StrEnum):
    """How a command prints what it found."""

    TABLE = "table"
    PLAIN = "plain"
    JSON = "json"


def style_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --json and --plain to a command, which gets them as `style`."""

    @click.option("--plain", is_flag=True, help="Print one fact a line, without a table: for screen readers.")
    @click.option("--json", is_flag=True, help="Print JSON, for programs.")
    @wraps(command)
    def styled(*args: Any, json: bool, plain: bool, **options: Any) -> None:
        only_one(**{"--json": json, "--plain": plain})
        command(*args, style=Style.JSON if json else Style.PLAIN if plain else Style.TABLE, **options)

    return styled


def only_one(**asked: object) -> None:
    """End the command as misuse where more than one of these options was given, by their names."""
    given = [name for name, value in asked.items() if value]
    if len(given) > 1:
        text = language_of(click.get_current_context()).text
        raise click.UsageError(text("Give only one of {options}.", options=", ".join(given)))


def print_things(things: Sequence[Facts], style: Style, columns: Sequence[str] = ()) -> None:
    """Print things as a table of the columns with these labels (none named: of all); in plain style all their facts.

    A plain fact has a line of its own, with an empty line between things.
    """
    if style is Style.PLAIN:
        lines = ("\n".join(f"{label}: {printable(value)}" for label, value in thing.items()) for thing in things)
        echo("\n\n".join(lines))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    labels = columns or list(things[0])
    for label in labels:
        table.add_column(label, overflow="fold")
    for thing in things:
        table.add_row(*(Text(printable(thing[label])) for label in labels))
    console = Console(highlight=False) if remote_call() is None else Console(width=REMOTE_WIDTH, color_system=None)
    with console.capture() as printed:
        console.print(table)
    echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def print_json(data: Any) -> None:
    """Print data as JSON, days and moments in ISO 8601; in ASCII, so that any terminal and any pipe carries it."""
    echo(json.dumps(data, indent=2, default=methodcaller("isoformat")))


def json_line(data: Any) -> str:
    """Return data as one line of JSON, otherwise as `print_json` prints it."""
    return json.dumps(data, default=methodcaller("isoformat"))


def picked(thing: object, paths: str) -> dict[str, Any]:
    """Return what JSON tells of a thing: its attributes at these paths, each under the last name of its path.

    `picked(row, "status key.class_number")` has a `status` and a `class_number`; a path that leads through None ends
    in None.
    """
    return {path.rpartition(".")[2]: reduce(_part, path.split("."), thing) for path in paths.split()}


def _part(thing: object, name: str) -> Any:
    return None if thing is None else getattr(thing, name)


def print_time_zone(language: Language) -> None:
    """Print, below what tells times of day, in which zone they are; JSON and CSV have their distance from UTC."""
    print_line()
    print_line(language.text(TIME_ZONE))


def print_line(text: str = "") -> None:
    """Print one line of text."""
    echo(printable(text))
