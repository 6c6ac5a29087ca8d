"""Guided tours: the shipped ones play themselves to their end in both languages, and their keys do what they say."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from enroltui.sandbox import Sandbox
from enroltui.tours.known import SHIPPED, shipped_tour
from enroltui.tours.pace import PACES
from tests.presenting.kit import AT_ONCE, app_of, demo, until_step
from tests.registrar.world import ANNA, HELPDESK
from tests.screens.kit import (
    app_on,
    page_of,
    running_text,
    screen_text,
    type_text,
    until,
    until_page,
    until_shown,
)

SLOW = PACES["slow"]


@pytest.mark.parametrize("name", SHIPPED)
async def test_a_shipped_tour_comes_to_its_end_in_both_languages(name: str) -> None:
    tour = shipped_tour(name)
    async with demo() as pilot:
        app = app_of(pilot)
        for code in ("en", "nl"):
            if app.visit.language.code != code:
                app.action_language()
            player = app.overlay.start(tour, AT_ONCE)
            ended = asyncio.ensure_future(player.ended())
            while not ended.done():
                assert player.playing, f"step {player.at + 1} did not come to its end, on screen:\n{screen_text(app)}"
                await asyncio.wait([ended], timeout=0.1)  # to look again
            await pilot.pause()
            assert player.at == len(tour.steps) - 1
            lines = screen_text(app).splitlines()
            assert tour.steps[-1].caption[app.visit.language.code] in " ".join(" ".join(lines[-4:]).split())


async def test_the_viewer_does_a_step_and_the_next_one_comes() -> None:
    async with demo() as pilot:
        app_of(pilot).overlay.start(shipped_tour("search"))
        await until_step(pilot, 1)
        await until_shown(pilot, "Tour, step 1 of 16", "Tab twice goes to the list.", "Press: tab×2   F5 play")
        await pilot.press("tab", "tab")
        await until_step(pilot, 2)
        await until_shown(pilot, "Enter takes the student with the cursor", "tab tab")
        await pilot.press("enter")
        await until_step(pilot, 3)


async def test_a_caption_covers_nothing_on_the_page() -> None:
    async with demo() as pilot:
        app = app_of(pilot)
        app.overlay.start(shipped_tour("search"))
        await until_step(pilot, 1)
        for step in range(2, 6):
            await pilot.press("f7")
            await until_step(pilot, step)
        await until_page(pilot, "self_service")
        *page, _facts, _caption, _more, _keys = screen_text(app).splitlines()
        assert len(page) == 20
        assert "▸ 1  Student Center" in page[2]
        assert "/ search   c cart" in page[-1]


async def test_playing_stops_at_a_key_which_is_not_taken_and_goes_on_by_another() -> None:
    async with demo() as pilot:
        overlay = app_of(pilot).overlay
        player = overlay.start(shipped_tour("search"), SLOW)
        await until_step(pilot, 1)
        await until_shown(pilot, "F5 pause")
        await pilot.press("x")
        await until_shown(pilot, "F5 play")
        assert not player.playing
        assert app_of(pilot).screen.query_one("#number", Input).value == ""
        await pilot.press("f5")
        await until_shown(pilot, "F5 pause")


async def test_back_begins_anew_and_hurries_to_the_step_before() -> None:
    async with demo() as pilot:
        overlay = app_of(pilot).overlay
        overlay.start(shipped_tour("class-number"))
        await until_step(pilot, 1)
        for step in range(2, 5):
            await pilot.press("f7")
            await until_step(pilot, step)
        await until_page(pilot, "main_menu")
        await pilot.press("5")  # not what the step says
        await until_page(pilot, "account")
        await pilot.press("f6")
        await until_step(pilot, 3)
        assert page_of(pilot) == "login"
        assert "••••" in running_text(pilot)
        await pilot.press("f8")
        await until_step(pilot, 1)
        await until_shown(pilot, "s9900001")
        assert "••••" not in running_text(pilot)


async def test_nothing_happens_any_more_after_the_tour_was_left() -> None:
    async with demo() as pilot:
        app = app_of(pilot)
        app.overlay.start(shipped_tour("search"), SLOW)
        await until_step(pilot, 1)
        await pilot.press("f9")
        await until(pilot, lambda: "Tour, step" not in running_text(pilot))
        await until(pilot, lambda: not [worker for worker in app.workers if worker.group == "tour"])
        assert app.overlay.player is None
        await type_text(pilot, "x")
        await until(pilot, lambda: app.screen.query_one("#number", Input).value == "x")


async def test_staff_at_the_counter_play_a_tour_and_are_back_where_they_were(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        app = app_of(pilot)
        app.make_sandbox = Sandbox
        own = app.visit
        await pilot.press("ctrl+t")
        await until_shown(pilot, "Show to others", "1 A guided tour…")
        await pilot.press("1")
        await until_shown(pilot, "Which tour?", "Withdraw from an exam")
        await pilot.press("1")
        await until_shown(pilot, "I do each step myself")
        await pilot.press("1")
        await until_step(pilot, 1)
        await until_shown(pilot, "demo · Mon 15 Jan 2018", "s9900001")
        assert app.visit is not own
        await pilot.press("f9")
        await until_page(pilot, "main_menu")
        await until_shown(pilot, HELPDESK, "Counter")
        assert app.visit is own
        assert "demo ·" not in running_text(pilot)


async def test_a_student_has_no_tours(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert page_of(pilot) == "main_menu"


async def test_a_sandbox_is_thrown_away() -> None:
    async with demo() as pilot:
        app = app_of(pilot)
        app.overlay.start(shipped_tour("search"))
        await until_step(pilot, 1)
        await until_shown(pilot, "s9900001")
        folder = Path(app.overlay._sandbox._folder.path)  # type: ignore[union-attr]
        assert [path.name for path in folder.glob("*.db")] == ["demo.db"]
    assert not folder.exists()
