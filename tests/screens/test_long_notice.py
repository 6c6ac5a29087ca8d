"""What was kept when a file was opened is told in full, also in a small window."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from enroltui.language import Code
from enroltui.screens.page import Page
from enroltui.sentences.errors import opened_sentences
from enroltui.widgets.notice import Tone
from tests.screens.kit import app_on, running_text, until_shown

FOLDER = Path("/home/sanne/.local/share/enroltui")
KEPT = FOLDER / "enroltui.before-upgrade-2018-01-15-100000.db"
ASIDE = FOLDER / "enroltui.db-wal.aside-2018-01-15-100000"


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(80, 24), (60, 18)], ids=["80x24", "60x18"])
async def test_both_paths_are_shown_whole(small: Path, size: tuple[int, int], language: Code) -> None:
    async with app_on(small, size=size, language=language) as pilot:
        await until_shown(pilot, "Leiden")
        page = cast(Page, pilot.app.screen)
        page.say(Tone.GOOD, lambda spoken: " ".join(opened_sentences(KEPT, [ASIDE], spoken)))
        await until_shown(pilot, "upgrade")
        shown = running_text(pilot).replace(" ", "")
        assert str(KEPT) in shown
        assert str(ASIDE) in shown
