"""The help of a plain command, as click takes it, in the pieces in which it is translated."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc

LITERAL = "\b"
"""Stands alone on the line before lines that click leaves as they are."""


def reworded(help_text: str, say: Callable[[str], str]) -> str:
    """Return the help with its pieces said otherwise: paragraphs, headings of examples, and what an example does."""
    if not help_text:
        return ""
    return "\n\n".join(_paragraph(paragraph, say) for paragraph in cleandoc(help_text).split("\n\n"))


def pieces(help_text: str) -> list[str]:
    """Return the pieces of a help text that are translated."""
    found: list[str] = []

    def keep(piece: str) -> str:
        found.append(piece)
        return piece

    reworded(help_text, keep)
    return found


def _paragraph(paragraph: str, say: Callable[[str], str]) -> str:
    if not paragraph.startswith(LITERAL):
        return say(" ".join(paragraph.split()))
    return "\n".join([LITERAL, *(_line(line, say) for line in paragraph.splitlines()[1:])])


def _line(line: str, say: Callable[[str], str]) -> str:
    """Return a line of examples: a command is the same in every language, what stands behind it is not."""
    before, gap, words = line.rpartition("  ")
    return line if "enroltui" in words else f"{before}{gap}{say(words)}"
