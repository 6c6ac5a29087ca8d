"""Reads from `special_classes.csv` what classes are to be like that a rule needs: Logic's exam day, a full class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from catalogue_maker import chance, sources
from catalogue_maker.classes import SHOWN_YEAR, Fill, Meeting, PlannedClass
from enroltui.terms import AMSTERDAM, MeetingKind, WayIn

EVERY_CLASS = "*"
"""The column `description` has this where all classes of the course are meant."""
EXTRA_MEETING = timedelta(hours=2)
FILL_PERCENT = ((Fill.NEARLY_FULL, 8), (Fill.WAITING_LIST, 8), (Fill.FULL, 4), (Fill.WAITING_FULL, 2))
"""Of all classes that enough students want, so many per cent are so full; the others are open."""


@dataclass(frozen=True)
class SpecialCase:
    """What a line of `special_classes.csv` asks of a class; what is None or empty is left to chance."""

    starts: datetime | None = None
    fill: Fill | None = None
    way_in: WayIn = WayIn.HERE
    opens: date | None = None
    seats: int | None = None
    extra_meetings: tuple[Meeting, ...] = ()
    """Meetings beside the weekly ones: in an exam week, so that teaching clashes with an exam."""


def case_of(planned: PlannedClass) -> SpecialCase:
    """Return what is asked of a class; of most classes nothing is."""
    if planned.academic_year != SHOWN_YEAR:
        return SpecialCase()
    number = planned.course.catalogue_number
    return _cases().get((number, planned.description)) or _cases().get((number, EVERY_CLASS), SpecialCase())


def fill_of(planned: PlannedClass) -> Fill:
    """Return how full a class is to be: as its case asks, else by chance."""
    if asked := case_of(planned).fill:
        return asked
    draw = chance.fraction("fill", planned.key) * 100
    if case_of(planned).way_in is WayIn.HERE:
        for fill, percent in FILL_PERCENT:
            if draw < percent:
                return fill
            draw -= percent
    return Fill.OPEN


@cache
def _cases() -> dict[tuple[str, str], SpecialCase]:
    return {
        (row["catalogue_number"], row["description"]): SpecialCase(
            starts=_moment(row["starts"]) if row["starts"] else None,
            fill=Fill(row["fill"]) if row["fill"] else None,
            way_in=WayIn(row["way_in"] or WayIn.HERE),
            opens=date.fromisoformat(row["opens"]) if row["opens"] else None,
            seats=sources.number(row["seats"]),
            extra_meetings=tuple(_meeting(_moment(text)) for text in row["extra_meetings"].split()),
        )
        for row in sources.rows("special_classes")
    }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def _meeting(starts: datetime) -> Meeting:
    return Meeting(starts, starts + EXTRA_MEETING, "", MeetingKind.TEACHING)
