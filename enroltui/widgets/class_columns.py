"""The columns in which every list shows a class, and its status as a shape and a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from enroltui.language import N_, Language
from enroltui.registrar.values.classes import ClassRow, Course
from enroltui.sentences.outcomes import seats
from enroltui.sentences.words import word
from enroltui.terms import State, Status
from enroltui.widgets.table import Column

Row = TypeVar("Row")

SHAPES = {
    Status.OPEN: "●",
    Status.NEARLY_FULL: "◐",
    Status.FULL: "○",
    Status.WAITING_LIST: "⧗",
    Status.NOT_OPEN: "·",
    Status.CLOSED: "✗",
    Status.ELSEWHERE: "→",
}
"""A status is never told by its colour alone."""
ENROLLED, WAITING, IN_CART = "✓", "⧗", "▪"

_TONES = {Status.OPEN: "good", Status.NEARLY_FULL: "warm", Status.FULL: "bad", Status.CLOSED: "bad"}
NONE = "–"
"""Stands where there is nothing to tell, such as the day of a paper."""
ROOM_FOR_DAY, ROOM_FOR_TIME, ROOM_FOR_CATALOGUE_NUMBER, ROOM_FOR_TYPE = 66, 82, 100, 130
"""From these table widths on there is room for these columns beside a readable title."""


def class_columns(
    course_of: Callable[[Row], Course],
    class_of: Callable[[Row], ClassRow | None],
    *,
    own: bool = True,
) -> list[Column[Row]]:
    """Return the columns of a table whose rows are, or hold, a class; or a course, its class number not yet defined.

    The last one tells what the class is for the student, or if not `own`, only what it is for everybody.
    """
    status = own_status if own else availability

    def tone(row: Row) -> str:
        class_row = class_of(row)
        if class_row is None:
            return "quiet"
        return _own_tone(class_row) if own else _TONES.get(class_row.status, "quiet")

    def cell(said: Callable[[ClassRow, Language], str], none: str = NONE) -> Callable[[Row, Language], str]:
        def said_of(row: Row, language: Language) -> str:
            class_row = class_of(row)
            return language.text(none) if class_row is None else said(class_row, language)

        return said_of

    return [
        Column(N_("Number"), cell(lambda row, _: str(row.key.class_number)), 6, tone=lambda _: "strong"),
        Column(
            N_("Catalogue no."),
            lambda row, _: course_of(row).catalogue_number,
            13,
            from_width=ROOM_FOR_CATALOGUE_NUMBER,
        ),
        Column(N_("Course"), lambda row, language: language.title(course_of(row))),
        Column(N_("Description"), cell(lambda row, language: word(row.description, language)), 12),
        Column(
            N_("Type"),
            cell(lambda row, language: word(row.component, language)),
            12,
            from_width=ROOM_FOR_TYPE,
        ),
        Column(N_("When"), cell(_day), 10, from_width=ROOM_FOR_DAY),
        Column(N_("Time"), cell(_time), 5, from_width=ROOM_FOR_TIME),
        Column(N_("EC"), lambda row, _: _credits(course_of(row)), 3, right=True),
        Column(N_("Status"), cell(status, N_("not yet defined")), 16, tone=tone),
    ]


def own_status(row: ClassRow, language: Language) -> str:
    """Say what a class is for the student: enrolled, waiting, in the cart, or else `availability`."""
    if row.state is not None:
        return f"{shape(row)} {word(row.state, language)}"
    if row.in_cart:
        return f"{shape(row)} {language.text('in cart')}"
    return availability(row, language)


def shape(row: ClassRow) -> str:
    """Return the shape with which `own_status` begins, where there is no room for its words."""
    if row.state is not None:
        return ENROLLED if row.state is State.ENROLLED else WAITING
    return IN_CART if row.in_cart else SHAPES[row.status]


def availability(row: ClassRow, language: Language) -> str:
    """Return a class's status with its shape, and the places left where it is open."""
    is_open = row.status in (Status.OPEN, Status.NEARLY_FULL)
    return f"{SHAPES[row.status]} {seats(row, language) if is_open else word(row.status, language)}"


def _own_tone(row: ClassRow) -> str:
    if row.state is not None:
        return "good"
    return "warm" if row.in_cart else _TONES.get(row.status, "quiet")


def _day(row: ClassRow, language: Language) -> str:
    return language.day(row.meetings[0].starts.date()) if row.meetings else NONE


def _time(row: ClassRow, language: Language) -> str:
    return language.clock(row.meetings[0].starts) if row.meetings else NONE


def _credits(course: Course) -> str:
    return NONE if course.credits is None else str(course.credits)
