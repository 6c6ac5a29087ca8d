"""A table that draws only the rows that are seen, so that five thousand of them are as quick as fifty."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from enroltui.language import Language
from enroltui.printable import printable
from enroltui.textual_private import update_scrollbars
from enroltui.widgets.secret import SECRET
from enroltui.widgets.speaking import Speaking

Row = TypeVar("Row")

CURSOR, TICKED, UNTICKED = "▸", "☑", "☐"
"""What stands before a row: neither cursor nor selection is told by colour alone."""
LEAST = 4
"""Columns that a cell without a width of its own gets, however narrow the table is."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its untranslated heading, and what stands in it for a row.

    A width of 0 takes what the others leave. `from_width`: the table width from which on it is shown.
    `tone` names a style of `Table.COMPONENT_CLASSES` without its prefix. `secret`: for who sits at the screen alone.
    """

    heading: str
    cell: Callable[[Row, Language], str]
    width: int = 0
    right: bool = False
    from_width: int = 0
    tone: Callable[[Row], str] | None = None
    secret: bool = False


class Table(ScrollView, Speaking, Generic[Row], can_focus=True):
    """Rows under headings, with a cursor, and a selection where `selectable`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("space", "select", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--heading", "table--cursor", "table--ticked",
        "table--good", "table--bad", "table--warm", "table--quiet", "table--strong",
    }  # fmt: skip
    DEFAULT_CSS = """
    Table {
        height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
        .table--heading { color: $quiet; text-style: bold; }
        .table--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
        .table--ticked { color: $warm; text-style: bold; }
        .table--good { color: $success; }
        .table--bad { color: $error; }
        .table--warm { color: $warm; }
        .table--quiet { color: $quiet; }
        .table--strong { text-style: bold; }
    }
    """

    virtual_size = Reactive(Size(0, 0))  # other than Textual's own it lays nothing out: the bar moves by itself
    cursor: reactive[int] = reactive(0, repaint=False)
    """The row that keys act on, from 0."""

    @dataclass
    class Told(Message):
        """A message of a table."""

        table: Table[object]

        @property
        def control(self) -> Table[object]:
            """Return the table that tells."""
            return self.table

    class Moved(Told):
        """The cursor is on another row, or the rows are others."""

    class Chosen(Told):
        """Enter, or a click on the cursor's row."""

    class SelectionChanged(Told):
        """Rows were selected or no longer are."""

    @dataclass
    class HeadingChosen(Told):
        """A click on a heading: the column's untranslated heading."""

        heading: str

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        *,
        selectable: bool | Callable[[Row], bool] = False,
        steered: bool = False,
        one_click: bool = False,
        headings: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """`key` tells rows apart, so that cursor and selection stay where they were when the rows are shown anew.

        `selectable`: whether rows can be selected, or which. `steered`: its keys also come from elsewhere, such as
        from a filter box above it, so the cursor shows without the focus too. `one_click`: one click chooses a row.
        """
        super().__init__(id=id, classes=classes)
        self._columns = columns
        self._key = key
        self._can_select = selectable if callable(selectable) else lambda _: bool(selectable)
        self._ticks = bool(selectable)
        self._steered = steered
        self._one_click = one_click
        self._top = 1 if headings else 0
        self.rows: Sequence[Row] = ()
        self._selected: set[Hashable] = set()
        self._just_focused = False
        self._beginning = False

    # --- rows -------------------------------------------------------------------------------------------------------

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row, and the row on its line, if it is still there."""
        here = None if self.row is None else self._key(self.row)
        line = 0 if self._beginning else self.cursor - self.scroll_offset.y
        self.rows = rows
        keys = {self._key(row): index for index, row in enumerate(rows)}
        self.set_reactive(Table.cursor, keys.get(here, self.validate_cursor(self.cursor)))
        self._resize()
        if here in keys:
            self.scroll_to(y=self.cursor - line, animate=False, force=True)  # the bar may not be there yet
        else:
            self._scroll_to_cursor()
        self.post_message(self.Moved(self))  # type: ignore[arg-type]
        if not self._selected <= keys.keys():
            self._selected &= keys.keys()
            self.post_message(self.SelectionChanged(self))  # type: ignore[arg-type]

    def begin_at(self, index: int) -> None:
        """Put the cursor on this row, and the row at the top as soon as the rows are laid out."""
        self.cursor = index
        self._beginning = True
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.scroll_to(y=self.cursor, animate=False, immediate=True)
        self._beginning = False

    def extend(self, rows: Sequence[Row]) -> None:
        """Show these below the others; cursor, selection and scrolling stay."""
        self.rows = [*self.rows, *rows]
        self._resize()

    @property
    def row(self) -> Row | None:
        """Return the row under the cursor; None: there is none."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def selected(self) -> tuple[Row, ...]:
        """Return the selected rows, in the table's order."""
        if not self._selected:  # each move of the cursor asks, also in a list of thousands
            return ()
        return tuple(row for row in self.rows if self._key(row) in self._selected)

    @property
    def meant(self) -> tuple[Row, ...]:
        """Return what a command acts on: the selected rows, or else the one under the cursor."""
        return self.selected or (() if self.row is None else (self.row,))

    def select(self, rows: Sequence[Row]) -> None:
        """Select these rows and no others."""
        self._selected = {self._key(row) for row in rows}
        self.refresh()
        self.post_message(self.SelectionChanged(self))  # type: ignore[arg-type]

    def select_all(self) -> None:
        """Select all rows, or none where all are."""
        self.select(() if len(self.selected) == len(self.rows) else self.rows)

    # --- keys and mouse ---------------------------------------------------------------------------------------------

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.rows) - 1))

    @property
    def choice(self) -> Offset:
        """Return where the row under the cursor begins."""
        return Offset(0, self._top + self.cursor - self.scroll_offset.y)

    def watch_cursor(self) -> None:
        self._scroll_to_cursor()
        self.refresh()
        if self._steered:
            self.show_choice()
        self.post_message(self.Moved(self))  # type: ignore[arg-type]

    def action_move(self, by: int) -> None:
        """Move the cursor up or down by so many rows."""
        self.cursor += by

    def action_move_page(self, by: int) -> None:
        """Up or down by what is seen."""
        self.action_move(by * max(1, self.size.height - self._top - 1))

    def action_edge(self, edge: int) -> None:
        """Go to the first or the last row."""
        self.cursor = len(self.rows) if edge else 0

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Chosen(self))  # type: ignore[arg-type]

    def action_select(self) -> None:
        """Select the row under the cursor, or no longer."""
        if self.row is not None and self._can_select(self.row):
            self._selected ^= {self._key(self.row)}
            self.refresh()
            self.post_message(self.SelectionChanged(self))  # type: ignore[arg-type]

    def on_click(self, event: Click) -> None:
        fresh, self._just_focused = self._just_focused, False
        if event.y < self._top:
            self._heading_clicked(event.x)
            return
        index = self.scroll_offset.y + event.y - self._top
        if index >= len(self.rows):
            return
        if self._ticks and event.x < self._gutter:
            self.cursor = index
            self.action_select()
        elif self._one_click or (index == self.cursor and not fresh):
            self.cursor = index
            self.action_choose()
        else:
            self.cursor = index

    def _heading_clicked(self, x: int) -> None:
        left = self._gutter
        for column, width in self._widths():
            if left <= x < left + width:
                self.post_message(self.HeadingChosen(self, column.heading))  # type: ignore[arg-type]
            left += width + 1

    # --- drawing ----------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._resize()
        self._scroll_to_cursor()

    def on_focus(self) -> None:
        self._just_focused = True  # a click that brings the focus does not choose: the cursor was not seen before it

    def _resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows) + self._top)
        self.refresh()

    def watch_virtual_size(self, size: Size) -> None:
        update_scrollbars(self, size)
        if self.styles.is_auto_height:
            self.refresh(layout=True)

    def _scroll_to_cursor(self) -> None:
        # The headings cover the line above the row, so that line is brought into view as well.
        self.scroll_to_region(Region(0, self.cursor, 1, 1 + self._top), animate=False, force=True, immediate=True)

    @property
    def _gutter(self) -> int:
        """Return how wide it is before each row: where the cursor is, and whether the row is selected."""
        return 3 if self._ticks else 2

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen: the headings, or a row."""
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y - self._top
        if y >= self._top and index >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        segments = self._headings() if y < self._top else self._row(index, self.language)
        return Strip(segments).adjust_cell_length(width, segments[-1].style)

    def _headings(self) -> list[Segment]:
        style = self.get_component_rich_style("table--heading")
        segments = [Segment(" " * self._gutter, style)]
        for column, width in self._widths():
            segments.append(Segment(fit(self.language.text(column.heading), width, column.right) + " ", style))
        return segments

    def _row(self, index: int, language: Language) -> list[Segment]:
        row = self.rows[index]
        here = index == self.cursor and (self.has_focus or self._steered)
        ticked = self._key(row) in self._selected
        style = self.get_component_rich_style("table--cursor") if here else self.rich_style
        segments = [Segment(CURSOR if here else " ", style)]
        if self._ticks:
            tick = TICKED if ticked else UNTICKED if self._can_select(row) else " "
            segments.append(Segment(tick, self._toned("ticked" if ticked else "quiet", style, here)))
        segments.append(Segment(" ", style))
        for column, width in self._widths():
            tone = column.tone(row) if column.tone else ""
            text = fit(printable(column.cell(row, language)), width, column.right)
            toned = self._toned(tone, style, here)
            segments += [Segment(text, toned + SECRET if column.secret else toned), Segment(" ", style)]
        return segments

    def _toned(self, tone: str, style: Style, here: bool) -> Style:
        """Return the style of a tone; under the cursor all is in the cursor's, to be readable."""
        return self.get_component_rich_style(f"table--{tone}") if tone and not here else style

    def _widths(self) -> list[tuple[Column[Row], int]]:
        """Return the columns that are shown, and how wide they are: those without a width share what is left."""
        width = self.scrollable_content_region.width
        shown = [column for column in self._columns if column.from_width <= width]
        left = width - self._gutter - sum(column.width + 1 for column in shown)
        flexible = sum(1 for column in shown if not column.width)
        share = max(LEAST, left // flexible) if flexible else 0
        return [(column, column.width or share) for column in shown]


def fit(text: str, width: int, right: bool = False) -> str:
    """Return the text in exactly this many columns; what does not fit ends in "…"."""
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)
