"""Which class a class number means that was typed without its academic year, as each year has numbers of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from enroltui.moments import is_over
from enroltui.registrar.rules.classes import ClassFacts, opens_for
from enroltui.registrar.rules.reasons import WhichYear
from enroltui.registrar.rules.rule import is_in
from enroltui.terms import Career, State


@dataclass(frozen=True, slots=True)
class Numbered:
    """One of the classes that have the same number, and how the student stands to it (None: neither in nor waiting)."""

    facts: ClassFacts
    state: State | None


def year_meant(
    numbered: Sequence[Numbered], shown_year: str, career: Career | None, now: datetime, *, to_leave: bool = False
) -> str | WhichYear:
    """Return the academic year of the class that is meant, or why the year must be named.

    Meant is the class in which the student is, or whose enrolment is open at this moment (`to_leave`: the former before
    the latter); else the one of the shown year; else one that opens later. The shown year's number may be of no class.
    """
    own = [one for one in numbered if is_in(one.state)]
    to_come = [one for one in numbered if now < opens_for(one.facts, career)]
    open_now = [one for one in numbered if one not in to_come and not is_over(one.facts.enrol_until, now)]
    meant = own if to_leave and own else own + open_now
    if not meant and not any(one.facts.academic_year == shown_year for one in numbered):
        meant = to_come
    years = sorted({one.facts.academic_year for one in meant}) or [shown_year]
    return years[0] if len(years) == 1 else WhichYear(numbered[0].facts.class_number, tuple(years))
