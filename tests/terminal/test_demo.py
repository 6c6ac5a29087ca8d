"""`enroltui demo` and `enroltui tour play` run in a real terminal, in a sandbox that leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from tests.process import Machine
from tests.terminal.terminal import Terminal

QUIT, F7, F9 = "\x11", "\x1b[18~", "\x1b[20~"


def test_a_demo_leaves_nothing_behind_and_records_where_it_is_told(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    machine = Machine(tmp_path, TMPDIR=str(temporary))
    with Terminal(machine, "demo", "--record", "demo.cast") as terminal:
        terminal.wait_for("s9900001")
        terminal.wait_for("● recording")
        assert "demo ·" in terminal.text
        assert list(temporary.glob("enroltui-demo-*/demo.db"))
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0
    assert not list(temporary.glob("enroltui-demo-*"))
    assert not machine.own_database.exists()
    assert "s9900001" in (tmp_path / "demo.cast").read_text()


def test_a_tour_is_played_from_the_command_line(tmp_path: Path) -> None:
    with Terminal(Machine(tmp_path), "tour", "play", "withdraw", "--lang", "nl") as terminal:
        terminal.wait_for("stap 1 van 9")
        terminal.wait_for("Druk: tab×2 ↓×7   F5 spelen   F6 terug   F7 verder   F8 opnieuw   F9 stop")
        terminal.press(F7)
        terminal.wait_for("stap 2 van 9")
        terminal.press(F9)
        terminal.wait_for("▸ s9900008")
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0
