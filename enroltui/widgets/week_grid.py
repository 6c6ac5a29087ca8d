"""A week as a grid of days and hours, in which the arrow keys go from class to class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from enroltui.language import Language
from enroltui.terms import MeetingKind, State
from enroltui.timetable.layout import MeetingBlock, Week, beside, widths
from enroltui.widgets.speaking import Speaking
from enroltui.widgets.table import fit
from enroltui.widgets.week_block import HATCH, block_lines

HOURS = 6
"""Columns in which the hours stand."""
TALLEST = 4
"""Lines of a row at most, where there is room."""


class WeekGrid(ScrollView, Speaking, can_focus=True, inherit_bindings=False):
    """The headings stay while the hours scroll. The cursor is on one block, as long as there is one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "beside(-1)", show=False),
        Binding("right", "beside(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "week-grid--heading", "week-grid--today", "week-grid--hour", "week-grid--teaching", "week-grid--exam",
        "week-grid--loose", "week-grid--hatch", "week-grid--cursor",
    }  # fmt: skip
    DEFAULT_CSS = """
    WeekGrid {
        height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
        .week-grid--heading { color: $quiet; text-style: bold; }
        .week-grid--today { color: $warm; text-style: bold; }
        .week-grid--hour { color: $quiet; }
        .week-grid--teaching { background: $panel; }
        .week-grid--exam { background: $panel; color: $warm; text-style: bold; }
        .week-grid--loose { background: $surface; color: $quiet; }
        .week-grid--hatch { color: $error; }
        .week-grid--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor is on another block, or the week is another."""

        grid: WeekGrid

    @dataclass
    class Chosen(Message):
        """Enter, or a click on the block with the cursor; also where there is none."""

        grid: WeekGrid

    @dataclass
    class Beyond(Message):
        """The cursor was moved beyond the last (step 1) or the first (-1) day that has something."""

        step: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._week: Week | None = None
        self._today: date | None = None
        self._cursor = 0
        self._lines: list[Strip] | None = None
        self._places: list[tuple[int, int, int]] = []
        """Where each block is: from which column, to which, and its first line."""

    def show(self, week: Week, today: date) -> None:
        """Show this week; the cursor stays on its class if it is in it, else it is on the first one."""
        before = self.block
        self._week, self._today = week, today
        same = [index for index, block in enumerate(week.blocks) if before and _same(block, before)]
        self._move_to(same[0] if same else 0)

    @property
    def block(self) -> MeetingBlock | None:
        """Return the block under the cursor; None: there is none."""
        blocks = self._week.blocks if self._week else ()
        return blocks[self._cursor] if self._cursor < len(blocks) else None

    # --- keys and mouse ---------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Up or down, through the whole week in order of time."""
        if self._week and self._week.blocks:
            self._move_to(max(0, min(self._cursor + by, len(self._week.blocks) - 1)))

    def action_beside(self, step: int) -> None:
        """Go to the right (1) or left (-1); beyond the last day that has something lies another week."""
        here = self.block
        found = beside(self._week.blocks, here, step) if self._week and here else None
        if self._week and found:
            self._move_to(self._week.blocks.index(found))
        else:
            self.post_message(self.Beyond(step))

    def action_edge(self, edge: int) -> None:
        """Go to the first or the last block of the week."""
        if self._week and self._week.blocks:
            self._move_to(len(self._week.blocks) - 1 if edge else 0)

    def action_choose(self) -> None:
        """Choose the block with the cursor."""
        self.post_message(self.Chosen(self))

    def on_click(self, event: Click) -> None:
        line = self.scroll_offset.y + event.y - 1
        for index, (left, right, top) in enumerate(self._places):
            bottom = top + len(self._week.blocks[index].rows) * self._per_row if self._week else 0
            if event.y and left <= event.x < right and top <= line < bottom:
                if index == self._cursor:
                    self.action_choose()
                self._move_to(index)

    def _move_to(self, index: int) -> None:
        self._cursor = index
        self._repaint()
        self._scroll_to_cursor()
        self.post_message(self.Moved(self))

    def _scroll_to_cursor(self) -> None:
        if self.block:
            rows, per_row = self.block.rows, self._per_row
            # The headings cover the line above the block, so that line is brought into view as well.
            region = Region(0, rows.start * per_row, 1, len(rows) * per_row + 1)
            self.scroll_to_region(region, animate=False, force=True, immediate=True)

    @property
    def choice(self) -> Offset:
        """Return where the block under the cursor begins."""
        if self._cursor >= len(self._places):
            return Offset()
        left, _, top = self._places[self._cursor]
        return Offset(left, 1 + top - self.scroll_offset.y)

    # --- drawing ----------------------------------------------------------------------------------------------------

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self._repaint()

    def on_resize(self) -> None:
        self._repaint()
        self._scroll_to_cursor()

    def on_focus(self) -> None:
        self._repaint()

    def on_blur(self) -> None:
        self._repaint()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._lines = None

    def _repaint(self) -> None:
        rows = len(self._week.rows) if self._week else 0
        self.virtual_size = Size(self.size.width, rows * self._per_row + 1)
        self._lines = None
        self.refresh()

    @property
    def _per_row(self) -> int:
        rows = len(self._week.rows) if self._week else 0
        return max(1, min(TALLEST, (self.size.height - 1) // rows)) if rows else 1

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen: the days, or a part of an hour."""
        width = self.scrollable_content_region.width
        if self._week is None:
            return Strip.blank(width, self.rich_style)
        if y == 0:
            return Strip(self._headings(self._week)).adjust_cell_length(width, self.rich_style)
        if self._lines is None:
            self._lines = self._painted(self._week)
        line = self.scroll_offset.y + y - 1
        if line >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        return self._lines[line].adjust_cell_length(width, self.rich_style)

    def _columns(self, week: Week) -> list[int]:
        lanes = [week.lanes(day) for day in range(len(week.days))]
        return widths(lanes, self.scrollable_content_region.width - HOURS)

    def _headings(self, week: Week) -> list[Segment]:
        """Return the names of the days; today's stands in brackets."""
        segments = [Segment(" " * HOURS, self.rich_style)]
        for day, width in zip(week.days, self._columns(week), strict=True):
            today = day == self._today
            name = self.language.day_of_month(day)
            said = f"[{name}]" if today else f" {name}"
            segments.append(Segment(fit(said, width), self._style("today" if today else "heading")))
        return segments

    def _painted(self, week: Week) -> list[Strip]:
        """Return the lines of all rows: the hour, and from which column on which pieces of blocks stand there."""
        per_row = self._per_row
        pieces: list[list[tuple[int, list[Segment]]]] = [[] for _ in range(len(week.rows) * per_row)]
        self._places = []
        columns = self._columns(week)
        for index, block in enumerate(week.blocks):
            start, end = _lane_edges(block, columns)
            top = block.rows.start * per_row
            self._places.append((start, end, top))
            for line, piece in enumerate(self._block(index, block, end - start), start=top):
                pieces[line].append((start, piece))
        return [self._line(self._hour(week, line), found) for line, found in enumerate(pieces)]

    def _hour(self, week: Week, line: int) -> str:
        row, below = divmod(line, self._per_row)
        return "" if below else self.language.clock(week.rows[row])

    def _block(self, index: int, block: MeetingBlock, width: int) -> list[list[Segment]]:
        """Return the pieces of a block, line by line; a blank column keeps it from what stands beside it."""
        here = index == self._cursor and self.has_focus
        loose = block.appointment.row.state is not State.ENROLLED
        exam = block.appointment.meeting.kind is MeetingKind.EXAM
        style = self._style("cursor" if here else "loose" if loose else "exam" if exam else "teaching")
        hatch = style + self.get_component_rich_style("week-grid--hatch", partial=True)
        lines = block_lines(block, self._per_row, width - 1, self.language, here=here)
        parts = [(line.rstrip(HATCH), line) for line in lines]
        return [[Segment(words, style), Segment(line[len(words) :], hatch)] for words, line in parts]

    def _line(self, hour: str, pieces: list[tuple[int, list[Segment]]]) -> Strip:
        segments = [Segment(fit(hour, HOURS), self._style("hour"))]
        at = HOURS
        for start, piece in sorted(pieces, key=lambda placed: placed[0]):
            segments += [Segment(" " * (start - at), self.rich_style), *piece]
            at = start + sum(segment.cell_length for segment in piece)
        return Strip(segments)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"week-grid--{name}")


def _lane_edges(block: MeetingBlock, columns: list[int]) -> tuple[int, int]:
    """Return from which column of the grid to which a block stands."""
    left, width = HOURS + sum(columns[: block.day]), columns[block.day]
    return left + width * block.lane // block.lanes, left + width * (block.lane + 1) // block.lanes


def _same(one: MeetingBlock, other: MeetingBlock) -> bool:
    return (one.appointment.row.key, one.appointment.meeting) == (other.appointment.row.key, other.appointment.meeting)
