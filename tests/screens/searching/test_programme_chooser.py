"""The chooser at the upper right."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.language import Code
from enroltui.screens.searching.class_lists import ClassListsPage
from enroltui.screens.searching.programme_chooser import ProgrammeChooser, matching
from enroltui.terms import ProgrammeKind
from enroltui.widgets.table import Table
from tests.screens.enrolling.kit import go_to
from tests.screens.kit import app_on, page_of, screen_text, type_text, until, until_page, until_shown
from tests.widgets.kit import class_list

pytestmark = pytest.mark.usefixtures("unpainted")

WEI = "s9900004"
"""A demo student of Media Technology."""


async def open_chooser(pilot: Pilot[None]) -> None:
    """Go to the lists, and open the chooser there."""
    await go_to(pilot, "class_lists")
    await until_shown(pilot, "[Media Technology]")
    await pilot.press("p")
    await until(pilot, lambda: isinstance(pilot.app.screen, ProgrammeChooser))
    await pilot.pause()


def offered(pilot: Pilot[None]) -> list[str]:
    """The slugs of the lists that are left."""
    assert isinstance(pilot.app.screen, ProgrammeChooser)
    return [row.slug for row in pilot.app.screen.table.rows]


async def test_it_opens_at_the_chosen_list_with_ones_own_marked(catalogue: Path, snapshot: SnapshotAssertion) -> None:
    async with app_on(catalogue, login=WEI) as pilot:
        await open_chooser(pilot)
        assert screen_text(pilot.app) == snapshot
        await until_shown(pilot, "▸ Media Technology (yours)")


async def test_typing_narrows_and_enter_chooses(catalogue: Path) -> None:
    async with app_on(catalogue, login=WEI) as pilot:
        await open_chooser(pilot)
        await type_text(pilot, "ind")
        assert offered(pilot) == ["industrial-ecology-msc"]
        await pilot.press("enter")
        await until_shown(pilot, "[Industrial Ecology]", "class numbers of 4 September 2017")


async def test_escape_leaves_all_as_it_was(catalogue: Path) -> None:
    async with app_on(catalogue, login=WEI) as pilot:
        await go_to(pilot, "class_lists")
        await until_shown(pilot, "1 of 66")
        await pilot.press("down", "down", "space")
        await until_shown(pilot, "3 of 66", "1 selected")
        before, focused = screen_text(pilot.app), pilot.app.focused
        await pilot.press("p")
        await until_shown(pilot, "Enter chooses")
        await type_text(pilot, "ind")
        await pilot.press("down", "escape")
        await until_page(pilot, "class_lists")
        await until(pilot, lambda: screen_text(pilot.app) == before)
        assert pilot.app.focused is focused


async def test_arrows_and_pages_move_while_one_types(catalogue: Path) -> None:
    async with app_on(catalogue, login=WEI) as pilot:
        await open_chooser(pilot)
        await pilot.press("down", "pagedown", "up", "up")
        await type_text(pilot, "minor")
        last = offered(pilot)[-1]
        await pilot.press(*["down"] * 40, "enter")
        await until_page(pilot, "class_lists")
        assert isinstance(pilot.app.screen, ClassListsPage)
        await until(pilot, lambda: pilot.app.screen.answer.shown.slug == last)  # type: ignore[attr-defined]


async def test_nothing_found_says_so_and_enter_waits(catalogue: Path) -> None:
    async with app_on(catalogue, login=WEI) as pilot:
        await open_chooser(pilot)
        await type_text(pilot, "law")
        await pilot.press("enter")
        await until_shown(pilot, "No programme has these letters. Type fewer.")
        assert page_of(pilot) == ""
        await pilot.press("backspace", "backspace", "backspace")
        await until_shown(pilot, "Astronomy")


async def test_the_mouse_opens_and_chooses(catalogue: Path) -> None:
    async with app_on(catalogue, login=WEI) as pilot:
        await go_to(pilot, "class_lists")
        await until_shown(pilot, "Programme  Media Technology ▾")
        await pilot.click("#programme")
        await until_shown(pilot, "Enter chooses")
        await type_text(pilot, "computer")
        table = pilot.app.screen.query_one(Table)
        await pilot.click(table, offset=(10, 2))
        await until_shown(pilot, "[Computer Science and Biology]")


@pytest.mark.parametrize(("language", "name"), [("en", "Mathematics"), ("nl", "Wiskunde")])
async def test_a_programme_is_found_by_its_name_in_either_language(catalogue: Path, language: Code, name: str) -> None:
    async with app_on(catalogue, login=WEI, language=language) as pilot:
        await open_chooser(pilot)
        await type_text(pilot, "wisk")
        assert offered(pilot)[0] == "mathematics-bsc"
        await until_shown(pilot, f"▸ {name}")


def test_what_begins_with_the_letters_comes_first() -> None:
    names = ["Geo-Resources", "Computer Science", "Science and Business", "Life Science", "Économie"]
    lists = [class_list(ProgrammeKind.MASTER, position, name) for position, name in enumerate(names)]
    assert [found.name_en for found in matching(lists, "SCI")] == [
        "Science and Business",
        "Computer Science",
        "Life Science",
    ]
    assert [found.name_en for found in matching(lists, "econ")] == ["Économie"]
    assert [found.name_en for found in matching(lists, "life sci")] == ["Life Science"]
    assert matching(lists, "[bold]") == []
    assert matching(lists, "  ") == lists
