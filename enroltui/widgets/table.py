"""A table that draws only the rows that are seen, so that five thousand of them are as quick as fifty."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from enroltui.language import Language
from enroltui.printable import printable
from enroltui.widgets.speaking import Speaking

Row = TypeVar("Row")

GUTTER = 2
"""Before each row: where the cursor is, and whether the row is selected."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its untranslated heading, and what stands in it for a row.

    A width of 0 takes what the others leave. `from_width`: the table width from which on it is shown.
    `tone` names a style of `Table.COMPONENT_CLASSES` without its prefix.
    """

    heading: str
    cell: Callable[[Row, Language], str]
    width: int = 0
    right: bool = False
    from_width: int = 0
    tone: Callable[[Row], str] | None = None


class Table(ScrollView, Speaking, Generic[Row], can_focus=True):
    """Rows under headings, with a cursor, and a selection where `selectable`."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("space", "select", show=False),
    ]
    COMPONENT_CLASSES = {
        "table--heading", "table--cursor", "table--good", "table--bad", "table--warm", "table--quiet", "table--strong",
    }  # fmt: skip
    DEFAULT_CSS = """
    Table {
        height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
        .table--heading { color: $quiet; text-style: bold; }
        .table--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
        .table--good { color: $success; }
        .table--bad { color: $error; }
        .table--warm { color: $warm; }
        .table--quiet { color: $quiet; }
        .table--strong { text-style: bold; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    """The row that keys act on, from 0."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row, or the rows are others."""

        table: Table[object]

        @property
        def control(self) -> Table[object]:
            """The table."""
            return self.table

    @dataclass
    class Chosen(Message):
        """Enter, or a click on the cursor's row."""

        table: Table[object]

        @property
        def control(self) -> Table[object]:
            """The table."""
            return self.table

    @dataclass
    class SelectionChanged(Message):
        """Rows were selected or no longer are."""

        table: Table[object]

        @property
        def control(self) -> Table[object]:
            """The table."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        *,
        selectable: bool = False,
        headings: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """`key` tells rows apart, so that cursor and selection stay where they were when the rows are shown anew."""
        super().__init__(id=id, classes=classes)
        self._columns = columns
        self._key = key
        self._selectable = selectable
        self._top = 1 if headings else 0
        self._rows: Sequence[Row] = ()
        self._selected: set[Hashable] = set()
        self._language: Language | None = None

    # --- rows -------------------------------------------------------------------------------------------------------

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row if that is still there."""
        here = self._key(self._rows[self.cursor]) if self.row is not None else None
        self._rows = rows
        keys = {self._key(row): index for index, row in enumerate(rows)}
        self._selected &= keys.keys()
        self.set_reactive(Table.cursor, keys.get(here, min(self.cursor, max(0, len(rows) - 1))))
        self._resize()
        self._scroll_to_cursor()
        self.post_message(self.Moved(self))  # type: ignore[arg-type]

    @property
    def rows(self) -> Sequence[Row]:
        """All rows."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    @property
    def selected(self) -> tuple[Row, ...]:
        """The selected rows, in the table's order."""
        return tuple(row for row in self._rows if self._key(row) in self._selected)

    @property
    def meant(self) -> tuple[Row, ...]:
        """What a command acts on: the selected rows, or else the one under the cursor."""
        return self.selected or (() if self.row is None else (self.row,))

    def select(self, rows: Sequence[Row]) -> None:
        """Select just these."""
        self._selected = {self._key(row) for row in rows}
        self.refresh()
        self.post_message(self.SelectionChanged(self))  # type: ignore[arg-type]

    # --- keys and mouse ---------------------------------------------------------------------------------------------

    def watch_cursor(self) -> None:
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved(self))  # type: ignore[arg-type]

    def action_move(self, by: int) -> None:
        """Up or down by rows."""
        if self._rows:
            self.cursor = min(max(0, self.cursor + by), len(self._rows) - 1)

    def action_move_page(self, by: int) -> None:
        """Up or down by what is seen."""
        self.action_move(by * max(1, self.size.height - self._top - 1))

    def action_edge(self, edge: int) -> None:
        """To the first or the last row."""
        self.action_move(len(self._rows) if edge else -len(self._rows))

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Chosen(self))  # type: ignore[arg-type]

    def action_select(self) -> None:
        """Select the row under the cursor, or no longer."""
        if self._selectable and self.row is not None:
            self._selected ^= {self._key(self.row)}
            self.refresh()
            self.post_message(self.SelectionChanged(self))  # type: ignore[arg-type]

    def on_click(self, event: Click) -> None:
        index = self.scroll_offset.y + event.y - self._top
        if event.y < self._top or index >= len(self._rows):
            return
        if event.x < GUTTER and self._selectable:
            self.cursor = index
            self.action_select()
        elif index == self.cursor:
            self.action_choose()
        else:
            self.cursor = index

    # --- drawing ----------------------------------------------------------------------------------------------------

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self._language = language
        self.refresh()

    def on_resize(self) -> None:
        self._resize()
        self._scroll_to_cursor()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows) + self._top)
        self.refresh()

    def _scroll_to_cursor(self) -> None:
        self.scroll_to_region(
            Region(0, self.cursor, 1, 1 + self._top), animate=False, force=True, immediate=True
        )

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the headings, or a row."""
        width = self.scrollable_content_region.width
        if self._language is None:
            return Strip.blank(width, self.rich_style)
        if y < self._top:
            return self._line(None, "  ", self._style("table--heading"))
        index = self.scroll_offset.y + y - self._top
        if index >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[index]
        here = index == self.cursor and self.has_focus
        marks = ("▸" if here else " ") + ("▪" if self._key(row) in self._selected else " ")
        return self._line(row, marks, self._style("table--cursor") if here else self.rich_style)

    def _line(self, row: Row | None, marks: str, style: Style) -> Strip:
        language = self._language
        assert language is not None
        width = self.scrollable_content_region.width
        segments = [Segment(marks, style)]
        for column, column_width in self._widths(width - GUTTER):
            text = language.text(column.heading) if row is None else printable(column.cell(row, language))
            toned = style
            if row is not None and column.tone and (tone := column.tone(row)) and style == self.rich_style:
                toned = self._style(f"table--{tone}")
            segments += [Segment(_fit(text, column_width, column.right), toned), Segment(" ", style)]
        return Strip(segments).adjust_cell_length(width, style)

    def _widths(self, room: int) -> list[tuple[Column[Row], int]]:
        shown = [column for column in self._columns if column.from_width <= self.size.width]
        left = room - sum(column.width + 1 for column in shown if column.width)
        flexible = sum(1 for column in shown if not column.width)
        share = max(4, left // flexible - 1) if flexible else 0
        return [(column, column.width or share) for column in shown]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)


def _fit(text: str, width: int, right: bool) -> str:
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)
