"""Who may apply for a minor and when, withdraw the application, and be admitted or refused.

Source: in uSis minor registration ran from 1 May to 31 July, and places were limited.
"""

from __future__ import annotations

from datetime import date, datetime, time

from enroltui.moments import end_of_day, is_over, leiden_moment
from enroltui.registrar.rules.minor_reasons import (
    MinorClassesLeft,
    MinorForBachelors,
    MinorFull,
    MinorName,
    MinorNotOpenYet,
    MinorPeriodOver,
    MinorThroughOsiris,
    NoApplication,
    OneMinorAYear,
)
from enroltui.registrar.rules.reasons import Reason
from enroltui.terms import ApplicationState, Career, WayIn

OPENS, CLOSES = (5, 1), (7, 31)
"""Month and day between which one applies, before the academic year begins; both included."""

MinorReason = (
    MinorNotOpenYet
    | MinorPeriodOver
    | MinorThroughOsiris
    | MinorForBachelors
    | OneMinorAYear
    | NoApplication
    | MinorFull
    | MinorClassesLeft
)


def application_window(academic_year: str) -> tuple[datetime, datetime]:
    """Return the first and the last moment to apply for a minor of this academic year ("2017-2018"), in Leiden."""
    year = int(academic_year[:4])
    return (
        leiden_moment(date(year, *OPENS), time()),
        end_of_day(date(year, *CLOSES)),
    )


def year_to_apply_for(day: date) -> str:
    """Return the academic year whose minors one applies for, or last applied for, on this day: a new one from 1 May."""
    start = day.year if (day.month, day.day) >= OPENS else day.year - 1
    return f"{start}-{start + 1}"


def why_not_apply_now(academic_year: str, now: datetime) -> Reason | None:
    """Tell why nobody can apply for a minor of this academic year at this moment; None: one can."""
    opens, last = application_window(academic_year)
    if now < opens:
        return MinorNotOpenYet(academic_year, opens)
    if is_over(last, now):
        return MinorPeriodOver(academic_year, last)
    return None


def why_not_apply(
    minor: MinorName,
    academic_year: str,
    way_in: WayIn,
    active: OneMinorAYear | None,
    career: Career,
    now: datetime,
) -> Reason | None:
    """Tell why a student of this career, with this `active` application or none, can't apply now; None: can."""
    if way_in is not WayIn.HERE:
        return MinorThroughOsiris(minor)
    if career is not Career.BACHELOR:
        return MinorForBachelors()
    return active or why_not_apply_now(academic_year, now)


def why_not_withdraw_application(state: ApplicationState | None, classes: int) -> Reason | None:
    """Tell why an application in this state can't be withdrawn; None: can.

    `classes`: in how many of the minor's own classes the student is enrolled.

    It can at any time, but nobody is to be enrolled in a minor's classes without being admitted to it.
    """
    if state not in (ApplicationState.APPLIED, ApplicationState.ADMITTED):
        return NoApplication(state)
    return MinorClassesLeft(classes) if classes else None


def why_not_admit(
    state: ApplicationState | None, active: OneMinorAYear | None, admitted: int, places: int
) -> Reason | None:
    """Tell why who applied, with the application in this state, can't be admitted; None: can.

    A refusal may be put right, unless there is an `active` application for another minor by now.
    """
    if state not in (ApplicationState.APPLIED, ApplicationState.REFUSED):
        return NoApplication(state)
    if state is ApplicationState.REFUSED and active:
        return active
    return MinorFull(places) if admitted >= places else None


def why_not_refuse(state: ApplicationState | None) -> Reason | None:
    """Tell why who applied, with the application in this state, can't be refused; None: can."""
    return None if state is ApplicationState.APPLIED else NoApplication(state)
