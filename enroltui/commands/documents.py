"""Documents that commands print: a heading with a table below it, as text, CSV or Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from enum import StrEnum

from enroltui.commands.output import echo
from enroltui.commands.printing import Facts, Style, print_line, print_things
from enroltui.printable import printable, spreadsheet_cell

MARKDOWN = "\\`*_[]<>|~"
"""Matches the characters that Markdown would take for its own."""


class Format(StrEnum):
    """The formats in which a document is printed."""

    TEXT = "text"
    CSV = "csv"
    MARKDOWN = "md"


def print_document(
    heading: Sequence[str], things: Sequence[Facts], columns: Sequence[str], file_format: Format, style: Style
) -> None:
    """Print a title, lines below it, and things as a table of these columns.

    CSV has no heading, and all facts. With the plain style, text has all facts too, one a line.
    """
    match file_format:
        case Format.CSV:
            _print_csv(things)
        case Format.MARKDOWN:
            _print_markdown(heading, things, columns)
        case Format.TEXT:
            for line in heading:
                print_line(line)
            if things:
                print_line()
                print_things(things, style, columns)


def _print_csv(things: Sequence[Facts]) -> None:
    """Print all facts; a label that a thing lacks is empty. Nothing in it is a formula to a spreadsheet."""
    labels = list(dict.fromkeys(label for thing in things for label in thing))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(labels)
    writer.writerows([spreadsheet_cell(thing.get(label, "")) for label in labels] for thing in things)
    echo(written.getvalue(), nl=False)


def _print_markdown(heading: Sequence[str], things: Sequence[Facts], columns: Sequence[str]) -> None:
    title, *rest = map(_escaped, heading)
    echo("\n\n".join([f"# {title}", *rest]))
    if things:
        echo()
        echo(_row(columns))
        echo(_row(["---"] * len(columns)))
    for thing in things:
        echo(_row([_escaped(thing[label]) for label in columns]))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Return a text so that nothing in it is Markdown."""
    return "".join(f"\\{character}" if character in MARKDOWN else character for character in printable(text))
