"""Leiden's time zone with its rules, as a calendar file carries them."""

from __future__ import annotations

from datetime import datetime, timedelta

import icalendar

from enroltui.terms import AMSTERDAM

_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)


def time_zone() -> icalendar.Timezone:
    """Europe/Amsterdam since October 1996: summer time from the last Sunday of March to the last one of October.

    Source: Directive 2000/84/EC, and IANA's rules "EU".
    """
    zone = icalendar.Timezone()
    zone.add("tzid", AMSTERDAM.key)
    # RFC 5545 wants these moments without a zone: they are what the clock shows just before the change.
    zone.add_component(
        _rule(icalendar.TimezoneStandard(), "CET", _SUMMER, _WINTER, datetime(1996, 10, 27, 3))  # noqa: DTZ001
    )
    zone.add_component(
        _rule(icalendar.TimezoneDaylight(), "CEST", _WINTER, _SUMMER, datetime(1997, 3, 30, 2))  # noqa: DTZ001
    )
    return zone


def _rule(
    part: icalendar.TimezoneDaylight | icalendar.TimezoneStandard,
    name: str,
    before: timedelta,
    after: timedelta,
    starts: datetime,
) -> icalendar.TimezoneDaylight | icalendar.TimezoneStandard:
    """`starts`: the first change, by the clock before it; the same Sunday of the month every year after it."""
    part.add("tzname", name)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("dtstart", starts)
    part.add("rrule", {"freq": "yearly", "bymonth": starts.month, "byday": "-1SU"})
    return part
