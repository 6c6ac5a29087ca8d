"""A numbered menu in columns, for a page that has more to show than a menu: arrows and Enter, or the digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset, Size
from textual.style import Style

from enroltui.language import Language
from enroltui.widgets.menu import Item
from enroltui.widgets.speaking import Speaking
from enroltui.widgets.table import CURSOR

MOST_COLUMNS, LEAST_COLUMNS = 3, 2
AROUND = 6
"""Columns that an item takes besides its label: cursor, digit and the blanks around them."""


class MenuGrid(Speaking, can_focus=True):
    """At most nine items, numbered from 1 down each column: three columns if the labels have room, else two."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "across(-1)", show=False),
        Binding("right", "across(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"menu-grid--digit", "menu-grid--cursor"}
    DEFAULT_CSS = """
    MenuGrid {
        height: auto;
        .menu-grid--digit { color: $warm; }
        .menu-grid--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    }
    """

    def __init__(
        self,
        items: Sequence[Item],
        picked: Callable[[str], object],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`picked` is told an item's id at once, as by `Menu`. An item's note is not shown."""
        super().__init__(id=id)
        self._items = items
        self._picked = picked
        self._labels = [""] * len(items)
        self._cursor = 0

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self._labels = [item.label(language) for item in self._items]
        self.refresh(layout=True)

    # --- keys and mouse ---------------------------------------------------------------------------------------------

    def action_pick(self, digit: int) -> None:
        """Pick the item that shows this digit, if there is one."""
        if digit <= len(self._items):
            self._go_to(digit - 1)
            self._picked(self._items[digit - 1].id)

    def action_choose(self) -> None:
        """Pick the item under the cursor."""
        self.action_pick(self._cursor + 1)

    def action_move(self, by: int) -> None:
        """Up or down, from column to column."""
        self._go_to(self._cursor + by)

    def action_across(self, by: int) -> None:
        """Go to the item beside it, if there is one."""
        beside = self._cursor + by * len(self._columns(self.content_size.width)[0])
        if 0 <= beside < len(self._items):
            self._go_to(beside)

    def action_edge(self, edge: int) -> None:
        """Go to the first or the last item."""
        self._go_to(len(self._items) if edge else 0)

    def on_click(self, event: Click) -> None:
        left = self.gutter.left
        for column in self._columns(self.content_size.width):
            right = left + self._width(column, self.content_size.width)
            if left <= event.x < right and event.y < len(column):
                self.action_pick(column[event.y] + 1)
                return
            left = right

    def _go_to(self, place: int) -> None:
        self._cursor = max(0, min(place, len(self._items) - 1))
        self.refresh()

    @property
    def choice(self) -> Offset:
        """Return where the item under the cursor begins."""
        width, left = self.content_size.width, 0
        for column in self._columns(width):
            if self._cursor in column:
                return Offset(left, self._cursor - column.start)
            left += self._width(column, width)
        return Offset()

    # --- drawing ----------------------------------------------------------------------------------------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the longest column has."""
        return len(self._columns(width)[0])

    def render(self) -> Content:
        """Return the items, column beside column."""
        width = self.content_size.width
        columns = self._columns(width)
        lines = [
            Content().join(
                self._item(column[line], self._width(column, width)) for column in columns if line < len(column)
            )
            for line in range(len(columns[0]))
        ]
        return Content("\n").join(lines)

    def _item(self, place: int, width: int) -> Content:
        here = place == self._cursor and self.has_focus
        label = f"{CURSOR if here else ' '} {place + 1}  {self._labels[place]}"
        content = Content(label).truncate(width - 1, ellipsis=True, pad=True)
        if here:
            return Content.assemble(content.stylize(self._visual("cursor")), " ")
        return Content.assemble(content.stylize(self._visual("digit"), 2, 3), " ")

    def _visual(self, name: str) -> Style:
        return self.get_visual_style(f"menu-grid--{name}", partial=True)

    def _columns(self, width: int) -> list[range]:
        """Return the places of each column's items: the most columns for which there is room."""
        for count in range(MOST_COLUMNS, LEAST_COLUMNS - 1, -1):
            lines = -(-len(self._items) // count)
            columns = [
                range(start, min(start + lines, len(self._items))) for start in range(0, len(self._items), lines)
            ]
            if sum(self._needed(column) for column in columns) <= width or count == LEAST_COLUMNS:
                return columns
        raise AssertionError  # the least is always returned

    def _needed(self, column: range) -> int:
        return AROUND + max(cell_len(self._labels[place]) for place in column)

    def _width(self, column: range, width: int) -> int:
        """Return what the column needs, and its share of what is left over."""
        columns = self._columns(width)
        spare = max(0, width - sum(self._needed(column) for column in columns))
        return min(width, self._needed(column) + spare // len(columns))
