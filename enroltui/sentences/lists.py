"""Write the headings of the class-number lists."""

from __future__ import annotations

from enroltui.clock import academic_year
from enroltui.language import Language
from enroltui.registrar.values.classes import ClassList


def list_date(one: ClassList, year: str, language: Language) -> str:
    """Say on what day a list's class numbers were last updated, which holds in that day's academic year only.

    "" where there are no class numbers.
    """
    if not one.classes:
        return ""
    if (day := list_day(one, year, language)) is None:
        return language.text("class numbers without a date")
    return language.text("class numbers of {date}", date=day)


def list_day(one: ClassList, year: str, language: Language) -> str | None:
    """Write that day alone, such as "31 October 2017"; None: no such day is known."""
    if not one.classes or one.last_updated is None or academic_year(one.last_updated) != year:
        return None
    return language.long_date(one.last_updated)


def list_notes(one: ClassList, language: Language) -> str:
    """Return the remarks on a list; "" where there are none."""
    return one.notes_nl if language.code == "nl" else one.notes_en
