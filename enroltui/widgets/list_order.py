"""How a class-number list can be sorted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from enroltui.folding import fold
from enroltui.language import N_, Language
from enroltui.registrar.values.classes import ListRow
from enroltui.terms import Description, Status

LAST = 1_000_000
"""Stands for a number that is not known, so that its row comes last."""


class ListOrder(StrEnum):
    """Each after the heading of its column."""

    COURSE = "Course"
    NUMBER = "Number"
    WHEN = "When"
    STUDY_YEAR = "Year"
    DESCRIPTION = "Description"
    CREDITS = "EC"
    STATUS = "Status"


ORDER_WORDS = {
    ListOrder.COURSE: N_("by course"),
    ListOrder.NUMBER: N_("by class number"),
    ListOrder.WHEN: N_("by date"),
    ListOrder.STUDY_YEAR: N_("by year of study"),
    ListOrder.DESCRIPTION: N_("by description"),
    ListOrder.CREDITS: N_("by credits"),
    ListOrder.STATUS: N_("by status"),
}
_STATUSES = list(Status)
_DESCRIPTIONS = list(Description)


def in_order(rows: Sequence[ListRow], order: ListOrder, language: Language) -> list[ListRow]:
    """Return the rows sorted, where equal by course and number; what is not known comes last."""
    by_course = sorted(
        rows, key=lambda row: (fold(language.title(row.course)), row.course.catalogue_number, _number(row))
    )
    match order:
        case ListOrder.COURSE:
            return by_course
        case ListOrder.WHEN:
            return sorted(by_course, key=_when)
    keys = {
        ListOrder.NUMBER: _number,
        ListOrder.STUDY_YEAR: lambda row: row.study_year or LAST,
        ListOrder.DESCRIPTION: lambda row: _DESCRIPTIONS.index(row.class_row.description) if row.class_row else LAST,
        ListOrder.CREDITS: lambda row: LAST if row.course.credits is None else row.course.credits,
        ListOrder.STATUS: lambda row: _STATUSES.index(row.class_row.status) if row.class_row else LAST,
    }
    return sorted(by_course, key=keys[order])


def _number(row: ListRow) -> int:
    return row.class_row.key.class_number if row.class_row else LAST


def _when(row: ListRow) -> tuple[bool, float]:
    meetings = row.class_row.meetings if row.class_row else ()
    return (False, meetings[0].starts.timestamp()) if meetings else (True, 0)
