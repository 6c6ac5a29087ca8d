"""A tour that does not come to its end by itself is recorded not at all; --lang holds before a command as behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.presenting import player
from tests.process import Machine
from tests.terminal.terminal import Terminal

NEVER = """
title = { en = "Never", nl = "Nooit" }
[[step]]
en = "Look."
nl = "Kijk."
[[step]]
en = "Wait."
nl = "Wacht."
keys = ["tab"]
%s
"""


@pytest.mark.parametrize("wanted", ['text = "no such words"', 'page = "search"'])
def test_recording_a_step_that_does_not_come_to_its_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    monkeypatch.setattr(player, "PATIENCE", 0.5)
    (tmp_path / "never.toml").write_text(NEVER % wanted)
    ended = Machine(tmp_path).run("tour", "record", "never.toml", "never.cast", "--lang", "en")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The tour came no further than step 2: its page or its texts did not come.")
    assert "enroltui tour play never.toml" in ended.stderr
    assert {path.name for path in tmp_path.iterdir() if not path.is_dir()} == {"never.toml"}


def test_recording_a_tour_that_leaves_the_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "left.toml").write_text(NEVER.replace('["tab"]', '["ctrl+q"]') % 'page = "login"')
    ended = Machine(tmp_path).run("tour", "record", "left.toml", "left.cast", "--lang", "nl")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("De rondleiding kwam niet verder dan stap 2:")
    assert not (tmp_path / "left.cast").exists()


def test_tours_and_the_demo_are_in_the_language_that_stands_before_the_command(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    assert "Titel" in machine.done("--lang", "nl", "tour", "list")
    (tmp_path / "never.toml").write_text(NEVER % 'page = "login"')
    assert machine.done("--lang", "nl", "tour", "check", "never.toml").startswith("Nooit: 2 stappen")
    machine.done("--lang", "nl", "tour", "record", "never.toml", "never.cast")
    assert "Kijk." in (tmp_path / "never.cast").read_text()
    for arguments in (("demo",), ("tour", "play", "never.toml")):
        with Terminal(machine, "--lang", "nl", *arguments) as terminal:
            terminal.wait_for("Wachtwoord")
