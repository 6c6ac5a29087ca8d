"""However the program ends, the terminal is as it was before, nothing temporary is left, and a recording is whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from kit.patience import PATIENCE
from tests.process import Machine
from tests.terminal.terminal import Terminal

QUIT = "\x11"
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]
GIVEN_BACK = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1000l", b"\x1b[?7h")
"""The screen before is back, the cursor shows, pastes have no brackets, the mouse is off, and lines wrap."""
SANDBOXES = "enroltui-demo-*"


def flags(terminal: Terminal) -> list[Any]:
    """Return how the terminal treats what is typed and written."""
    return termios.tcgetattr(terminal.child.child_fd)


def is_given_back(terminal: Terminal, before: list[Any]) -> bool:
    return flags(terminal) == before and all(code in terminal.written for code in GIVEN_BACK)


def recorded(file: Path) -> str:
    """Return what a recording shows, all of whose lines must be whole."""
    text = file.read_text(encoding="utf-8")
    assert text.endswith("\n")
    header, *events = map(json.loads, text.splitlines())
    assert header["version"] == 2
    return "".join(data for _, kind, data in events if kind == "o")


def wait_for_recorded(terminal: Terminal, file: Path, words: str) -> None:
    """Read on until these words are in the recording, which follows the screen a moment later."""
    until = time.monotonic() + PATIENCE
    while words not in file.read_text(encoding="utf-8"):
        assert time.monotonic() < until, f"{words!r} is not recorded"
        assert terminal._read()


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def machine(tmp_path: Path, temporary: Path) -> Machine:
    return Machine(tmp_path, TMPDIR=str(temporary))


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_the_app_in_order(machine: Machine, small: Path, number: signal.Signals) -> None:
    with Terminal(machine, "--database", str(small)) as terminal:
        before = flags(terminal)
        terminal.wait_for("Password")
        assert flags(terminal) != before
        terminal.child.kill(number)
        assert terminal.wait_for_end() == 128 + number
        assert is_given_back(terminal, before)
    assert b"Traceback" not in terminal.written


@pytest.mark.parametrize(
    "arguments", [("demo",), ("tour", "play", "search", "--pace", "slow")], ids=["demo", "tour play"]
)
def test_a_signal_ends_a_demo_and_its_recording_in_order(
    machine: Machine, temporary: Path, arguments: tuple[str, ...]
) -> None:
    with Terminal(machine, *arguments, "--record", "made.cast") as terminal:
        before = flags(terminal)
        terminal.wait_for("s9900001")
        terminal.wait_for("● recording")
        wait_for_recorded(terminal, machine.home / "made.cast", "s9900001")
        assert list(temporary.glob(f"{SANDBOXES}/demo.db"))
        terminal.child.kill(signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert is_given_back(terminal, before)
    assert not list(temporary.glob(SANDBOXES))
    assert "s9900001" in recorded(machine.home / "made.cast")


def test_a_closed_terminal_ends_a_demo_and_leaves_nothing(machine: Machine, temporary: Path) -> None:
    terminal = Terminal(machine, "demo", "--record", "made.cast")
    terminal.wait_for("● recording")
    terminal.wait_for("s9900001")
    wait_for_recorded(terminal, machine.home / "made.cast", "s9900001")
    child: Any = terminal.child
    child.ptyproc.fileobj.close()
    child.ptyproc.closed = child.closed = True
    _, status = os.waitpid(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
    assert not list(temporary.glob(SANDBOXES))
    assert "s9900001" in recorded(machine.home / "made.cast")


def test_a_tour_that_is_being_recorded_leaves_nothing_half_done(machine: Machine, temporary: Path) -> None:
    process = machine.start("tour", "record", "search", "made.cast")
    until = time.monotonic() + PATIENCE
    while not any(recording.read_bytes().count(b"\n") > 3 for recording in machine.home.rglob("made.cast")):
        assert time.monotonic() < until, "nothing is recorded"
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate()
    assert (process.returncode, err) == (128 + signal.SIGTERM, "")
    assert not list(temporary.glob(SANDBOXES))
    assert not list(machine.home.rglob("made.cast"))


def test_what_leaves_python_itself_gives_the_terminal_back(machine: Machine, small: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from enroltui.cli import open_for_app, start
from enroltui.clock import ShownClock
from enroltui.language import Language
from enroltui.visit import Visit
database = Path({str(small)!r})
visit = Visit(lambda: open_for_app(database), ShownClock.parse("2018-01-15"), Language("en"))
start(visit, database, None, lambda app: sys.exit(3))
"""
    with Terminal(machine, "-c", program, program=sys.executable) as terminal:
        before = flags(terminal)
        assert terminal.wait_for_end() == 3
        assert is_given_back(terminal, before)


def stopped(terminal: Terminal) -> bool:
    status = Path(f"/proc/{terminal.child.pid}/stat").read_text()
    return status.rpartition(")")[2].split()[0] == "T"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc whether a program stands still")
@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=lambda number: number.name)
def test_a_program_that_was_stopped_goes_on_and_gives_the_terminal_back(
    machine: Machine, small: Path, number: signal.Signals
) -> None:
    with Terminal(machine, "--database", str(small)) as terminal:
        before = flags(terminal)
        terminal.wait_for("Password")
        terminal.child.kill(number)
        until = time.monotonic() + PATIENCE
        while not stopped(terminal):
            assert time.monotonic() < until
            terminal._read()
        while terminal._read() and number is signal.SIGTSTP and not is_given_back(terminal, before):
            assert time.monotonic() < until, "the terminal is not given back while the program stands still"
        terminal._screen.reset()
        terminal.child.kill(signal.SIGCONT)
        terminal.wait_for("Password")
        assert flags(terminal) != before
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0
        assert is_given_back(terminal, before)


def test_the_sandbox_of_a_killed_program_is_thrown_away_by_the_next(machine: Machine, temporary: Path) -> None:
    with Terminal(machine, "demo") as killed, Terminal(machine, "demo") as alive:
        for terminal in (killed, alive):
            terminal.wait_for("s9900001")
        folders = set(temporary.glob(SANDBOXES))
        assert len(folders) == 2
        killed.child.kill(signal.SIGKILL)
        while killed._read():
            pass
        killed.child.wait()
        with Terminal(machine, "demo") as another:
            another.wait_for("s9900001")
            left = set(temporary.glob(SANDBOXES))
            assert len(left & folders) == 1
            assert len(left) == 2
            another.press(QUIT)
            another.wait_for_end()
        alive.press(QUIT)
        assert alive.wait_for_end() == 0
    assert not list(temporary.glob(SANDBOXES))


def printing_much(machine: Machine, catalogue: Path) -> subprocess.Popen[bytes]:
    """Start a command that prints more than a pipe holds, so that it waits for its reader."""
    return subprocess.Popen(
        [*machine.command, "students", "--all", "--json", "--database", str(catalogue)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=machine.environment,
        cwd=machine.home,
    )


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_a_command_that_waits_for_its_reader(
    machine: Machine, catalogue: Path, number: signal.Signals
) -> None:
    with printing_much(machine, catalogue) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.send_signal(number)
        process.stdout.read()
        assert process.wait() == 128 + number
        assert process.stderr.read() == b""


def test_a_reader_that_goes_away_ends_a_command_without_a_word(machine: Machine, catalogue: Path) -> None:
    with printing_much(machine, catalogue) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 128 + signal.SIGPIPE
