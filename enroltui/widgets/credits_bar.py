"""Credits as a bar, to the 60 EC of an academic year of study."""

from __future__ import annotations

from textual.content import Content

from enroltui.language import Language

FULL_YEAR = 60
"""EC of one academic year of study."""
BAR = 20
"""Columns of the bar."""


def credits_bar(credits_: int, language: Language) -> Content:
    """Such as "█████░░░░░ 12 of 60 EC"."""
    filled = min(BAR, round(BAR * credits_ / FULL_YEAR))
    return Content.assemble(
        ("█" * filled, "$success"),
        ("░" * (BAR - filled), "$quiet"),
        "  ",
        language.text("{credits} of {year} EC", credits=credits_, year=FULL_YEAR),
    )
