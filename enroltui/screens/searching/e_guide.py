"""The E-guide of a programme: its courses by year of study, with credits, level, semester and classes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import groupby

from textual.app import ComposeResult

from enroltui.language import N_, Language
from enroltui.registrar.values.classes import ListRow
from enroltui.screens.searching.programme_page import ProgrammePage, ShownList
from enroltui.terms import Session
from enroltui.widgets.class_columns import NONE
from enroltui.widgets.list_columns import list_columns, row_key, study_year
from enroltui.widgets.list_order import ORDER_WORDS, ListOrder, in_order
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column

ROOM_FOR_LEVEL = 76
"""From this table width on there is room for level and semester beside a readable title."""
ROOM_FOR_DAY = 90
"""From this table width on there is room for the day beside a readable title."""
_SEMESTERS = {Session.S1: "1", Session.S2: "2", Session.HS: "1+2"}


class EGuidePage(ProgrammePage):
    """A course's own facts stand on the first line of its classes."""

    PAGE = "e_guide"

    def __init__(self) -> None:
        super().__init__()
        self._firsts: frozenset[Hashable] = frozenset()
        """The keys of the rows that begin a course."""

    def columns(self) -> Sequence[Column[ListRow]]:
        """Return the columns of the course, then those of its classes."""
        by_heading = {column.heading: column for column in list_columns(self.now, self.say_no_class_briefly)}
        return [
            Column(N_("Year"), self._once(study_year), 4),
            replace(by_heading["Course"], cell=self._once(by_heading["Course"].cell), tone=lambda _: "strong"),
            replace(by_heading["EC"], cell=self._once(by_heading["EC"].cell)),
            Column(N_("Level"), self._once(_level), 6, right=True, from_width=ROOM_FOR_LEVEL),
            Column(N_("Sem."), self._once(_semester), 4, from_width=ROOM_FOR_LEVEL),
            replace(by_heading["Number"], tone=None),
            by_heading["Description"],
            replace(by_heading["When"], from_width=ROOM_FOR_DAY),
            by_heading["Status"],
        ]

    def _once(self, cell: Callable[[ListRow, Language], str]) -> Callable[[ListRow, Language], str]:
        """Return this cell on the first line of a course, nothing on the others."""
        return lambda row, language: cell(row, language) if row_key(row) in self._firsts else ""

    def content(self) -> ComposeResult:
        """Lay out the heading and the courses."""
        yield Words(self._say_heading, classes="heading head")
        yield from self.table_and_below()

    def show_rows(self, answer: ShownList) -> None:
        """Show the courses by year of study, then by title."""
        rows = in_order(self.all_rows, ListOrder.STUDY_YEAR, self.visit.language)
        self._firsts = frozenset(
            row_key(next(of_course)) for _, of_course in groupby(rows, key=lambda row: row.course.catalogue_number)
        )
        self.show_in_table(rows)

    def _say_heading(self, language: Language) -> str:
        if self.answer is None:
            return ""
        return language.text(
            "E-guide {year}: {programme}",
            year=self.visit.academic_year,
            programme=language.name(self.answer.shown),
        )

    def say_of_rows(self, language: Language) -> list[str]:
        """Say that they are in order of the year of study, and how many courses they are."""
        courses = language.plural("{count} course", "{count} courses", len(self._firsts))
        return [language.text(ORDER_WORDS[ListOrder.STUDY_YEAR]), courses]


def _level(row: ListRow, _: Language) -> str:
    return NONE if row.course.level is None else str(row.course.level)


def _semester(row: ListRow, _: Language) -> str:
    return _SEMESTERS[row.session]
