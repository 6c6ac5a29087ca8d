"""A student's screen as the helpdesk sees it in a help session. It gets no keys, as the overlay uses them before."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip

from enroltui.widgets.speaking import Saying, Words


class StudentsScreen(ScrollView):
    """Shows the rows of another app's screen, and scrolls if there is less room for them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Strip] = ()

    def show(self, rows: Sequence[Strip]) -> None:
        """Show these rows from now on."""
        self._rows = rows
        self.virtual_size = Size(max((row.cell_length for row in rows), default=0), len(rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one of the rows, without the links of the app that painted it."""
        left, top = self.scroll_offset
        width = self.size.width
        if not 0 <= top + y < len(self._rows):
            return Strip.blank(width)
        row = self._rows[top + y].crop(left, left + width)
        return Strip(
            [Segment(part.text, part.style and part.style.clear_meta_and_links()) for part in row], row.cell_length
        ).extend_cell_length(width)


class AlongScreen(Screen[None]):
    """Says what is waited for, until there is a student's screen to show."""

    CSS_PATH = "along.tcss"

    def __init__(self, waiting: Saying) -> None:
        super().__init__()
        self._waiting = waiting

    def compose(self) -> ComposeResult:
        """Lay out the words, and the student's screen, which hides them."""
        yield Words(self._waiting, id="waiting")
        yield StudentsScreen()

    @property
    def _students(self) -> StudentsScreen:
        return self.query_one(StudentsScreen)

    def show(self, rows: Sequence[Strip]) -> None:
        """Show what the student sees now."""
        if self.is_mounted:
            self.add_class("-seen")
            self._students.show(rows)

    def scroll(self, columns: int, lines: int) -> None:
        """Scroll by so many columns and lines, if the student's screen is larger."""
        self._students.scroll_relative(columns, lines, animate=False)

    @property
    def larger(self) -> tuple[int, int] | None:
        """Return the columns and lines of the student's screen if it is larger than this one."""
        if not self.is_mounted:
            return None
        size, room = self._students.virtual_size, self._students.size
        return (size.width, size.height) if size.width > room.width or size.height > room.height else None
