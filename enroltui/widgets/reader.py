"""A text that is read by scrolling, in which some lines lead elsewhere; only the lines that are seen are drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from enroltui.language import Language
from enroltui.widgets.blocks import Block, Line, lines_of
from enroltui.widgets.speaking import Speaking
from enroltui.widgets.table import CURSOR

WIDEST = 100
"""Columns; longer lines are hard to read."""
STRIDE = 3
"""Lines that an arrow key scrolls where no line that leads elsewhere is near."""
GUTTER = 2
"""Columns before the text: where the cursor is."""


class Reader(ScrollView, Speaking, can_focus=True):
    """The arrow keys go from one line that leads elsewhere to the next, and scroll where none is near."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown,space", "move_page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "follow", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--text", "reader--heading", "reader--subheading", "reader--quiet", "reader--link", "reader--cursor",
    }  # fmt: skip
    DEFAULT_CSS = """
    Reader {
        height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
        scrollbar-gutter: stable;
        .reader--heading { color: $warm; text-style: bold; }
        .reader--subheading { text-style: bold; }
        .reader--quiet { color: $quiet; }
        .reader--link { color: $primary; }
        .reader--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    }
    """

    cursor: reactive[int] = reactive(-1, repaint=False)
    """The block that Enter follows; -1 where none leads anywhere."""

    @dataclass
    class Followed(Message):
        """Enter on a line, or a click: its target."""

        target: Hashable

    @dataclass
    class SectionReached(Message):
        """One reads in another section: its anchor."""

        anchor: str

    def __init__(self, *, steered: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """`steered`: its keys also come from elsewhere, so the cursor shows without the focus too."""
        super().__init__(id=id)
        self._steered = steered
        self._blocks: Sequence[Block] = ()
        self._lines: list[Line] = []
        self._starts: list[int] = []
        """The line on which each block begins."""
        self._laid_out_for: tuple[int, str] | None = None
        self._wanted = ""
        self._section = ""

    # --- the text ---------------------------------------------------------------------------------------------------

    def show(self, blocks: Sequence[Block]) -> None:
        """Show this text; the cursor stays on its line, and the line where it is on screen, if it is still there."""
        here, target = self.cursor, self.target
        line = self._starts[here] - self.scroll_offset.y if here in range(len(self._starts)) else 0
        if len(blocks) != len(self._blocks):
            here = next((index for index, block in enumerate(blocks) if target and block.target == target), -1)
        self._blocks = blocks
        self.set_reactive(Reader.cursor, here if here >= 0 else self._next_target(-1, 1, -1))
        self._laid_out_for = None
        self._lay_out()
        if self._lines and not self._wanted:
            top = self._starts[here] - line if here >= 0 else 0
            self.scroll_to(y=top, animate=False, immediate=True)
        self._reached()

    def go_to(self, anchor: str) -> None:
        """Go to the section of this name, or as soon as there is one: its heading at the top, the cursor in it."""
        start = next((index for index, block in enumerate(self._blocks) if block.anchor == anchor), None)
        self._wanted = anchor if start is None or not self._lines else ""
        if start is not None and self._lines:
            self.cursor = self._next_target(start - 1, 1, self.cursor)
            self.scroll_to(y=self._starts[start], animate=False, immediate=True, force=True)
            self._reached()

    @property
    def section(self) -> str:
        """Return the anchor of the section in which one reads."""
        here = self._starts[self.cursor] if self._seen(self.cursor) else self.scroll_offset.y
        begun = [
            block.anchor
            for block, start in zip(self._blocks, self._starts, strict=True)
            if block.anchor and start <= here
        ]
        return begun[-1] if begun else ""

    @property
    def target(self) -> Hashable:
        """Return where the line under the cursor leads."""
        return self._blocks[self.cursor].target if 0 <= self.cursor < len(self._blocks) else None

    # --- keys and mouse ---------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Go to the next line that leads elsewhere, or towards it."""
        following = self._next_target(self.cursor if self._seen(self.cursor) else self._edge_of_view(by), by, -1)
        if following >= 0 and self._distance(following) <= STRIDE:
            self.cursor = following
        else:
            self.scroll_to(y=self.scroll_offset.y + by * STRIDE, animate=False, immediate=True)

    def action_move_page(self, by: int) -> None:
        """Up or down by what is seen; the cursor goes along."""
        self.scroll_to(y=self.scroll_offset.y + by * max(1, self.size.height - 2), animate=False, immediate=True)
        if not self._seen(self.cursor):
            seen = self._next_target(self._edge_of_view(by), by, self.cursor)
            if self._seen(seen):
                self.cursor = seen

    def action_edge(self, edge: int) -> None:
        """Go back to the top, or to the end."""
        targets = self._targets()
        self.scroll_to(y=len(self._lines) if edge else 0, animate=False, immediate=True)
        if targets:
            self.set_reactive(Reader.cursor, targets[-1 if edge else 0])
            self.refresh()

    def action_follow(self) -> None:
        """Go where the line with the cursor leads."""
        if self.target is not None and self._seen(self.cursor):
            self.post_message(self.Followed(self.target))

    def on_click(self, event: Click) -> None:
        line = self.scroll_offset.y + event.y
        if line < len(self._lines) and self._blocks[self._lines[line].block].target is not None:
            self.cursor = self._lines[line].block
            self.action_follow()

    # --- where one is -----------------------------------------------------------------------------------------------

    def _targets(self) -> list[int]:
        return [index for index, block in enumerate(self._blocks) if block.target is not None]

    def _next_target(self, block: int, by: int, otherwise: int) -> int:
        """Return the first block after (before, where `by` is negative) this one that leads elsewhere."""
        targets = self._targets() if by > 0 else self._targets()[::-1]
        return next((index for index in targets if (index - block) * by > 0), otherwise)

    def _edge_of_view(self, by: int) -> int:
        """Return the last block before what is seen, or the first one after it."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        if by > 0:
            return sum(start < top for start in self._starts) - 1
        return sum(start < bottom for start in self._starts)

    def _end(self, block: int) -> int:
        return self._starts[block + 1] if block + 1 < len(self._starts) else len(self._lines)

    def _seen(self, block: int) -> bool:
        """Return whether the first line of a block is on screen."""
        return 0 <= block < len(self._starts) and 0 <= self._starts[block] - self.scroll_offset.y < self.size.height

    def _distance(self, block: int) -> int:
        """Return by how many lines one has to scroll to see all of a block."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        return max(0, self._end(block) - bottom, top - self._starts[block])

    @property
    def choice(self) -> Offset:
        """Return where the line under the cursor begins; at the top where none is."""
        return Offset(0, self._starts[self.cursor] - self.scroll_offset.y if self._seen(self.cursor) else 0)

    def watch_cursor(self) -> None:
        if self._seen(self.cursor) and not self._distance(self.cursor):
            self.refresh()
        elif self.cursor >= 0 and self._lines:
            top = self._starts[self.cursor]
            below = self._end(self.cursor) - self.size.height
            self.scroll_to(y=below if top > self.scroll_offset.y else top, animate=False, immediate=True)
        if self._steered:
            self.show_choice()
        self._reached()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._reached()

    def _reached(self) -> None:
        if self._lines and (section := self.section) != self._section:
            self._section = section
            self.post_message(self.SectionReached(section))

    # --- drawing ----------------------------------------------------------------------------------------------------

    def speak(self, language: Language) -> None:
        """Say it in this language; one stays where one was in it."""
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Break the text into lines, for this language and width; what stood at the top stays there."""
        width = min(WIDEST, self.scrollable_content_region.width - 1)  # not against the scroll bar
        if width <= GUTTER or self._laid_out_for == (width, self.language.code):
            return
        self._laid_out_for = (width, self.language.code)
        top = self._lines[self.scroll_offset.y].block if self.scroll_offset.y < len(self._lines) else 0
        self._lines = list(lines_of(self._blocks, self.language, width - GUTTER))
        self._starts = [number for number, line in enumerate(self._lines) if line.first]
        self.virtual_size = Size(self.size.width, len(self._lines))
        if 0 < top < len(self._starts):
            self.scroll_to(y=self._starts[top], animate=False, immediate=True)
        if self._wanted:
            self.go_to(self._wanted)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.scrollable_content_region.width
        index = self.scroll_offset.y + y
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[index]
        here = line.block == self.cursor and bool(line.pieces) and (self.has_focus or self._steered)
        gutter = CURSOR if here and line.first else ""
        segments = [Segment(gutter.ljust(GUTTER), self._style("cursor") if here else self.rich_style)]
        segments += [Segment(text, self._style("cursor" if here else tone)) for text, tone in line.pieces]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _style(self, tone: str) -> Style:
        return self.get_component_rich_style(f"reader--{tone}")
