"""Sets from when until when one can enrol in a class, and where. The ten-day rule is real, openings are made up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from catalogue_maker import calendar, chance, special
from catalogue_maker.classes import SHOWN_YEAR, PlannedClass
from enroltui.registrar.rules.classes import last_moment_before_exam
from enroltui.terms import Career, Session

LATE_PERCENT = 6
"""Of so many per cent of the courses the later classes of semester 2 open no sooner than that semester begins."""
LATE_OPENING, LATE_ENOUGH = date(2018, 2, 1), date(2018, 4, 1)


def set_periods(classes: Iterable[PlannedClass]) -> None:
    """Give each class its opening for both careers, its last moment, and the way in."""
    for planned in classes:
        asked = special.case_of(planned)
        planned.way_in = asked.way_in
        planned.until = _until(planned)
        late = asked.opens or (LATE_OPENING if _opens_late(planned) else None)
        if late:
            planned.opens_bachelor = calendar.opening_on(late, Career.BACHELOR)
            planned.opens_master = calendar.opening_on(late, Career.MASTER)
        else:
            planned.opens_bachelor = calendar.opening(planned.academic_year, planned.session, Career.BACHELOR)
            planned.opens_master = calendar.opening(planned.academic_year, planned.session, Career.MASTER)


def _until(planned: PlannedClass) -> datetime:
    if planned.is_sitting:
        return last_moment_before_exam(planned.meetings[0].starts.date())
    if planned.meetings:
        return calendar.last_moment_after_first_meeting(planned.meetings[0].starts.date())
    return calendar.last_moment_of_session(planned.academic_year, planned.session)


def _opens_late(planned: PlannedClass) -> bool:
    """Tell whether a class opens late: some of semester 2 that close late enough, and no special cases."""
    return (
        planned.academic_year == SHOWN_YEAR
        and planned.session is Session.S2
        and planned.until.date() > LATE_ENOUGH
        and special.case_of(planned) == special.SpecialCase()
        and chance.chosen(LATE_PERCENT, "late", planned.course.catalogue_number)
    )
