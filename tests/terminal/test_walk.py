"""A student walks the whole path in a real terminal by keys alone: enrols, closes the program, and finds it kept."""

from pathlib import Path

import pytest

from tests.process import Machine
from tests.registrar.world import ANNA, PASSWORD
from tests.terminal.terminal import Terminal

ENTER, TAB, QUIT, LOG_OUT = "\r", "\t", "\x11", "\x0f"
LEFT_FULL_SCREEN = b"\x1b[?1049l"
LOGIC_EXAM = "27121"


def log_in(terminal: Terminal) -> None:
    """Log in as the first demo student."""
    terminal.wait_for("s9900001")
    terminal.press(TAB + TAB + ENTER)
    terminal.wait_for("••••")
    terminal.press(ENTER)
    terminal.wait_for("Welcome, Sanne de Vries")


def test_a_student_enrols_by_class_number_and_finds_it_kept(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    with Terminal(machine) as terminal:
        log_in(terminal)
        for digit, page in (
            ("1", "Self Service"),
            ("1", "Student Center"),
            ("1", "Enrol"),
            ("2", "Class number"),
        ):
            terminal.press(digit)
            terminal.wait_for(f"› {page} ")
        terminal.press(LOGIC_EXAM + ENTER)
        terminal.wait_for("27121 Logic, exam")
        terminal.press(ENTER)
        terminal.wait_for("Shopping cart: 1 class, 6 EC")
        terminal.press(ENTER)
        terminal.wait_for("› Shopping cart")
        terminal.press("e")
        terminal.wait_for("› Confirm")
        terminal.press(ENTER)
        terminal.wait_for("This class has been added to your schedule.")
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0
        assert LEFT_FULL_SCREEN in terminal.written
    kept = [enrolment["class_number"] for enrolment in machine.json("show", "s9900001")["enrolments"]]
    assert int(LOGIC_EXAM) in kept
    with Terminal(machine) as terminal:
        log_in(terminal)
        terminal.press("c")
        terminal.wait_for("shopping cart is empty.")


def test_what_is_typed_ahead_at_the_login_lands_where_it_belongs(tmp_path: Path, small: Path) -> None:
    with Terminal(Machine(tmp_path), "--database", str(small)) as terminal:
        for between in (TAB, ENTER):
            terminal.wait_for("Password")
            terminal.press(f"{ANNA}{between}{PASSWORD}{ENTER}")
            terminal.wait_for("Welcome,")
            terminal.press(LOG_OUT)
            terminal.wait_for("You have logged out.")


def test_a_damaged_database_ends_the_app_with_one_sentence(tmp_path: Path, small: Path) -> None:
    content = small.read_bytes()
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(content[:4096] + b"damage" * 2000 + content[4096 + 12000 :])
    before = damaged.read_bytes()
    with Terminal(Machine(tmp_path), "--database", str(damaged)) as terminal:
        assert terminal.wait_for_end() == 2
        _, parting = terminal.written.split(LEFT_FULL_SCREEN)
    assert b"is damaged; it was left as it is." in parting
    assert b"Traceback" not in terminal.written
    assert damaged.read_bytes() == before


def test_a_missing_database_is_told_before_the_app_starts(tmp_path: Path) -> None:
    with Terminal(Machine(tmp_path), "--database", "missing.db") as terminal:
        assert terminal.wait_for_end() == 2
        assert "There is no database at missing.db." in terminal.text
    assert LEFT_FULL_SCREEN not in terminal.written


@pytest.mark.parametrize(("variable", "value"), [("PYTHONIOENCODING", "ascii"), ("LC_ALL", "C")])
def test_a_terminal_without_utf8_gets_ascii_only(tmp_path: Path, variable: str, value: str) -> None:
    machine = Machine(tmp_path)
    machine.environment[variable] = value
    with Terminal(machine) as terminal:
        terminal.wait_for("Elif Y")
        assert terminal.written.isascii()
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0


def test_without_colour_the_way_is_the_same(tmp_path: Path) -> None:
    with Terminal(Machine(tmp_path, NO_COLOR="1"), "--lang", "nl") as terminal:
        terminal.wait_for("s9900001")
        terminal.press(TAB + TAB + ENTER)
        terminal.wait_for("••••")
        terminal.press(ENTER)
        terminal.wait_for("Hoofdmenu")
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0
