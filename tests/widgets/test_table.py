"""The table: what it shows, and how cursor, selection and mouse behave."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from enroltui.language import Language
from enroltui.widgets.table import CURSOR, TICKED, UNTICKED, Column, Table
from tests.widgets.kit import WidgetApp, alone


@dataclass(frozen=True)
class Line:
    """A row of a table, to be shown."""

    number: int
    text: str = ""


def lines(count: int) -> list[Line]:
    """Return so many numbered rows."""
    return [Line(number, f"row {number}") for number in range(count)]


COLUMNS = [
    Column[Line]("Number", lambda row, _: str(row.number), 6, right=True),
    Column[Line]("Text", lambda row, _: row.text),
    Column[Line]("Far", lambda row, _: "far", 6, from_width=60),
    Column[Line]("Last", lambda row, _: "last", 5, tone=lambda _: "good"),
]


@asynccontextmanager
async def shown(rows: Sequence[Line], **options: Any) -> AsyncIterator[tuple[Pilot[None], WidgetApp, Table[Line]]]:
    """These rows in a table of one line of headings and nine of rows."""
    table: Table[Line] = Table(COLUMNS, lambda row: row.number, **options)
    async with alone(table) as (pilot, app):
        table.show(rows)
        await pilot.pause()
        app.told.clear()
        yield pilot, app, table


def numbers(app: WidgetApp) -> list[int]:
    """The numbers of the rows that are seen."""
    return [int(line.strip(f"{CURSOR}{TICKED}{UNTICKED} ").split()[0]) for line in app.lines[1:] if line.strip()]


async def test_five_thousand_rows_draw_no_more_cells_than_fifty() -> None:
    async def cells_drawn(count: int) -> int:
        drawn = 0

        def cell(row: Line, _: Language) -> str:
            nonlocal drawn
            drawn += 1
            return row.text

        table: Table[Line] = Table([Column("Text", cell)], lambda row: row.number)
        async with alone(table) as (pilot, _):
            table.show(lines(count))
            await pilot.press("down", "pagedown", "end", "home")
            await pilot.pause()
        return drawn

    seen_at_once = 9
    assert await cells_drawn(5000) <= await cells_drawn(50) + seen_at_once


async def test_the_cursor_stays_within_the_rows_and_is_always_seen() -> None:
    async with shown(lines(30)) as (pilot, app, table):
        assert app.lines[0].split() == ["Number", "Text", "Last"]
        assert numbers(app) == list(range(9))
        for keys, row in (
            (["up"], 0),
            (["down"] * 9, 9),
            (["pagedown"], 17),
            (["end"], 29),
            (["down", "pagedown"], 29),
            (["pageup"], 21),
            (["home"], 0),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert table.row == Line(row, f"row {row}")
            assert [line for line in app.lines if CURSOR in line] == [
                f"{CURSOR}    {row:>3} row {row:<19} last".rstrip()
            ]


async def test_shown_anew_cursor_row_and_selection_stay_and_so_does_the_row_on_its_line() -> None:
    async with shown(lines(30), selectable=True) as (pilot, app, table):
        await pilot.press(*["down"] * 12, "space", "down", "space", "up", "up")
        await pilot.pause()
        line = next(index for index, text in enumerate(app.lines) if CURSOR in text)
        table.show([Line(100 + number) for number in range(7)] + lines(30)[:13] + lines(30)[14:])
        await pilot.pause()
        assert table.row == Line(11, "row 11")
        assert [row.number for row in table.selected] == [12]
        assert app.told_of(Table.SelectionChanged) == 3  # twice by space, once because a selected row went
        assert CURSOR in app.lines[line]


async def test_when_the_cursors_row_goes_the_one_in_its_place_is_meant() -> None:
    async with shown(lines(5)) as (pilot, _, table):
        await pilot.press("end")
        table.show(lines(3))
        assert table.row == Line(2, "row 2")
        table.show([])
        assert table.row is None
        assert table.meant == ()
        await pilot.press("down", "up", "end", "home", "pagedown", "enter", "space")
        assert table.cursor == 0


async def test_a_refresh_leaves_what_was_scrolled_to_by_the_wheel() -> None:
    async with shown(lines(30)) as (pilot, app, table):
        for _ in range(4):
            table.scroll_down(animate=False)
        await pilot.pause()
        before = numbers(app)
        assert before[0] > 0
        table.show(lines(30))
        await pilot.pause()
        assert numbers(app) == before


async def test_space_selects_several_and_a_command_means_those_or_else_the_cursors_row() -> None:
    async with shown(lines(5), selectable=lambda row: row.number != 1) as (pilot, app, table):
        assert table.meant == (Line(0, "row 0"),)
        await pilot.press("space", "down", "space", "down", "space", "down")
        assert [row.number for row in table.meant] == [0, 2]
        await pilot.pause()
        assert [line[:2].strip() for line in app.lines[1:6]] == [TICKED, "", TICKED, f"{CURSOR}{UNTICKED}", UNTICKED]
        await pilot.press("up", "space")
        assert [row.number for row in table.selected] == [0]
        assert app.told_of(Table.SelectionChanged) == 3


async def test_where_nothing_can_be_selected_no_tick_boxes_are_shown() -> None:
    async with shown(lines(3)) as (pilot, app, table):
        await pilot.press("space")
        assert table.selected == ()
        assert UNTICKED not in "\n".join(app.lines)


async def test_the_mouse_moves_the_cursor_chooses_and_selects() -> None:
    async with shown(lines(30), selectable=True) as (pilot, app, table):
        await pilot.press("pagedown", "pagedown", "up")
        third = numbers(app)[2]
        await pilot.click(Table, offset=(12, 3))
        assert table.row == Line(third, f"row {third}")
        assert app.told_of(Table.Chosen) == 0
        await pilot.click(Table, offset=(12, 3))
        assert app.told_of(Table.Chosen) == 1
        await pilot.click(Table, offset=(1, 5))
        assert [row.number for row in table.selected] == [third + 2]
        await pilot.click(Table, offset=(20, 0))
        assert [message.heading for message in app.told if isinstance(message, Table.HeadingChosen)] == ["Text"]


async def test_a_click_that_brings_the_focus_does_not_choose() -> None:
    async with shown(lines(3)) as (pilot, app, table):
        app.query_one(Input).focus()
        await pilot.pause()
        assert CURSOR not in "\n".join(app.lines)
        await pilot.click(Table, offset=(12, 1))
        assert table.has_focus
        assert app.told_of(Table.Chosen) == 0
        await pilot.click(Table, offset=(12, 1))
        assert app.told_of(Table.Chosen) == 1


async def test_where_one_click_chooses_it_does_so_on_any_row_at_once() -> None:
    async with shown(lines(5), one_click=True) as (pilot, app, table):
        await pilot.click(Table, offset=(12, 4))
        assert table.row == Line(3, "row 3")
        assert app.told_of(Table.Chosen) == 1


async def test_rows_added_below_leave_cursor_selection_and_scrolling_as_they_are() -> None:
    async with shown(lines(30), selectable=True) as (pilot, app, table):
        await pilot.press(*["down"] * 12, "space", "up")
        await pilot.pause()
        before = app.lines
        table.extend([Line(100 + number) for number in range(30)])
        await pilot.pause()
        assert [line[:30] for line in app.lines] == [line[:30] for line in before]
        await pilot.press("end")
        assert table.row == Line(129)


async def test_a_click_below_the_last_row_does_nothing() -> None:
    async with shown(lines(2)) as (pilot, app, table):
        await pilot.click(Table, offset=(12, 6))
        assert table.cursor == 0
        assert app.told_of(Table.Chosen) == 0


async def test_steered_from_a_field_the_cursor_shows_without_the_focus() -> None:
    async with shown(lines(3), steered=True) as (pilot, app, table):
        app.query_one(Input).focus()
        table.action_move(1)
        await pilot.pause()
        assert CURSOR in app.lines[2]


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "日本語の授業の長い題名です",
        "café ñ é",
        "🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓🎓",
        "[bold]x[/]",
        "\x1b[31mred\x07\nnext",
        "",
    ],
)
async def test_columns_stand_straight_whatever_the_text(text: str) -> None:
    async with shown([Line(1, text), Line(2, "row 2")]) as (_, app, _table):
        _, first, second = app.lines[:3]
        assert cell_len(first) == cell_len(second) == cell_len(second.rstrip())
        assert first.endswith("last")
        assert "\x1b" not in first
        if text.startswith("[bold]"):
            assert "[bold]x[/]" in first


async def test_a_text_that_does_not_fit_says_so() -> None:
    async with shown([Line(1, "a title that is much too long for this column")]) as (_, app, _table):
        assert "a title that is much to…" in app.lines[1]


async def test_a_resize_shows_the_columns_for_which_there_is_room_and_keeps_the_cursor_in_sight() -> None:
    async with shown(lines(30)) as (pilot, app, table):
        await pilot.press("end")
        await pilot.resize_terminal(70, 8)
        await pilot.pause()
        assert app.lines[0].split() == ["Number", "Text", "Far", "Last"]
        assert CURSOR in app.lines[-1]
        await pilot.resize_terminal(20, 24)
        await pilot.pause()
        assert app.lines[0].split() == ["Number", "Te…", "Last"] or "Number" in app.lines[0]
        assert any(CURSOR in line for line in app.lines)
        assert table.cursor == 29
