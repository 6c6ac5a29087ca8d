"""Documents that commands print: a heading with a table below it, as text or Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from enroltui.commands.output import echo
from enroltui.commands.printing import Facts, Style, print_line, print_things
from enroltui.printable import printable

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
    """Print a title, lines below it, and things as a table of these columns; CSV has none of these (`csv_files`).

    With the plain style, text has all facts, one a line.
    """
    match file_format:
        case Format.MARKDOWN:
            _print_markdown(heading, things, columns)
        case Format.TEXT:
            for line in heading:
                print_line(line)
            if things:
                print_line()
                print_things(things, style, columns)


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
