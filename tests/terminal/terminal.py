"""Run the installed command in a real pseudo-terminal, and read what stands on its screen."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

import pexpect
import pyte

from kit.patience import PATIENCE
from tests.process import Machine

COMMAND = Path(sys.executable).with_name("enroltui")


class Terminal:
    """The command `enroltui`, or another program, in a pseudo-terminal of 80x24."""

    def __init__(self, machine: Machine, *arguments: str, program: Path | str = COMMAND) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        """All that the program wrote."""
        environment = {"TERM": "xterm-256color", **machine.environment}
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            str(program), list(arguments), dimensions=(24, 80), env=environment, cwd=str(machine.home)
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """Return what stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def at_cursor(self) -> str:
        """Return what stands on the terminal's own cursor's line, from the cursor on."""
        cursor = self._screen.cursor
        return self._screen.display[cursor.y][cursor.x :].rstrip()

    def wait_for_cursor(self, words: str) -> None:
        """Read on until these words stand where the terminal's own cursor is."""
        until = monotonic() + PATIENCE
        while not self.at_cursor.startswith(words):
            assert monotonic() < until, f"the cursor is at {self.at_cursor!r}, not at {words!r}:\n{self.text}"
            assert self._read(), f"the program ended before {words!r}:\n{self.text}"

    def press(self, keys: str) -> None:
        """Type these keys."""
        self.child.send(keys)

    def wait_for(self, words: str) -> None:
        """Read on until these words stand on the screen."""
        until = monotonic() + PATIENCE
        while words not in self.text:
            assert monotonic() < until, f"{words!r} is not on the screen:\n{self.text}"
            assert self._read(), f"the program ended before {words!r}:\n{self.text}"

    def wait_for_end(self) -> int:
        """Read on until the program ends, and tell its exit status."""
        until = monotonic() + PATIENCE
        while self._read():
            assert monotonic() < until, f"the program goes on:\n{self.text}"
        self.child.wait()
        assert self.child.exitstatus is not None
        return int(self.child.exitstatus)

    def _read(self) -> bool:
        """Read what there is; return False at the end."""
        try:
            written = self.child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.written += written
        self._stream.feed(written)
        return True
