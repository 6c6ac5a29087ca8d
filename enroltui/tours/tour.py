"""What a tour is: its steps, each with a caption, the keys to press, and what shows that it is done."""

from __future__ import annotations

from dataclasses import dataclass

from enroltui.language import Code


@dataclass(frozen=True)
class Typed:
    """A text that a step types, one key a character."""

    text: str


Keys = tuple[str | Typed, ...]
"""What a step presses, in order: keys by their names in Textual, and texts to type."""


@dataclass(frozen=True)
class Step:
    """One thing to do or, without keys, to read.

    It is done when the page is open (by its id in navigation.py; None: any page) and all texts of `shown` stand on it.
    """

    caption: dict[Code, str]
    keys: Keys
    page: str | None
    shown: dict[Code, tuple[str, ...]]


@dataclass(frozen=True)
class Tour:
    """A tour of the demo: it begins at the login page, on a fresh copy of the shipped catalogue."""

    name: str
    title: dict[Code, str]
    today: str | None
    """The day or minute to show, as for --today; None: the catalogue's own."""
    steps: tuple[Step, ...]
