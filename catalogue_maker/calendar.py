"""The academic calendar: semesters, teaching weeks, exam weeks, openings and holidays, from `calendar.csv`.

Real: the semesters' first days and the public holidays. Made up: exam weeks, teaching weeks, openings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from catalogue_maker import sources
from enroltui.terms import AMSTERDAM, Career, Session

OPENS_AT = time(13)
DAYS_AFTER_FIRST_MEETING = 10
"""A class without an exam day can be joined until ten days after its first meeting (our choice)."""
LAST_MINUTE = time(23, 59, 59)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included; `session` is the semester in which they fall."""

    session: Session
    first: date
    last: date

    def working_days(self) -> list[date]:
        """Return the period's Mondays to Fridays that are no holiday."""
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return [day for day in days if day.weekday() < 5 and day not in holidays()]


@cache
def holidays() -> frozenset[date]:
    """Return the days without teaching or exams: public holidays, Good Friday, and 3 October (Leidens Ontzet)."""
    return frozenset(date.fromisoformat(row["day"]) for row in sources.rows("holidays"))


@cache
def periods(academic_year: str, what: str) -> tuple[Period, ...]:
    """Return a year's periods in order of time; `what` is `opening`, `semester`, `teaching` or `exams`."""
    return tuple(
        Period(Session(row["session"]), date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
        for row in sources.rows("calendar")
        if row["academic_year"] == academic_year and row["what"] == what
    )


def session_of(academic_year: str, day: date) -> Session:
    """Return the semester in which a day falls."""
    first, second = periods(academic_year, "semester")
    return first.session if day <= first.last else second.session


def opening(academic_year: str, session: Session, career: Career) -> datetime:
    """Return when enrolment opens for students of a career; a class of the whole year opens as semester 1 does."""
    first, second = periods(academic_year, "opening")
    day = (second if session is Session.S2 else first).first
    return opening_on(day, career)


def opening_on(day: date, career: Career) -> datetime:
    """Return 13:00 on that day for bachelor students, and 13:00 on the next day for master students."""
    return datetime.combine(day + timedelta(days=career is Career.MASTER), OPENS_AT, AMSTERDAM)


def last_moment_of_session(academic_year: str, session: Session) -> datetime:
    """Return the end of the semester: until then one can join what has no meeting, such as a paper (our choice)."""
    first, second = periods(academic_year, "semester")
    return datetime.combine((first if session is Session.S1 else second).last, LAST_MINUTE, AMSTERDAM)


def last_moment_after_first_meeting(first_meeting: date) -> datetime:
    """Return the end of the tenth calendar day after the first meeting."""
    return datetime.combine(first_meeting + timedelta(days=DAYS_AFTER_FIRST_MEETING), LAST_MINUTE, AMSTERDAM)
