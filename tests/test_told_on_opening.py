"""That an older file was upgraded is told wherever it is opened, with the copy that was kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from enroltui.commands.root import root
from enroltui.language import CODES, Code, Language
from enroltui.sentences.errors import upgraded_sentence
from enroltui.widgets.notice import Notice
from tests.registrar import world
from tests.screens.kit import app_on, until


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Make a file of the first version."""
    path = tmp_path / "older.db"
    world.build(path, "0001")
    return path


def kept(older: Path) -> Path:
    [found] = older.parent.glob("older.before-upgrade-*.db")
    return found


@pytest.mark.parametrize("language", CODES)
async def test_the_login_page_tells_that_the_file_was_upgraded(older: Path, language: Code) -> None:
    async with app_on(older, language=language) as pilot:
        notice = pilot.app.screen.query_one(Notice)
        await until(pilot, lambda: "before-upgrade" in notice.said)
        assert notice.said == f"✓ {upgraded_sentence(kept(older), Language(language))}"


def test_who_starts_the_service_is_told(older: Path) -> None:
    """The file has demo accounts, so it is not served without --demo, and the service ends."""
    ended = CliRunner().invoke(root, ["serve", "--database", str(older), "--lang", "en"])
    assert ended.exit_code == 2
    told, refused = ended.stderr.splitlines()
    assert told == upgraded_sentence(kept(older), Language("en"))
    assert "--demo" in refused
