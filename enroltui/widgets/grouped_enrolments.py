"""A student's enrolments in groups: by day, by status, by semester or by course, each group under its own line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from enroltui.language import N_, Language
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.sentences.words import word
from enroltui.terms import Session, State
from enroltui.widgets.enrolment_table import enrolment_columns
from enroltui.widgets.table import Column, Table

OVER = "✗"


class Phase(StrEnum):
    """How far an enrolment is: its state, or over when nothing of the class is still to come."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    OVER = "over"


class Grouping(StrEnum):
    """The ways in which the list can be grouped."""

    DAY = "day"
    STATUS = "status"
    SEMESTER = "semester"
    COURSE = "course"


PHASES = {
    Phase.ENROLLED: N_("enrolled"),
    Phase.WAITING: N_("waiting"),
    Phase.WITHDRAWN: N_("withdrawn"),
    Phase.OVER: N_("over"),
}
GROUPING = {
    Grouping.DAY: N_("by day"),
    Grouping.STATUS: N_("by status"),
    Grouping.SEMESTER: N_("by semester"),
    Grouping.COURSE: N_("by course"),
}
_SEMESTERS = list(Session)


@dataclass(frozen=True)
class Group:
    """The line above a group: its name, and the enrolments in it."""

    name: Callable[[Language], str]
    rows: tuple[EnrolmentRow, ...]


Line = EnrolmentRow | Group


def phase_of(enrolment: EnrolmentRow, now: datetime) -> Phase:
    """Return how far an enrolment is at the visit's moment."""
    if enrolment.state is State.ENROLLED and enrolment.row.meetings and enrolment.row.meetings[-1].ends < now:
        return Phase.OVER
    return Phase(enrolment.state.value)


def grouped(rows: Sequence[EnrolmentRow], grouping: Grouping, now: datetime) -> list[Line]:
    """Return the enrolments by time within each group, with a line above each; by day there is no such line."""
    if grouping is Grouping.DAY:
        return list(rows)
    if grouping is Grouping.STATUS:
        return _groups(
            rows,
            lambda enrolment: list(Phase).index(phase_of(enrolment, now)),
            lambda enrolment, language: language.text(PHASES[phase_of(enrolment, now)]),
        )
    if grouping is Grouping.SEMESTER:
        return _groups(rows, _semester_key, _semester_name)
    return _groups(rows, lambda enrolment: enrolment.row.course.catalogue_number, _title)


def credits_enrolled(rows: Sequence[EnrolmentRow]) -> int:
    """EC of the courses in which one is enrolled, each course once."""
    courses = {enrolment.row.course for enrolment in rows if enrolment.state is State.ENROLLED}
    return sum(course.credits or 0 for course in courses)


def credits_by_semester(rows: Sequence[EnrolmentRow]) -> dict[Session, int]:
    """Count the credits of each semester: a course counts in the first one in which it is."""
    first: dict[str, tuple[Session, int]] = {}
    for enrolment in sorted(rows, key=lambda enrolment: _SEMESTERS.index(enrolment.row.session)):
        if enrolment.state is State.ENROLLED:
            first.setdefault(
                enrolment.row.course.catalogue_number, (enrolment.row.session, enrolment.row.course.credits or 0)
            )
    totals: dict[Session, int] = {}
    for session, credits_ in first.values():
        totals[session] = totals.get(session, 0) + credits_
    return totals


def line_key(line: Line) -> object:
    """Return what tells a line from every other."""
    return (
        line.row.key if isinstance(line, EnrolmentRow) else ("group", *(enrolment.row.key for enrolment in line.rows))
    )


def grouped_table(now: Callable[[], datetime]) -> Table[Line]:
    """Return the table; only enrolments can be selected."""
    columns = [_of_lines(column) for column in enrolment_columns()]
    columns[-1] = _status(columns[-1], now)
    return Table[Line](columns, line_key, selectable=lambda line: isinstance(line, EnrolmentRow), id="enrolments")


def _groups(
    rows: Sequence[EnrolmentRow],
    key: Callable[[EnrolmentRow], object],
    name: Callable[[EnrolmentRow, Language], str],
) -> list[Line]:
    groups: dict[object, list[EnrolmentRow]] = {}
    for enrolment in rows:
        groups.setdefault(key(enrolment), []).append(enrolment)
    lines: list[Line] = []
    for _, members in sorted(groups.items(), key=lambda group: str(group[0])):
        lines += [Group(partial(name, members[0]), tuple(members)), *members]
    return lines


def _semester_key(enrolment: EnrolmentRow) -> tuple[str, int]:
    return enrolment.row.key.academic_year, _SEMESTERS.index(enrolment.row.session)


def _semester_name(enrolment: EnrolmentRow, language: Language) -> str:
    return f"{enrolment.row.key.academic_year}, {word(enrolment.row.session, language)}"


def _title(enrolment: EnrolmentRow, language: Language) -> str:
    return language.title(enrolment.row.course)


def _of_lines(column: Column[EnrolmentRow]) -> Column[Line]:
    """Return a column of enrolments that tells of a group how many classes there are, its name and its credits."""

    def cell(line: Line, language: Language) -> str:
        if isinstance(line, EnrolmentRow):
            return column.cell(line, language)
        match column.heading:
            case "Number":
                return f"({len(line.rows)})"
            case "Course":
                return line.name(language)
            case "EC":
                return str(credits_enrolled(line.rows))
        return ""

    def tone(line: Line) -> str:
        if isinstance(line, Group):
            return "warm"
        return column.tone(line) if column.tone else ""

    return Column(column.heading, cell, column.width, column.right, column.from_width, tone)


def _status(column: Column[Line], now: Callable[[], datetime]) -> Column[Line]:
    """Return the status, where a class of which nothing is still to come is over."""

    def is_over(line: Line) -> bool:
        return isinstance(line, EnrolmentRow) and phase_of(line, now()) is Phase.OVER

    def cell(line: Line, language: Language) -> str:
        return f"{OVER} {language.text('over')}" if is_over(line) else column.cell(line, language)

    def tone(line: Line) -> str:
        return "quiet" if is_over(line) else column.tone(line) if column.tone else ""

    return replace(column, cell=cell, tone=tone)
