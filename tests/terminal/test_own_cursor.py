"""The terminal's own cursor stands at the choice of every list and menu: braille displays and magnifiers follow it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process import Machine
from tests.terminal.terminal import Terminal

UP, DOWN = "\x1b[A", "\x1b[B"
TAB, BACK_TAB, ENTER = "\t", "\x1b[Z", "\r"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The demo, at its login page."""
    with Terminal(Machine(tmp_path), "demo", "--lang", "en") as terminal:
        terminal.wait_for("s9900001")
        yield terminal


def log_in(terminal: Terminal) -> None:
    terminal.press(TAB + TAB)
    terminal.wait_for_cursor("▸ s9900001")
    terminal.press(DOWN)
    terminal.wait_for_cursor("▸ s9900002")
    terminal.press(DOWN + DOWN + UP + ENTER)
    terminal.wait_for("Press Enter to log in.")
    terminal.press(ENTER)
    terminal.wait_for("Main Menu")


def test_tables_menus_and_the_line_above_them(terminal: Terminal) -> None:
    log_in(terminal)
    terminal.wait_for_cursor("▸ 1")
    terminal.press(DOWN)
    terminal.wait_for_cursor("▸ 2")
    terminal.press(BACK_TAB)
    terminal.wait_for_cursor("Main Menu")
