"""A day or week as a person types it, in either language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from enroltui.folding import fold
from enroltui.language import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}))?")
_NAMED = re.compile(r"(?:[a-z]+ )?(\d{1,2}) ?([a-z]{3,})\.?(?: (\d{4}))?")
_WEEK = re.compile(r"w(?:eek|k)? ?(\d{1,2})(?: (\d{4}))?")
KNOWN_YEARS = range(1900, 2201)
"""As for the shown day: beyond them nothing is to be seen."""
_LONG_MONTHS = {"maart": 3}
"""Months that do not begin with one of their short names."""


def typed_day(typed: str, near: date) -> date | None:
    """Return the day meant by "25 jan", "25-1", "25-1-2018", "2018-01-25", or "week 4" (its Monday); None: no such day.

    Without a year it is the one nearest to the day `near`.
    """
    text = fold(typed)
    if iso := _ISO.fullmatch(text):
        return _nearest(date, [(int(iso[1]), int(iso[2]), int(iso[3]))], near)
    if week := _WEEK.fullmatch(text):
        return _nearest(date.fromisocalendar, [(year, int(week[1]), 1) for year in _years(week[2], near)], near)
    if numbers := _NUMBERS.fullmatch(text):
        return _nearest(date, [(year, int(numbers[2]), int(numbers[1])) for year in _years(numbers[3], near)], near)
    if named := _NAMED.fullmatch(text):
        return _nearest(date, [(year, _month(named[2]), int(named[1])) for year in _years(named[3], near)], near)
    return None


def _years(typed: str | None, near: date) -> list[int]:
    return [int(typed)] if typed else [near.year - 1, near.year, near.year + 1]


def _month(name: str) -> int:
    """Return the number of the month of this name; 0 where no month is called so."""
    short = {month.lower(): number for months in MONTHS.values() for number, month in enumerate(months, start=1)}
    return _LONG_MONTHS.get(name) or short.get(name[:3], 0)


def _nearest(make: Callable[[int, int, int], date], asked: Iterable[tuple[int, int, int]], near: date) -> date | None:
    found = []
    for numbers in asked:
        try:
            found.append(make(*numbers))
        except ValueError:  # 29 February or week 53 in a year without it, 31 June in any
            continue
    known = [day for day in found if day.year in KNOWN_YEARS]
    return min(known, key=lambda day: abs(day - near), default=None)
