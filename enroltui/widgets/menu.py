"""A numbered menu: arrows and Enter, or the digit that stands before an item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType

from enroltui.language import Language
from enroltui.widgets.table import Column, Table


@dataclass(frozen=True)
class Item:
    """A line of a menu: where it leads, and its words."""

    id: str
    label: Callable[[Language], str]
    note: Callable[[Language], str] = lambda _: ""


class Menu(Table[tuple[int, Item]]):
    """At most nine items, numbered from 1."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)
    ]
    DEFAULT_CSS = "Menu { height: auto; min-height: 3; }"

    def __init__(
        self,
        items: Sequence[Item],
        picked: Callable[[str], object],
        *,
        label_width: int = 35,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`picked` is told an item's id at once, before the next key: a message would come after it.

        `label_width` in columns; what is left is for the notes.
        """
        columns = [
            Column[tuple[int, Item]]("", lambda row, _: str(row[0]), 2, tone=lambda _: "warm"),
            Column[tuple[int, Item]]("", lambda row, language: row[1].label(language), label_width),
            Column[tuple[int, Item]]("", lambda row, language: row[1].note(language), tone=lambda _: "quiet"),
        ]
        super().__init__(columns, lambda row: row[1].id, headings=False, one_click=True, id=id)
        self._items = items
        self._picked = picked

    def on_mount(self) -> None:
        self.styles.height = len(self._items)
        self.show(list(enumerate(self._items, start=1)))

    def action_pick(self, digit: int) -> None:
        """Pick the item that shows this digit, if there is one."""
        if digit <= len(self._items):
            self.cursor = digit - 1
            self._picked(self._items[digit - 1].id)

    def action_choose(self) -> None:
        """Pick the item under the cursor."""
        self.action_pick(self.cursor + 1)
