"""Gives commands the option --record, and begins the recording when the app has started."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from enroltui.commands.options import MISUSE, stop
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.saving import NotOrdinary, draft_of
from enroltui.where import shown

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.tours.pace import Pace
    from enroltui.tours.tour import Tour

record_option = click.option(
    "--record", metavar="FILE", help="Record the screen as asciicast v2, which asciinema plays; a new file."
)


@contextmanager
def recorded_whole(path: str, language: Language) -> Iterator[TextIO]:
    """Yield a file to record to, which is put in its place when the recording is over; else as `new_file`."""
    with ExitStack() as over:
        with _told(path, language):
            draft = over.enter_context(draft_of(Path(path), replace=False))
            file = draft.open("x", encoding="utf-8", buffering=1)
        yield file
        with _told(path, language):
            over.pop_all().close()


def new_file(path: str, language: Language) -> TextIO:
    """Open a file to record to, which must not be there yet; else the command ends with a sentence."""
    with _told(path, language):
        return Path(path).open("x", encoding="utf-8", buffering=1)


@contextmanager
def _told(path: str, language: Language) -> Iterator[None]:
    """End the command with a sentence where the file cannot be made."""
    try:
        yield
    except (FileExistsError, NotOrdinary):
        stop(
            language.text("There is a file {path} already; it was left as it is.", path=printable(shown(Path(path)))),
            MISUSE,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        stop(language.text("{path} can't be written: {why}", path=printable(shown(Path(path))), why=why), MISUSE)


def opening(
    language: Language, record: str | None, tour: Tour | None = None, pace: Pace | None = None
) -> Callable[[EnrolApp], None]:
    """Return what the app does first: record the screen, and begin a tour."""
    file = new_file(record, language) if record else None

    def open_with(app: EnrolApp) -> None:
        if file is not None:
            app.overlay.record(file)
        if tour is not None:
            app.overlay.start(tour, pace)

    return open_with
