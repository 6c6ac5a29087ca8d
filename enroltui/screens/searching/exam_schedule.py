"""The exam schedule of a programme: its exams and retakes by date, with the class number to sign up with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult

from enroltui.language import N_, Language
from enroltui.registrar.values.classes import ListRow
from enroltui.screens.searching.programme_page import ProgrammePage, ShownList
from enroltui.terms import Component
from enroltui.widgets.list_columns import list_columns
from enroltui.widgets.list_order import ORDER_WORDS, ListOrder, in_order
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column

EXAMS = frozenset({Component.EXAM, Component.PARTIAL_EXAM})
ROOM_FOR_TIME = 76
"""From this table width on there is room for the hour beside a readable title."""
ROOM_FOR_PLACE = 96
"""From this table width on there is room for the place beside a readable title."""


class ExamSchedulePage(ProgrammePage):
    """A page that begins at the first exam that is not over."""

    PAGE = "exam_schedule"

    def __init__(self) -> None:
        super().__init__()
        self._begun_at = ""

    def columns(self) -> Sequence[Column[ListRow]]:
        """Return when, what and where, and the seed page's 'Sign up', which holds the class number."""
        by_heading = {column.heading: column for column in list_columns(self.now, self.say_no_class_briefly)}
        return [
            replace(by_heading["When"], from_width=0),
            replace(by_heading["Time"], from_width=ROOM_FOR_TIME),
            by_heading["Course"],
            by_heading["Description"],
            Column(N_("Place"), _place, 18, from_width=ROOM_FOR_PLACE),
            replace(by_heading["Number"], heading=N_("Sign up"), width=7),
            by_heading["Status"],
        ]

    def content(self) -> ComposeResult:
        """Lay out the heading and the exams."""
        yield Words(self._say_heading, classes="heading head")
        yield from self.table_and_below()

    def show_rows(self, answer: ShownList) -> None:
        """Show the exams by date; those of another programme or year from the first that is not over."""
        self.show_in_table(in_order([row for row in answer.rows if _is_exam(row)], ListOrder.WHEN, self.visit.language))
        schedule = f"{answer.shown.slug} {self.visit.academic_year}"
        if schedule != self._begun_at:
            self._begun_at = schedule
            self.table.begin_at(self._over)

    @property
    def _over(self) -> int:
        """Return how many of the exams are over."""
        rows = (row.class_row for row in self.table.rows)
        return sum(row is not None and row.meetings[0].ends < self.now() for row in rows)

    def _say_heading(self, language: Language) -> str:
        if self.answer is None:
            return ""
        return language.text(
            "Exam schedule {year}: {programme}",
            year=self.visit.academic_year,
            programme=language.name(self.answer.shown),
        )

    def say_of_rows(self, language: Language) -> list[str]:
        """Say that they are in order of date, and how many are over."""
        over = language.plural("{count} is over", "{count} are over", self._over)
        return [language.text(ORDER_WORDS[ListOrder.WHEN]), over]


def _is_exam(row: ListRow) -> bool:
    return row.class_row is not None and row.class_row.component in EXAMS and bool(row.class_row.meetings)


def _place(row: ListRow, _: Language) -> str:
    return row.class_row.meetings[0].place if row.class_row else ""
