"""A real clock for tests, which stands still until it is moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class StandingClock:
    """A clock that shows this moment until another is set."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the moment that the clock shows."""
        return self.now

    def later(self, seconds: float) -> None:
        """Move the clock on."""
        self.now += timedelta(seconds=seconds)
