"""The database's file is taken away under an open page: it says so, confirms nothing, and goes on when it is back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from enroltui.screens import page
from tests.registrar.world import ANNA, EXAM
from tests.screens.enrolling.kit import confirm, enrolled, fill_cart, go_to
from tests.screens.kit import app_on, type_text, until_page, until_shown


async def test_what_is_confirmed_meanwhile_is_refused_and_may_be_sent_again(small: Path, tmp_path: Path) -> None:
    fill_cart(small, ANNA, EXAM)
    copy = shutil.copy(small, tmp_path / "copy.db")
    async with app_on(small, login=ANNA) as pilot:
        await confirm(pilot)
        small.unlink()
        await pilot.press("enter")
        await until_shown(pilot, "✗ The database's file was replaced or taken away", "28114")
        shutil.copyfile(copy, small)
        await pilot.press("enter")
        await until_page(pilot, "results")
    assert enrolled(small, ANNA) == [EXAM]


async def test_a_search_goes_on_by_itself_when_a_file_is_back(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "LOOK_AGAIN", 0.1)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "search")
        await until_shown(pilot, "Type words of the title")
        away = small.rename(tmp_path / "away.db")
        await type_text(pilot, "calc")
        await until_shown(pilot, "✗ The database's file was replaced or taken away", "calc")
        away.rename(small)
        await until_shown(pilot, "✓ The database is there again.", "Calculus 100%", "calc")
