"""Run programs in a real pseudo-terminal of 80x24, as a person starts them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from signal import SIGKILL
from time import perf_counter

import pexpect

ENROLTUI = [sys.executable, "-c", "from enroltui.cli import main; main()"]
"""This Python code does what the installed command `enroltui` does."""
ROWS, COLUMNS = 24, 80
LAST_ROW = f"\x1b[{ROWS};1H".encode()
"""Textual paints a full frame from the top down, so a frame stands when the cursor has been sent to its last row."""
PATIENCE = 30
QUIET = 0.4
"""So many seconds are less than pass between two blinks of the cursor."""


def environment(home: str) -> dict[str, str]:
    """Return the environment of a person with this home folder, at a terminal with all colours.

    Nothing of Python's own settings is taken over: an installed program has its bytecode beside it.
    """
    others = ("XDG_", "PYTHON", "TEXTUAL", "ENROLTUI")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    return {**kept, "HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


@contextmanager
def running(command: Sequence[str], environ: Mapping[str, str]) -> Iterator[pexpect.spawn[bytes]]:
    """Start the program in its terminal; kill it at the end of the block."""
    program, *arguments = command
    child: pexpect.spawn[bytes] = pexpect.spawn(
        program, arguments, dimensions=(ROWS, COLUMNS), env=dict(environ), timeout=PATIENCE, maxread=65536
    )
    child.delaybeforesend = child.delayafterread = None
    try:
        yield child
    finally:
        child.kill(SIGKILL)
        child.close()


def press(child: pexpect.spawn[bytes], keys: str, text: str) -> float:
    """Press keys; return the seconds until this text has been painted."""
    start = perf_counter()
    child.send(keys)
    child.expect_exact(text.encode())
    return perf_counter() - start


def wait_for_frame(child: pexpect.spawn[bytes], text: str = "") -> None:
    """Wait until a full frame that holds this text has been painted."""
    if text:
        child.expect_exact(text.encode())
    child.expect_exact(LAST_ROW)


def wait_for_quiet(child: pexpect.spawn[bytes], seconds: float = QUIET) -> None:
    """Wait until nothing has been painted for so many seconds."""
    with suppress(pexpect.TIMEOUT):
        while True:
            child.expect(b".+", timeout=seconds)
