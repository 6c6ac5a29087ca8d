"""Rosters: find a class by number or title; Enter shows who is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from enroltui.folding import fold
from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.screens.staff.roster import RosterPage
from enroltui.terms import Role
from enroltui.widgets.class_columns import class_columns
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table

LONGEST = 64


class RostersPage(Page):
    """A field, and the classes that it finds in the academic year of the shown day."""

    PAGE = "rosters"
    CSS_PATH = "rosters.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._known = False
        self.table: Table[ClassRow] = Table(
            class_columns(lambda row: row.course, lambda row: row, own=False),
            lambda row: row.key,
            steered=True,
            id="classes",
        )

    def content(self) -> ComposeResult:
        """The field, the classes, and how many they are."""
        with Horizontal(id="find"):
            yield Words(lambda language: language.text("Number or title"), id="label")
            yield Field(LONGEST, id="words")
        yield self.table
        yield Words(self._count, id="count", classes="quiet")

    def home(self) -> Widget:
        """The field."""
        return self.query_one("#words", Field)

    def leave_field(self) -> bool:
        """From the field to the classes, with its text kept."""
        if isinstance(self.focused, Input):
            self.table.focus()
            return True
        return False

    def action_move(self, by: int) -> None:
        """Up or down among the classes, also from the field."""
        self.table.action_move(by)

    def action_move_page(self, by: int) -> None:
        """Up or down by what is seen."""
        self.table.action_move_page(by)

    @on(Input.Changed, "#words")
    def look(self) -> None:
        """The classes that have the words, as they stand now; a coordinator's own only."""
        year, words = self.visit.academic_year, self.query_one("#words", Field).value
        if self.visit.role is Role.COORDINATOR:
            self.fetch(self.by_caller(Registrar.own_classes, year), lambda rows: self._show(_having(words, rows)))
        else:
            self.fetch(self.by_caller(Registrar.classes, words, "", year), self._show)

    def _show(self, rows: Sequence[ClassRow]) -> None:
        self._known = True
        self.table.show(rows)
        self._tell()

    @on(Table.Moved)
    def _tell(self) -> None:
        self.query_one("#count", Words).tell(self._count)

    def _count(self, language: Language) -> str:
        if not self._known:
            return ""
        if not self.table.rows:
            return self._none(language)
        place, count = self.table.cursor + 1, len(self.table.rows)
        if self.visit.role is Role.COORDINATOR:
            return language.text(
                "{place} of {count} · classes of your own courses, by number", place=place, count=count
            )
        return language.text("{place} of {count} · by course", place=place, count=count)

    def _none(self, language: Language) -> str:
        if self.visit.role is Role.COORDINATOR:
            return language.text("No class of your own courses has this number or title. Type less of it, or check it.")
        return language.text("No class has this number or title. Type less of it, or check it.")

    @on(Input.Submitted, "#words")
    @on(Table.Chosen, "#classes")
    def _open(self) -> None:
        if (row := self.table.row) is not None:
            self.enrol_app.show(RosterPage(row))


def _having(words: str, rows: Sequence[ClassRow]) -> list[ClassRow]:
    folded = [(fold(f"{row.key.class_number} {row.course.title_en} {row.course.title_nl}"), row) for row in rows]
    return [row for text, row in folded if all(word in text for word in fold(words).split())]
