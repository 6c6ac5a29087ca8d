"""A student's enrolments, one line a class, and more about one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from enroltui.language import N_, Language
from enroltui.moments import is_over
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.sentences.outcomes import last_day
from enroltui.sentences.words import word
from enroltui.terms import State
from enroltui.widgets.class_columns import ENROLLED, NONE, WAITING, class_columns
from enroltui.widgets.class_naming import meets, named
from enroltui.widgets.table import Column, Table

SEPARATOR = " · "
ROOM_FOR_PLACE = 126
"""From this table width on there is room for the place."""

_TONES = {State.ENROLLED: "good", State.WAITING: "warm", State.WITHDRAWN: "quiet"}
_SHAPES = {State.ENROLLED: ENROLLED, State.WAITING: WAITING, State.WITHDRAWN: NONE}


def enrolment_columns() -> list[Column[EnrolmentRow]]:
    """Return the columns of every list of classes, with the place where there is room; the last one tells the state."""
    columns: list[Column[EnrolmentRow]] = class_columns(
        lambda enrolment: enrolment.row.course, lambda enrolment: enrolment.row
    )
    return [
        *columns[:-1],
        Column(N_("Place"), _place, 14, from_width=ROOM_FOR_PLACE),
        Column(N_("Status"), state_in_words, 17, tone=lambda enrolment: _TONES[enrolment.state]),
    ]


def enrolment_table(*, selectable: bool) -> Table[EnrolmentRow]:
    """Make the table of somebody's enrolments."""
    return Table[EnrolmentRow](
        enrolment_columns(), lambda enrolment: enrolment.row.key, selectable=selectable, id="enrolments"
    )


def latest_of_each(enrolments: Sequence[EnrolmentRow]) -> list[EnrolmentRow]:
    """Return one enrolment a class: the one that holds, else the last one withdrawn from; in the order given."""
    latest: dict[ClassKey, EnrolmentRow] = {}
    for enrolment in enrolments:
        known = latest.get(enrolment.row.key)
        if known is None or enrolment.state is not State.WITHDRAWN or _later(enrolment, known):
            latest[enrolment.row.key] = enrolment
    return list(latest.values())


def _later(one: EnrolmentRow, other: EnrolmentRow) -> bool:
    if one.withdrawn is None or other.withdrawn is None:
        return False
    return one.withdrawn > other.withdrawn


def _place(enrolment: EnrolmentRow, _: Language) -> str:
    return enrolment.row.meetings[0].place if enrolment.row.meetings else ""


def state_in_words(enrolment: EnrolmentRow, language: Language) -> str:
    """Such as "✓ enrolled", or "⧗ waiting, no. 3"."""
    if enrolment.state is State.WAITING and enrolment.position is not None:
        return language.text("{shape} waiting, no. {position}", shape=WAITING, position=enrolment.position)
    return f"{_SHAPES[enrolment.state]} {word(enrolment.state, language)}"


def about_enrolment(enrolment: EnrolmentRow, now: datetime, language: Language) -> Content:
    """Return a class by name; then when and where it meets, since when it is so, and until when one may withdraw."""
    facts = [meets(enrolment.row, language), _since(enrolment, language)]
    if enrolment.state is not State.WITHDRAWN:
        facts.append(withdraw_until(enrolment.row, now, language))
    said = SEPARATOR.join(fact for fact in facts if fact)
    return Content.assemble(Content.styled(named(enrolment.row, language), "bold"), "\n", said)


def _since(enrolment: EnrolmentRow, language: Language) -> str:
    match enrolment.state:
        case State.WITHDRAWN if enrolment.withdrawn:
            return language.text("withdrawn {moment}", moment=language.moment(enrolment.withdrawn))
        case State.WAITING if enrolment.waiting_since:
            return language.text("waiting since {moment}", moment=language.moment(enrolment.waiting_since))
        case State.ENROLLED if enrolment.enrolled:
            return language.text("enrolled {moment}", moment=language.moment(enrolment.enrolled))
    return ""


def withdraw_until(row: ClassRow, now: datetime, language: Language) -> str:
    """Say until when one may withdraw, and how long that is; or since when it is too late."""
    until = language.day_and_year(row.enrol_until.date())
    if is_over(row.enrol_until, now):
        return language.text("too late to withdraw since {day}", day=until)
    return language.text("withdraw until {day}: {left}", day=until, left=last_day(row, now, language))
