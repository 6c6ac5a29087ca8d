"""The columns of the exam calendar's agenda."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from enroltui.language import N_, Language
from enroltui.registrar.values.student_center import Appointment
from enroltui.sentences.words import word
from enroltui.widgets.class_columns import shape, standing
from enroltui.widgets.table import Column
from enroltui.widgets.week_block import HATCH

ROOM_FOR_PLACE = 96
"""From this table width on there is room for the place and the status beside a readable title."""
OVER = "✗"


def exam_columns(clashes: Callable[[Appointment], bool], now: Callable[[], datetime]) -> list[Column[Appointment]]:
    """How one stands (hatched where it clashes), when, what, where, in how many days, and the last day."""

    def tone(one: Appointment) -> str:
        if one.meeting.ends < now():
            return "quiet"
        return "bad" if clashes(one) else "good" if one.row.state else ""

    def stands(one: Appointment, _: Language) -> str:
        return shape(one.row) + (HATCH if clashes(one) else "")

    def days(one: Appointment, language: Language) -> str:
        count = (one.meeting.starts.date() - now().date()).days
        if one.meeting.ends < now():
            return language.text("over")
        return str(count) if count else language.text("today")

    def last_day(one: Appointment, language: Language) -> str:
        over = f"{OVER} " if now() > one.row.enrol_until else ""
        return over + language.day(one.row.enrol_until.date())

    return [
        Column("", stands, 2, tone=tone),
        Column(N_("When"), lambda one, language: language.day(one.meeting.starts.date()), 10),
        Column(N_("Time"), lambda one, language: language.clock(one.meeting.starts), 5),
        Column(N_("Course"), lambda one, language: language.title(one.row.course), tone=_strong),
        Column(N_("Description"), lambda one, language: word(one.row.description, language), 12),
        Column(N_("Place"), lambda one, _: one.meeting.place, 18, from_width=ROOM_FOR_PLACE),
        Column(N_("Days"), days, 7, right=True),
        Column(N_("Last day"), last_day, 12),
        Column(N_("Status"), lambda one, language: standing(one.row, language), 16, from_width=ROOM_FOR_PLACE),
    ]


def days_to_go(one: Appointment, now: datetime, language: Language) -> str:
    """Such as "in 10 days", "today" or "over"; `now`: the visit's."""
    if one.meeting.ends < now:
        return language.text("over")
    days = (one.meeting.starts.date() - now.date()).days
    return language.plural("in {count} day", "in {count} days", days) if days else language.text("today")


def _strong(one: Appointment) -> str:
    return "strong" if one.row.state else ""
