"""The university's name above the first pages, from the texts of Leiden: the first line of its own page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from enroltui.language import Code, Language
from enroltui.widgets.speaking import Words

_TEXTS = Path(__file__).parent.parent / "data" / "leiden" / "texts"


class Masthead(Words):
    """Show the name in one line. Its text is read without the reader of Markdown, as it is in the first paint."""

    def __init__(self) -> None:
        super().__init__(_line, classes="masthead")


def _line(language: Language) -> str:
    return _text(language.code)


@cache  # pages are painted anew more often than this changes
def _text(code: Code) -> str:
    return (_TEXTS / code / "masthead.md").read_text(encoding="utf-8").strip()
