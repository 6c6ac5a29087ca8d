"""Moments in Leiden's time, made so that they compare as moments, and deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from enroltui.terms import AMSTERDAM


class NoSuchTime(ValueError):  # noqa: N818 - it says what happened
    """A time that no clock in Leiden shows on that day: summer time begins just then."""


def in_leiden(moment: datetime) -> datetime:
    """Return the same moment as Leiden's clocks show it, with its offset from UTC as its time zone.

    Python compares and subtracts two moments of one time zone by what the clocks show, which is wrong in the hour that
    comes twice as summer time ends. Each offset is a zone of its own, so that these are compared as moments.
    """
    here = moment.astimezone(UTC).astimezone(AMSTERDAM)
    return here.replace(tzinfo=timezone(here.utcoffset() or timedelta()), fold=0)


def leiden_moment(day: date, at: time) -> datetime:
    """Return the moment at which Leiden's clocks show this; of two the first, and where they skip it, an hour later."""
    return in_leiden(datetime.combine(day, at, AMSTERDAM))


def typed_moment(typed: str) -> datetime:
    """Return the moment of a text such as "2018-01-15T12:58", in Leiden's time unless it names an offset.

    Raises ValueError, and NoSuchTime where clocks in Leiden skip that time.
    """
    moment = datetime.fromisoformat(typed)
    if moment.tzinfo is not None:
        return in_leiden(moment)
    found = leiden_moment(moment.date(), moment.time())
    if found.replace(tzinfo=None) != moment:
        raise NoSuchTime(typed)
    return found


def minute_of(moment: datetime) -> datetime:
    """Return the beginning of the minute in which a moment lies, in UTC."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def is_over(deadline: datetime, now: datetime) -> bool:
    """Return whether a deadline has gone by; it includes its last minute to the end. Both aware.

    In SQL the same is `deadline < minute_of(now)`.
    """
    return deadline < minute_of(now)


def end_of_day(day: date) -> datetime:
    """Return the last second of a day in Leiden, aware: the deadline of what holds "until" it, see `is_over`."""
    return leiden_moment(day, time(23, 59, 59))
