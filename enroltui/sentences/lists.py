"""Write the headings of the class-number lists."""

from __future__ import annotations

from enroltui.clock import academic_year
from enroltui.language import Language
from enroltui.registrar.values.classes import ClassList


def list_date(class_list: ClassList, year: str, language: Language) -> str:
    """Say on what day a list's class numbers were last updated, which holds in that day's academic year only.

    "" where there are no class numbers.
    """
    if not class_list.classes:
        return ""
    if (day := list_day(class_list, year, language)) is None:
        return language.text("class numbers without a date")
    return language.text("class numbers of {date}", date=day)


def list_day(class_list: ClassList, year: str, language: Language) -> str | None:
    """Write that day alone, such as "31 October 2017"; None: no such day is known."""
    if not class_list.classes or class_list.last_updated is None or academic_year(class_list.last_updated) != year:
        return None
    return language.long_date(class_list.last_updated)


def list_notes(class_list: ClassList, language: Language) -> str:
    """Return the remarks on a list; "" where there are none."""
    return class_list.notes_nl if language.code == "nl" else class_list.notes_en
