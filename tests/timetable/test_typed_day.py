"""Days and weeks as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from enroltui.timetable.typed_day import typed_day

SHOWN = date(2018, 1, 15)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25 jan", date(2018, 1, 25)),
        ("25 January", date(2018, 1, 25)),
        ("thu 25 jan 2018", date(2018, 1, 25)),
        ("25 MRT", date(2018, 3, 25)),
        ("3 maart", date(2018, 3, 3)),
        ("1 okt", date(2017, 10, 1)),
        ("25-1", date(2018, 1, 25)),
        (" 25/1/2017 ", date(2017, 1, 25)),
        ("25.1", date(2018, 1, 25)),
        ("2018-01-25", date(2018, 1, 25)),
        ("week 4", date(2018, 1, 22)),
        ("w45", date(2017, 11, 6)),
        ("wk 4 2017", date(2017, 1, 23)),
        ("29 feb 2016", date(2016, 2, 29)),
    ],
)
def test_a_day_in_either_language_and_without_a_year_the_nearest(typed: str, day: date) -> None:
    assert typed_day(typed, SHOWN) == day


@pytest.mark.parametrize("typed", ["", "x", "25", "31-6", "29 feb", "25 foo", "week 99", "0-0", "25-13", "9999-99-99"])
def test_what_is_no_day(typed: str) -> None:
    assert typed_day(typed, SHOWN) is None


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2201-01-01", "week 4 9999"])
def test_so_far_away_nothing_is_to_be_seen(typed: str) -> None:
    assert typed_day(typed, SHOWN) is None
