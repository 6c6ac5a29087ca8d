"""The seed page's first line stands above the login page and the Main Menu, as Leiden's texts have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.language import CODES, Code
from tests.process import CHECKOUT
from tests.registrar.world import ANNA, PASSWORD
from tests.screens.kit import app_on, log_in, screen_text

pytestmark = pytest.mark.usefixtures("unpainted")


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_the_university_is_named_on_the_first_pages(small: Path, language: Code, size: tuple[int, int]) -> None:
    name = (CHECKOUT / f"enroltui/data/leiden/texts/{language}/masthead.md").read_text(encoding="utf-8").strip()
    async with app_on(small, size=size, language=language) as pilot:
        assert screen_text(pilot.app).splitlines()[2].strip() == name
        await log_in(pilot, ANNA, PASSWORD)
        assert screen_text(pilot.app).splitlines()[2].strip() == name
