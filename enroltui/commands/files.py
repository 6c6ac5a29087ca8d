"""Writes the files that commands are asked for."""

from __future__ import annotations

from pathlib import Path

from enroltui.commands.options import MISUSE, stop
from enroltui.commands.output import echo, remote_call
from enroltui.commands.printing import print_line
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.saving import NotOrdinary, draft_of
from enroltui.where import shown

STDOUT = "-"


def write_file(content: bytes, file: str, language: Language) -> None:
    """Write to a file, whole or not at all, and say so; one that is there is replaced. "-" is stdout, in silence."""
    if file == STDOUT:
        echo(content, nl=False)
        return
    if remote_call() is not None:
        stop(
            language.text("No file is written on the server. Leave its name out, and write > FILE behind it."),
            MISUSE,
        )
    named = printable(shown(Path(file)))
    try:
        path = Path(file)
        replaced = path.exists()
        with draft_of(path, replace=True) as draft:
            draft.write_bytes(content)
    except NotOrdinary:
        stop(
            language.text(
                "{file} can't be written: it is no ordinary file. Name one, or - to see it here.", file=named
            ),
            MISUSE,
        )
    except (OSError, ValueError):
        stop(language.text("{file} can't be written. Name a file that you may write to.", file=named), MISUSE)
    said = language.text("Replaced: {file}", file=named) if replaced else language.text("Written: {file}", file=named)
    print_line(said)
