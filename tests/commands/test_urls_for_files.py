"""Who gives a URL where a file is wanted is not shown its password."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from enroltui.commands.root import root
from enroltui.where import shown

URL = "postgresql://anna:geh3im@server.example/enroltui"


@pytest.mark.parametrize(
    "command",
    [
        "backup", "restore --yes", "ics s9900001", "show s9900001 --ics", "roster 28114 --csv",
        "tour check", "tour play", "key add s9900001",
    ],
)  # fmt: skip
def test_a_command_that_is_given_a_url_for_a_file_shows_no_password(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(root, [*command.split(), URL], env={"ENROLTUI_DATABASE": str(small), "LANG": "en_GB"})
    assert ended.exit_code != 0
    assert "geh3im" not in ended.output


@pytest.mark.parametrize(
    "name",
    [
        URL,
        " PostgreSQL+psycopg://anna:geh3im@server.example/enroltui",
        "mysql://anna:geh3im@server.example/enroltui",
        "postgresql:anna:geh3im@server.example",
        '"postgresql://anna:geh3im@server.example"',
        "host=server.example password=geh3im",
    ],
)
def test_no_spelling_of_a_url_shows_its_password_as_a_files_name(name: str) -> None:
    assert "geh3im" not in shown(Path(name))


@pytest.mark.parametrize("name", ["monday.db", "/var/lib/enroltui/a@b:c.db", "C:", "12:30.db", "file.db", "x=1.db"])
def test_a_files_name_is_shown_as_it_is(name: str) -> None:
    assert shown(Path(name)) == name
