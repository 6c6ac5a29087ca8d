"""What the Student Center shows of a student's affairs: this week, what closes soon, the next exam, how one stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime

from textual.content import Content

from enroltui.language import Language
from enroltui.moments import is_over
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.student_center import Appointment, Message, StudentCenter
from enroltui.sentences.messages import message_sentence
from enroltui.sentences.rules import hold_sentence
from enroltui.sentences.words import word
from enroltui.terms import MessageKind, Status
from enroltui.widgets.class_columns import IN_CART, SHAPES
from enroltui.widgets.credits_bar import credits_bar
from enroltui.widgets.fact_list import Fact
from enroltui.widgets.table import Column

ROOM_FOR_PLACE = 46
"""From this width of a first look on there is room for the place beside a readable title."""
_CAN_BE_HAD = frozenset({Status.OPEN, Status.NEARLY_FULL, Status.FULL, Status.WAITING_LIST})


def week_columns(now: Callable[[], datetime]) -> list[Column[Appointment]]:
    """Return this week's meetings; what is over is quiet."""

    def tone(appointment: Appointment) -> str:
        return "quiet" if appointment.meeting.ends < now() else ""

    return [
        Column("", _day_and_time, 12, tone=tone),
        Column("", lambda appointment, language: _called(appointment.row, language), tone=tone),
        Column(
            "", lambda appointment, _: appointment.meeting.place, 16, from_width=ROOM_FOR_PLACE, tone=lambda _: "quiet"
        ),
    ]


def appointment_key(appointment: Appointment) -> Hashable:
    """Return what tells a meeting from others."""
    return appointment.row.key, appointment.meeting.starts


def closing_columns(now: Callable[[], datetime]) -> list[Column[ClassRow]]:
    """Return exams that one can enrol in for not much longer, with the days that are left."""

    def left(row: ClassRow, language: Language) -> str:
        days = (row.enrol_until.date() - now().date()).days
        return language.plural("{count} day", "{count} days", days) if days else language.text("today")

    return [
        Column("", lambda row, _: IN_CART if row.in_cart else SHAPES[row.status], 1, tone=_tone),
        Column("", _called),
        Column("", left, 8, tone=lambda _: "warm"),
    ]


def to_add(closing: Sequence[ClassRow]) -> list[ClassRow]:
    """Return those that can be put in the cart."""
    return [row for row in closing if not row.in_cart and row.status in _CAN_BE_HAD]


def next_exam(exam: Appointment, now: datetime, language: Language) -> str:
    """Say when and where it is, in how many days, and whether one can still withdraw."""
    days = (exam.meeting.starts.date() - now.date()).days
    far = language.plural("in {count} day", "in {count} days", days) if days else language.text("today")
    said = language.text(
        "Next exam: {course}, {moment}, {place} ({far}).",
        course=language.title(exam.row.course),
        moment=language.moment(exam.meeting.starts),
        place=exam.meeting.place,
        far=far,
    )
    until = exam.row.enrol_until
    if is_over(until, now):
        return f"{said} {language.text('Too late to withdraw.')}"
    return f"{said} {language.text('You can withdraw until {day}.', day=language.day(until.date()))}"


def news(messages: Sequence[Message], language: Language) -> str:
    """Say the newest unread message and how many more there are; "" for none. Holds stand on their own line."""
    told = [message for message in messages if message.kind is not MessageKind.HOLD_PLACED]
    if not told:
        return ""
    said = [f"! {message_sentence(told[0], language)}"]
    if more := len(told) - 1:
        said.append(language.plural("There is {count} more message.", "There are {count} more messages.", more))
    return " ".join(said)


def facts(center: StudentCenter, academic_year: str, language: Language) -> list[Fact]:
    """Return the student's credits and holds."""
    credits_label = language.text("Credits {year}", year=academic_year)
    holds: list[Content | str] = [
        Content.styled(f"! {hold_sentence(hold.code, language)}", "$warm") for hold in center.holds
    ] or [language.text("none")]
    return [
        (credits_label, credits_bar(center.credits, language)),
        *((language.text("Holds") if place == 0 else "", said) for place, said in enumerate(holds)),
    ]


def _day_and_time(appointment: Appointment, language: Language) -> str:
    return f"{language.day_of_month(appointment.meeting.starts.date())} {language.clock(appointment.meeting.starts)}"


def _called(row: ClassRow, language: Language) -> str:
    return f"{language.title(row.course)}, {word(row.description, language)}"


def _tone(row: ClassRow) -> str:
    if row.in_cart:
        return "warm"
    return {Status.OPEN: "good", Status.NEARLY_FULL: "warm"}.get(row.status, "bad")
