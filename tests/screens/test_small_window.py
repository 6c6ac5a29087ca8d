"""A window that is too small, has no colour, or no UTF-8: still usable, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import Input

from enroltui.language import Code, Language
from enroltui.presenting.frames import frame_of
from enroltui.themes import THEMES
from tests.registrar.world import ANNA, EXAM
from tests.screens.kit import app_on, enrolled, until_page, until_shown

BLACK = Color(0, 0, 0)
TOO_SMALL = (
    "This window is a little too small. Please make it at least 60 columns wide and 18 lines high. "
    "What you typed is kept. The plain commands need no window: enroltui --help."
)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(59, 24), (80, 17)])
async def test_too_small_a_window_is_told_kindly(small: Path, size: tuple[int, int], language: Code) -> None:
    async with app_on(small, size=size, language=language) as pilot:
        await until_shown(pilot, Language(language).text(TOO_SMALL))


async def test_made_small_and_large_again_nothing_is_lost(small: Path) -> None:
    async with app_on(small) as pilot:
        await pilot.press(*"s99")
        await pilot.resize_terminal(40, 10)
        await until_shown(pilot, "a little too small")
        await pilot.resize_terminal(80, 24)
        await until_shown(pilot, "Student number or login s99")
        await pilot.press("0")
        assert pilot.app.screen.query_one("#number", Input).value == "s990"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 60)])
async def test_at_every_other_size_the_student_center_shows_its_menu_and_keys(
    small: Path, size: tuple[int, int]
) -> None:
    enrolled(small, EXAM)
    async with app_on(small, size=size, login=ANNA) as pilot:
        await pilot.press("1", "1")
        await until_shown(pilot, "1 Enrol", "9 Messages", "Next exam: Logic", "6 of 60 EC", "Holds none", "? help")


async def test_without_utf8_every_sign_on_the_screen_is_ascii(small: Path) -> None:
    enrolled(small, EXAM)
    async with app_on(small, login=ANNA, ascii_only=True) as pilot:
        await pilot.press("1", "2")
        await until_page(pilot, "my_classes")
        await until_shown(pilot, "28114")
        painted = frame_of(pilot.app).rows
        for line_filter in pilot.app.get_line_filters():
            painted = tuple(strip.apply_filter(line_filter, BLACK) for strip in painted)
        text = "\n".join(strip.text for strip in painted)
        assert text.isascii()
        assert "v enrolled" in text


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_theme_shows_the_page(small: Path, theme: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        pilot.app.theme = theme
        await until_shown(pilot, "1 Self Service")
