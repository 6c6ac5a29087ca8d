"""The page on which staff find a student or a class: a field, what it finds, and how many there are."""

from __future__ import annotations

from typing import Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from enroltui.language import Language
from enroltui.screens.page import Page
from enroltui.screens.steering import Steering
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Saying, Words
from enroltui.widgets.table import Row, Table

LONGEST = 64


class FindingPage(Page, Steering, Generic[Row]):
    """A subclass gives the label of the field and the table of what is found, and says how to find and to open it."""

    CSS_PATH = "finding.tcss"
    HOME = "#words"

    def __init__(self, label: Saying, table: Table[Row]) -> None:
        """`table` is steered: the arrow keys move in it from the field."""
        super().__init__()
        self._label = label
        self.table = table

    def find(self) -> None:
        """Show in the table what has the words of the field, by `show`."""
        raise NotImplementedError

    def say_count(self, language: Language) -> str:
        """Say how many there are, or that nothing has these words."""
        raise NotImplementedError

    def open(self, row: Row) -> None:
        """Open the page of what was chosen."""
        raise NotImplementedError

    def content(self) -> ComposeResult:
        """Lay out the field, the table, and how many there are."""
        with Horizontal(id="find"):
            yield Words(self._label, id="label")
            yield Field(LONGEST, id="words")
        yield self.table
        yield Words(self.say_count, id="count", classes="quiet")

    @property
    def steered(self) -> Table[Row]:
        """Return the table of what was found."""
        return self.table

    @property
    def typed(self) -> str:
        """Return what was typed in the field."""
        return self.query_one("#words", Field).value

    def leave_field(self) -> bool:
        """Go from the field to the table; what was typed is kept."""
        if isinstance(self.focused, Input):
            self.table.focus()
            return True
        return False

    @on(Input.Changed, "#words")
    def _typed(self) -> None:
        self.find()

    @on(Input.Submitted, "#words")
    @on(Table.Chosen)
    def _chosen(self) -> None:
        if (row := self.table.row) is not None:
            self.open(row)
