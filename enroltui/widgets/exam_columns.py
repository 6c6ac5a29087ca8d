"""The columns of the exam calendar's agenda."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from enroltui.language import N_, Language
from enroltui.moments import is_over
from enroltui.registrar.values.student_center import Appointment
from enroltui.sentences.words import word
from enroltui.widgets.class_columns import own_status, shape
from enroltui.widgets.table import Column
from enroltui.widgets.week_block import HATCH

ROOM_FOR_PLACE = 96
"""From this table width on there is room for the place and the status beside a readable title."""
OVER = "✗"


def exam_columns(clashes: Callable[[Appointment], bool], now: Callable[[], datetime]) -> list[Column[Appointment]]:
    """Return how one stands (hatched where it clashes), when, what, where, in how many days, and the last day."""

    def tone(exam: Appointment) -> str:
        if exam.meeting.ends < now():
            return "quiet"
        return "bad" if clashes(exam) else "good" if exam.row.state else ""

    def stands(exam: Appointment, _: Language) -> str:
        return shape(exam.row) + (HATCH if clashes(exam) else "")

    def days(exam: Appointment, language: Language) -> str:
        count = (exam.meeting.starts.date() - now().date()).days
        if exam.meeting.ends < now():
            return language.text("over")
        return str(count) if count else language.text("today")

    def last_day(exam: Appointment, language: Language) -> str:
        over = f"{OVER} " if is_over(exam.row.enrol_until, now()) else ""
        return over + language.day(exam.row.enrol_until.date())

    return [
        Column("", stands, 2, tone=tone),
        Column(N_("When"), lambda exam, language: language.day(exam.meeting.starts.date()), 10),
        Column(N_("Time"), lambda exam, language: language.clock(exam.meeting.starts), 5),
        Column(N_("Course"), lambda exam, language: language.title(exam.row.course), tone=_strong),
        Column(N_("Description"), lambda exam, language: word(exam.row.description, language), 12),
        Column(N_("Place"), lambda exam, _: exam.meeting.place, 18, from_width=ROOM_FOR_PLACE),
        Column(N_("Days"), days, 7, right=True),
        Column(N_("Last day"), last_day, 12),
        Column(N_("Status"), lambda exam, language: own_status(exam.row, language), 16, from_width=ROOM_FOR_PLACE),
    ]


def days_to_go(exam: Appointment, now: datetime, language: Language) -> str:
    """Such as "in 10 days", "today" or "over"; `now`: the visit's."""
    if exam.meeting.ends < now:
        return language.text("over")
    days = (exam.meeting.starts.date() - now.date()).days
    return language.plural("in {count} day", "in {count} days", days) if days else language.text("today")


def _strong(exam: Appointment) -> str:
    return "strong" if exam.row.state else ""
