"""The visit's day and minute, by which the rules decide; apart from the real clock, which limits and audit go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from enroltui.moments import in_leiden, leiden_moment, typed_moment

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
        """Make a clock of "real", "2018-01-15" or "2018-01-15T12:58" (Leiden's time).

        Anything else: ValueError; a time that clocks in Leiden skip on that day: NoSuchTime.
        """
        if today == "real":
            return cls(real=real)
        if len(today) == len("2018-01-15"):
            return cls(day=date.fromisoformat(today), real=real)
        return cls(offset=typed_moment(today) - real(), real=real)

    def now(self) -> datetime:
        """Return the shown moment, aware, as Leiden's clocks show it."""
        moment = in_leiden(self.real() + self.offset)
        return moment if self.day is None else leiden_moment(self.day, moment.time())


def academic_year(day: date) -> str:
    """Return the academic year on offer on a day, such as "2017-2018"."""
    start = day.year if day.month >= YEAR_ON_OFFER_FROM_MONTH else day.year - 1
    return f"{start}-{start + 1}"
