"""How commands print: a table for people, one fact a line for screen readers, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from enroltui.printable import printable

Facts = Mapping[str, str]
"""One thing as labels and values, both in words."""


class Style(StrEnum):
    """How a command prints what it found."""

    TABLE = "table"
    PLAIN = "plain"
    JSON = "json"


def style_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --json and --plain to a command, which gets them as `style`."""
    json_option = click.option("--json", "style", flag_value=Style.JSON, help="Print JSON, for programs.")
    plain_option = click.option(
        "--plain", "style", flag_value=Style.PLAIN, help="Print one fact a line, without a table: for screen readers."
    )
    return json_option(plain_option(command))


def print_things(things: Sequence[Facts], columns: Sequence[str], style: Style | None) -> None:
    """Things as a table of these columns; in plain style all their facts, one a line, an empty line between things."""
    if style is Style.PLAIN:
        lines = ("\n".join(f"{label}: {printable(value)}" for label, value in thing.items()) for thing in things)
        click.echo("\n\n".join(lines))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for label in columns:
        table.add_column(label, overflow="fold")
    for thing in things:
        table.add_row(*(Text(printable(thing[label])) for label in columns))
    Console(highlight=False).print(table)


def print_json(data: Any) -> None:
    """Data as JSON; in ASCII, so that any terminal and any pipe carries it."""
    click.echo(json.dumps(data, indent=2))


def print_line(text: str = "") -> None:
    """One line of text."""
    click.echo(printable(text))
