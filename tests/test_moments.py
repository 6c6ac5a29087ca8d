"""Moments in Leiden's time, and the clock that a visit shows."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import enroltui
from enroltui.clock import ShownClock
from enroltui.moments import NoSuchTime, in_leiden, is_over, leiden_moment, typed_moment


def utc(hour: int, minute: int = 0) -> datetime:
    return datetime(2017, 10, 29, hour, minute, tzinfo=UTC)


def test_moments_of_the_hour_that_comes_twice_compare_as_moments() -> None:
    summer, winter = in_leiden(utc(0, 30)), in_leiden(utc(1, 10))
    assert (f"{summer:%H:%M}", f"{winter:%H:%M}") == ("02:30", "02:10")
    assert summer < winter
    assert winter - summer == timedelta(minutes=40)
    assert summer + timedelta(minutes=40) == winter
    assert in_leiden(utc(0, 10)) != in_leiden(utc(1, 10))


def test_a_deadline_includes_its_last_minute() -> None:
    deadline = leiden_moment(date(2018, 1, 15), time(23, 59, 59))
    assert not is_over(deadline, deadline + timedelta(seconds=0.9))
    assert is_over(deadline, deadline + timedelta(seconds=1))


def test_the_clock_tells_the_two_hours_apart() -> None:
    summer, winter = ShownClock.parse("real", lambda: utc(0, 30)), ShownClock.parse("real", lambda: utc(1, 10))
    assert summer.now() < winter.now()


def test_a_typed_time_that_clocks_skip_is_refused_and_all_others_are_taken() -> None:
    for skipped in ("2018-03-25T02:00", "2018-03-25T02:30", "2018-03-25T02:59:59"):
        with pytest.raises(NoSuchTime):
            typed_moment(skipped)
    assert typed_moment("2018-03-25T01:59") + timedelta(minutes=1) == typed_moment("2018-03-25T03:00")
    assert typed_moment("2018-03-25T02:30+01:00") == typed_moment("2018-03-25T03:30")
    assert typed_moment("2017-10-29T02:30") == utc(0, 30)
    assert typed_moment("2017-10-29T02:30+01:00") == utc(1, 30)


def test_a_day_alone_has_no_time_that_clocks_skip() -> None:
    now = ShownClock.parse("2018-03-25", lambda: datetime(2026, 1, 7, 1, 30, tzinfo=UTC)).now()
    assert f"{now:%H:%M}" == "03:30"


def test_no_other_module_makes_moments_that_compare_by_what_clocks_show() -> None:
    """Leiden's rules of summer time are asked in one place; calendar files name the zone besides."""
    package = Path(enroltui.__file__).parent
    users = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if any(
            isinstance(node, ast.ImportFrom) and any(name.name in ("AMSTERDAM", "ZoneInfo") for name in node.names)
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
        )
    }
    assert users == {"terms.py", "moments.py", "icalendar/calendar.py", "icalendar/time_zone.py"}
