"""The two rows of tabs: the chosen one is always wholly seen, however many there are and however narrow it is."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.message import Message
from textual.widgets import Input

from enroltui.registrar.values.classes import ClassList
from enroltui.terms import ProgrammeKind
from enroltui.widgets.programme_tabs import ProgrammeTabs, TabRow, window
from tests.widgets.kit import alone, class_list

MASTERS = (
    "Astronomy",
    "Both of these",
    "Bio-Pharmaceutical Sciences",
    "Biology",
    "Computer Science",
    "Chemistry and LST",
    "ICT in Business and the Public Sector",
    "Industrial Ecology",
    "Media Technology",
    "Mathematics",
    "Statistical Science for the Life and Behavioural Sciences",
    "Zoology",
)
BACHELORS = ("Mathematics", "Physics")


def lists() -> list[ClassList]:
    """A kind with two lists, and one with many."""
    named = [(ProgrammeKind.BACHELOR, name) for name in BACHELORS] + [(ProgrammeKind.MASTER, name) for name in MASTERS]
    return [class_list(kind, position, name) for position, (kind, name) in enumerate(named)]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_each_tab_is_wholly_seen_while_it_is_chosen(width: int) -> None:
    tabs = ProgrammeTabs()
    async with alone(tabs, size=(width, 8)) as (pilot, app):
        all_lists = lists()
        for order in (all_lists, reversed(all_lists)):
            for tab in order:
                tabs.show(all_lists, tab)
                await pilot.pause()
                kinds, row = app.lines[:2]
                assert f"[{tab.kind.value.title()}]" in kinds
                assert cell_len(row) <= width
                if len(tab.name_en) + 6 <= width:
                    assert f"[{tab.name_en}]" in row
                else:
                    assert f"[{tab.name_en[:40]}" in row
                of_kind = [other for other in all_lists if other.kind is tab.kind]
                assert row.startswith("‹") == (of_kind[0].name_en not in row)
                assert row.endswith("›") == (of_kind[-1].name_en not in row)


async def test_arrows_move_along_the_tabs_and_down_to_the_next_row() -> None:
    tabs = ProgrammeTabs()
    async with alone(tabs, size=(80, 8)) as (pilot, app):
        all_lists = lists()
        tabs.show(all_lists, all_lists[0])
        app.query_one("#lists", TabRow).focus()
        await pilot.press("left", "right", "right")
        await pilot.pause()
        assert [class_list.slug for class_list in told(app.told)] == ["bachelor-1"]
        await pilot.press("up", "right")
        await pilot.pause()
        assert told(app.told)[-1].slug == "master-2"
        tabs.show(all_lists, all_lists[2])
        await pilot.press("down", "end", "home", "enter")
        await pilot.pause()
        assert [class_list.slug for class_list in told(app.told)[-2:]] == ["master-13", "master-2"]


async def test_a_kind_comes_back_to_the_list_that_was_chosen_in_it() -> None:
    tabs = ProgrammeTabs()
    async with alone(tabs, size=(80, 8)) as (pilot, app):
        all_lists = lists()
        tabs.show(all_lists, all_lists[7])
        tabs.show(all_lists, all_lists[0])
        app.query_one("#kinds", TabRow).focus()
        await pilot.press("right")
        await pilot.pause()
        assert told(app.told)[-1].slug == "master-7"


async def test_a_click_chooses_a_tab_and_the_marks_lead_on() -> None:
    tabs = ProgrammeTabs()
    async with alone(tabs, size=(80, 8)) as (pilot, app):
        all_lists = lists()
        tabs.show(all_lists, all_lists[2])
        await pilot.pause()
        await pilot.click("#lists", offset=(app.lines[1].index("Bio-Ph") + 3, 0))
        assert told(app.told)[-1].slug == "master-4"
        await pilot.click("#lists", offset=(79, 0))
        assert told(app.told)[-1].slug == "master-6"
        await pilot.pause()
        assert app.lines[1].startswith("‹")
        await pilot.click("#lists", offset=(0, 0))
        assert told(app.told)[-1].slug == "master-2"


async def test_the_names_change_with_the_language_and_the_focus_is_seen() -> None:
    tabs = ProgrammeTabs()
    async with alone(tabs, size=(80, 8), language="nl") as (pilot, app):
        all_lists = lists()
        tabs.show(all_lists, all_lists[0])
        await pilot.pause()
        assert "[NL Mathematics]│ NL Physics" in app.lines[1]
        row = app.query_one("#lists", TabRow)
        unfocused = row.render_line(0)
        row.focus()
        await pilot.pause()
        assert len(backgrounds(row)) == 2, "the focus shows on any ground, also where its letters are white"
        app.query_one(Input).focus()
        await pilot.pause()
        assert row.render_line(0) == unfocused
        assert len(backgrounds(row)) == 1


@pytest.mark.parametrize("room", range(1, 40))
def test_the_window_holds_the_chosen_tab_and_never_more_than_fits(room: int) -> None:
    widths = [5, 9, 4, 12, 7]
    for first in range(5):
        for chosen in range(5):
            start, end = window(widths, first, chosen, room)
            assert start <= chosen < end
            used = sum(widths[start:end]) + (end - start - 1) + 2 * (start > 0) + 2 * (end < 5)
            assert used <= room or end - start == 1


def backgrounds(row: TabRow) -> set[object]:
    """The colours behind the letters of a row."""
    return {segment.style.bgcolor if segment.style else None for segment in row.render_line(0)}


def told(messages: list[Message]) -> list[ProgrammeTabs.ListChosen]:
    """Return the lists that were chosen."""
    return [message for message in messages if isinstance(message, ProgrammeTabs.ListChosen)]
