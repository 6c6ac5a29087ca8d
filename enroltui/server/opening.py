"""The minute at which enrolment opens: before it students wait in line, so that nobody is earlier by being quicker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Opening:
    """When it opens (aware, by the shown clock), and how long before that the line begins.

    Leiden switched its own line on half an hour before (announcements of July 2021).
    """

    at: datetime
    line_from: timedelta

    def seconds_left(self, now: datetime) -> float | None:
        """Seconds until it opens; None before the line begins, and from the opening on."""
        left = self.at - now
        return left.total_seconds() if timedelta() < left <= self.line_from else None
