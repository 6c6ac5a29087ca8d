"""The university's name above the first pages, from the texts of Leiden: the first line of its own page."""

from __future__ import annotations

from pathlib import Path

from enroltui.language import Language
from enroltui.widgets.speaking import Words

_TEXTS = Path(__file__).parent.parent / "data" / "leiden" / "texts"


class Masthead(Words):
    """One line. Its text is read without the reader of Markdown, as it is in the first paint."""

    def __init__(self) -> None:
        super().__init__(_line, classes="masthead")


def _line(language: Language) -> str:
    return (_TEXTS / language.code / "masthead.md").read_text(encoding="utf-8").strip()
