"""Apps of one process parse a style sheet once, and each has the colours of its own theme all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.parse import parse

from enroltui.app import EnrolApp
from enroltui.themes import LEIDEN_DARK
from tests.registrar.world import ANNA
from tests.screens.enrolling.kit import go_to
from tests.screens.kit import app_on

OTHER = replace(LEIDEN_DARK, name="other", background="#fdf6e3")


async def test_a_second_app_parses_no_style_sheet_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await _to_the_cart(small)
    parsed: list[str] = []

    def seen(scope: str, css: str, *where: Any, **more: Any) -> Iterable[RuleSet]:
        parsed.append(css)
        return parse(scope, css, *where, **more)

    monkeypatch.setattr("textual.css.stylesheet.parse", seen)
    await _to_the_cart(small)
    assert parsed == []


async def test_apps_of_different_themes_have_their_own_colours(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        pilot.app.register_theme(OTHER)
        pilot.app.theme = OTHER.name
        await go_to(pilot, "cart")  # which brings styles of its own
        assert pilot.app.screen.styles.background.hex == "#FDF6E3"
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        assert pilot.app.screen.styles.background.hex == str(LEIDEN_DARK.background).upper()


async def _to_the_cart(database: Path) -> None:
    async with app_on(database, login=ANNA) as pilot:
        assert isinstance(pilot.app, EnrolApp)
        await go_to(pilot, "cart")
