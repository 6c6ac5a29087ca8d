"""Writes what stands on the screen as asciicast v2, which asciinema's player plays. What is typed is not written.

The format: https://docs.asciinema.org/manual/asciicast/v2/ : a header in JSON, then a JSON array a line: seconds since
the beginning, "o" for output or "r" for another size, and the data.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TextIO

from rich.color import ColorSystem

from enroltui.presenting.frames import Painter, ScreenFrame

_NO_FRAME = (80, 24)


class AsciicastWriter:
    """Writes a recording to a file, line by line, until it is closed."""

    def __init__(self, file: TextIO, elapsed: Callable[[], float], *, title: str, timestamp: int) -> None:
        """`elapsed` returns the seconds since the beginning, which was at `timestamp`, in seconds of Unix time."""
        self._file = file
        self._elapsed = elapsed
        self._title = title
        self._timestamp = timestamp
        self._painter = Painter()
        self._size: tuple[int, int] | None = None

    def record(self, frame: ScreenFrame) -> None:
        """Write down that the screen looks like this now."""
        size = frame.width, frame.height
        if 0 in size:  # the page that comes is not laid out yet
            return
        if self._size is None:
            self._begin(*size)
        elif size != self._size:
            self._event("r", f"{size[0]}x{size[1]}")
            self._painter.anew()
        self._size = size
        if painted := self._painter.codes(frame.codes(0, frame.width, ColorSystem.TRUECOLOR)):
            self._event("o", painted)

    def close(self) -> None:
        """Write the end, and close the file; a recording without any frame can be played as well."""
        if self._size is None:
            self._begin(*_NO_FRAME)
        self._event("o", "\x1b[0m\x1b[?25h")
        self._file.close()

    def _begin(self, width: int, height: int) -> None:
        header = {"version": 2, "width": width, "height": height, "timestamp": self._timestamp}
        self._write({**header, "title": self._title, "env": {"TERM": "xterm-256color"}})
        self._event("o", "\x1b[?25l")

    def _event(self, kind: str, data: str) -> None:
        self._write([round(self._elapsed(), 3), kind, data])

    def _write(self, line: object) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
