"""The visit's day and minute, by which the rules decide; apart from the real clock, which limits and audit go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from enroltui.terms import AMSTERDAM

YEAR_ON_OFFER_FROM_MONTH = 6
"""From June on the coming academic year is the one on offer: its minors and first classes open before it begins."""


def real_now() -> datetime:
    """Return the real moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ShownClock:
    """What time it is for the visit. Make one with `ShownClock.parse`.

    With a `day` alone, the date stays and the time of day is the real one; with an `offset`, it runs on from a minute.
    """

    day: date | None = None
    offset: timedelta = timedelta()
    real: Callable[[], datetime] = field(default=real_now, compare=False)

    @classmethod
    def parse(cls, today: str, real: Callable[[], datetime] = real_now) -> ShownClock:
        """Make a clock of "real", "2018-01-15" or "2018-01-15T12:58" (Leiden's time). Anything else: ValueError."""
        if today == "real":
            return cls(real=real)
        if len(today) == len("2018-01-15"):
            return cls(day=date.fromisoformat(today), real=real)
        start = datetime.fromisoformat(today)
        if start.tzinfo is None:
            start = start.replace(tzinfo=AMSTERDAM)
        return cls(offset=start.astimezone(UTC) - real(), real=real)

    def now(self) -> datetime:
        """Return the shown moment, aware, in Europe/Amsterdam."""
        moment = (self.real() + self.offset).astimezone(AMSTERDAM)
        if self.day is None:
            return moment
        return datetime.combine(self.day, moment.time(), AMSTERDAM)


def academic_year(day: date) -> str:
    """Return the academic year on offer on a day, such as "2017-2018"."""
    start = day.year if day.month >= YEAR_ON_OFFER_FROM_MONTH else day.year - 1
    return f"{start}-{start + 1}"


def end_of_day(day: date) -> datetime:
    """Return the last second of a day in Leiden, aware: until when something holds that holds "until" that day."""
    return datetime.combine(day, time(23, 59, 59), AMSTERDAM)
