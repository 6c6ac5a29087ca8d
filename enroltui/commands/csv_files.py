"""Gives commands the options --csv, --delimiter and --bom: each writes the same kind of CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from enroltui.commands.files import STDOUT, write_file
from enroltui.commands.kinds import OneOf
from enroltui.commands.printing import only_one
from enroltui.language import N_, Language
from enroltui.sentences.spreadsheets import csv_text

DELIMITERS = {",": ",", ";": ";", "|": "|", "tab": "\t"}
"""What may stand between two cells, by what one types for it."""


@dataclass(frozen=True, slots=True)
class Csv:
    """How a command was asked to write CSV, and where to."""

    file: str
    delimiter: str
    mark: bool

    def write(self, things: Sequence[Mapping[str, str]], labels: Sequence[str], language: Language) -> None:
        """Write things as `csv_text` does, to the file or to stdout; no labels: all that the things have."""
        text = csv_text(things, labels, delimiter=self.delimiter, mark=self.mark)
        write_file(text.encode(), self.file, language)


def csv_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --csv, --delimiter and --bom to a command, above `style_options`; it gets a `Csv`, or None, as `csv`.

    Where the command has --format, `--format csv` is the same as `--csv -`.
    """

    @click.option("--bom", is_flag=True, help="Begin the CSV with the byte-order mark, by which Excel knows UTF-8.")
    @click.option(
        "--delimiter", type=OneOf([*DELIMITERS]), help="What stands between the cells of the CSV [default: a comma]."
    )
    @click.option("--csv", "file", metavar="FILE", help="Write all facts as CSV, for spreadsheets; - is stdout.")
    @wraps(command)
    def with_csv(*args: Any, file: str | None, delimiter: str | None, bom: bool, **options: Any) -> None:
        file_format = options.get("file_format")
        only_one(**{"--csv": file, "--format": file_format, "--json": options["json"], "--plain": options["plain"]})
        if file_format == "csv":
            file = STDOUT
        if file is None and (delimiter or bom):
            raise click.UsageError(N_("--delimiter and --bom go with CSV only: give --csv FILE too."))
        csv = None if file is None else Csv(file, DELIMITERS[delimiter or ","], bom)
        command(*args, csv=csv, **options)

    return with_csv
