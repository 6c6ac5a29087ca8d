"""How a class-number list shows its rows: the columns, and the row under the cursor named in full."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, datetime, timedelta

from textual.content import Content

from enroltui.language import N_, Language
from enroltui.registrar.values.classes import ClassRow, ListRow
from enroltui.sentences.outcomes import last_day
from enroltui.sentences.words import word
from enroltui.terms import Status
from enroltui.widgets.class_columns import NONE, SHAPES, class_columns
from enroltui.widgets.class_naming import meets, named, until
from enroltui.widgets.table import Column

CLOSING = timedelta(days=3)
"""Within this time before enrolment ends the status tells how long is left, not how many places."""
LEAST_WIDTHS = {"When": 70, "EC": 62}
"""From these table widths on there is room for these columns, by their headings, beside a readable title."""
ROOM_FOR_PLACE_IN_STUDY = 120
"""From this table width on there is room for year of study and semester."""
_CAN_CLOSE = frozenset({Status.OPEN, Status.NEARLY_FULL, Status.WAITING_LIST})


def list_columns(now: Callable[[], datetime], no_class: Callable[[Language], str]) -> list[Column[ListRow]]:
    """Return the columns; `now` gives the visit's moment, `no_class` the status of a course without class numbers."""
    *columns, status = (
        replace(column, from_width=max(column.from_width, LEAST_WIDTHS.get(column.heading, 0)))
        for column in class_columns(lambda row: row.course, _class_of)
    )
    place_in_study = [
        Column[ListRow](N_("Year"), study_year, 4, from_width=ROOM_FOR_PLACE_IN_STUDY),
        Column[ListRow](N_("Semester"), _semester, 10, from_width=ROOM_FOR_PLACE_IN_STUDY),
    ]
    return [*columns, *place_in_study, _status(status, now, no_class)]


def row_key(row: ListRow) -> Hashable:
    """Return what tells a row from another: its class, or its course where class numbers are not yet defined."""
    return row.class_row.key if row.class_row else row.course.catalogue_number


def row_named(row: ListRow, no_class: Callable[[Language], str], language: Language) -> Content:
    """Return a row on two lines: the class by name, then what one must know before adding it, or why there is none."""
    if row.class_row is None:
        first, rest = language.title(row.course), no_class(language)
    else:
        first, rest = (
            named(row.class_row, language),
            f"{meets(row.class_row, language)} · {until(row.class_row, language)}",
        )
    return Content.assemble(Content.styled(first, "bold"), "\n", rest)


def not_yet_defined(today: date, language: Language) -> str:
    """Say that there are no class numbers, and when to look again: in a month lists have been brought up to date."""
    next_month = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return language.text("Class numbers not yet defined. Look again after {day}.", day=language.long_date(next_month))


def _status(
    status: Column[ListRow], now: Callable[[], datetime], no_class: Callable[[Language], str]
) -> Column[ListRow]:
    """Return the status as in other lists; but how long is left where that is short, and whether the class is over."""

    def closing(row: ListRow) -> ClassRow | None:
        class_row = row.class_row
        if class_row is None or class_row.state is not None or class_row.in_cart or class_row.status not in _CAN_CLOSE:
            return None
        return class_row if class_row.enrol_until.date() - now().date() <= CLOSING else None

    def cell(row: ListRow, language: Language) -> str:
        if row.class_row is None:
            return no_class(language)
        if class_row := closing(row):
            return f"{SHAPES[class_row.status]} {last_day(class_row, now(), language)}"
        if row.class_row.status is Status.CLOSED and _over(row.class_row, now()):
            return f"{SHAPES[Status.CLOSED]} {language.text('over')}"
        return status.cell(row, language)

    def tone(row: ListRow) -> str:
        return "warm" if closing(row) else status.tone(row) if status.tone else ""

    return replace(status, cell=cell, tone=tone)


def _over(class_row: ClassRow, now: datetime) -> bool:
    return (
        bool(class_row.meetings)
        and class_row.meetings[-1].ends < now
        and class_row.state is None
        and not class_row.in_cart
    )


def _class_of(row: ListRow) -> ClassRow | None:
    return row.class_row


def study_year(row: ListRow, _: Language) -> str:
    """Return the year of study; with a "*" where Leiden does not publish it and it is made up."""
    if row.study_year is None:
        return NONE
    return f"{row.study_year}*" if row.study_year_made_up else str(row.study_year)


def _semester(row: ListRow, language: Language) -> str:
    return word(row.class_row.session if row.class_row else row.session, language)
