"""The parts of a page are styled once before it is first painted, however wide the window is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet

from enroltui.widgets.speaking import Words
from tests.screens.kit import app_on, until_page


@pytest.mark.parametrize("width", [80, 120])
async def test_the_first_page_is_styled_once(small: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    styled: Counter[Any] = Counter()
    apply = Stylesheet.apply

    def counted(self: Stylesheet, node: Any, **options: Any) -> None:
        styled[node] += isinstance(node, Words)
        apply(self, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    async with app_on(small, size=(width, 24)) as pilot:
        await until_page(pilot, "login")
        words = pilot.app.screen.query(Words)
        assert words
        assert {styled[node] for node in words} == {1}
