"""Class numbers as they are typed: with their academic year, or bare."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from enroltui.registrar.enrolling import cart
from enroltui.registrar.enrolling.class_record import Viewpoint
from enroltui.registrar.enrolling.class_rows import by_key
from enroltui.registrar.people.students import viewpoint_of
from enroltui.registrar.rules.numbers import Numbered, year_meant
from enroltui.registrar.rules.reasons import NotANumber, Reason
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.searching import Found

_TYPED = re.compile(r"(?:(?P<year>\d{4}-\d{4})/)?(?P<number>\d{5})", re.ASCII)


def class_keys(
    connection: Connection,
    caller: Caller,
    student_number: str | None,
    shown_year: str,
    typed: Sequence[str],
    *,
    to_leave: bool = False,
) -> tuple[ClassKey | Reason, ...]:
    """Tell which classes typed numbers mean for a student (None: for nobody in particular), or why that is unknown.

    A number is typed as NUMBER or YEAR/NUMBER. What a bare one means is `rules.numbers.year_meant`; `to_leave`: it is
    to be withdrawn from. There may be no class with the key.
    """
    view = viewpoint_of(connection, caller, student_number)
    return tuple(_meant(connection, view, shown_year, text, to_leave=to_leave) for text in typed)


def find(
    connection: Connection,
    caller: Caller,
    student_number: str | None,
    shown_year: str,
    typed: Sequence[str],
    *,
    year_named: bool = False,
) -> tuple[Found, ...]:
    """Look typed class numbers up, in their order: each with its class, and why it can't be put into the cart.

    They are typed as for `class_keys`; `year_named`: a bare one is of the shown year, which somebody has named.
    """
    view = viewpoint_of(connection, caller, student_number)
    return tuple(_found(connection, view, text, shown_year, year_named=year_named) for text in typed)


def _found(connection: Connection, view: Viewpoint, text: str, shown_year: str, *, year_named: bool) -> Found:
    meant = _meant(connection, view, shown_year, text, year_named=year_named)
    if isinstance(meant, Reason):
        return Found(text, None, meant)
    known = by_key(connection, view, [meant]).get(meant)
    if known is None:
        return Found(text, None, cart.unknown(connection, meant))
    return Found(text, known.row, cart.why_not(view, known))


def _meant(
    connection: Connection,
    view: Viewpoint,
    shown_year: str,
    text: str,
    *,
    to_leave: bool = False,
    year_named: bool = False,
) -> ClassKey | Reason:
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        return NotANumber(text)
    number, year = int(match["number"]), match["year"] or (shown_year if year_named else None)
    if year is not None:
        return ClassKey(year, number)
    years = cart.years_of(connection, number)
    if years == [shown_year]:
        return ClassKey(shown_year, number)
    there = by_key(connection, view, [ClassKey(year, number) for year in years]).values()
    numbered = [Numbered(one.facts, one.row.state) for one in there]
    meant = year_meant(numbered, shown_year, view.career, view.now, to_leave=to_leave)
    return ClassKey(meant, number) if isinstance(meant, str) else meant
