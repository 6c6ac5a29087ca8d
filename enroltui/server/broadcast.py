"""The screen of somebody who watches a presentation: the presenter's rows, read-only, without a Textual app."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from textwrap import wrap

from enroltui.ascii_text import to_ascii
from enroltui.language import Language, says
from enroltui.presenting.frames import STEP, Painter
from enroltui.presenting.presentation import LENGTH, Presentation
from enroltui.server.channel import Output
from enroltui.server.driver import RESTORE
from enroltui.server.terminal import ClientTerminal
from enroltui.server.waiting_room import CLEAR, LEAVE_KEYS

ARROW = re.compile(rb"\x1b[\[O]([ABCD])")
WAYS = {b"A": (0, -1), b"B": (0, 1), b"C": (1, 0), b"D": (-1, 0)}
TRIES = 3
"""Codes that may be typed in one connection."""


class WatchScreen:
    """Asks for the code where none was given; then shows what the presenter shows, from the newest frame on.

    A frame that comes while the terminal is still busy is left out: the next one it gets is whole.
    """

    def __init__(
        self,
        terminal: ClientTerminal,
        language: Language,
        wait: Callable[[], float],
        find: Callable[[str], Presentation | None],
        output: Output,
        leave: Callable[[], None],
    ) -> None:
        """`find` looks up a presentation by its code, in `wait` seconds; `leave` is called when the watcher goes."""
        self.language = language
        self.presentation: Presentation | None = None
        self.found = asyncio.Event()
        """Set once there is a presentation to watch."""
        self._terminal = terminal
        self._size = terminal.size
        self._colours = terminal.colours
        self._wait = wait
        self._find = find
        self._held_up: asyncio.TimerHandle | None = None
        """Set while a code is not looked up yet."""
        self._output = output
        self._leave = leave
        self._typed = ""
        self.wrong = 0
        """Wrong codes that were typed here."""
        self._offset = (0, 0)
        self._painter = Painter()
        output.write(CLEAR.encode())

    def enter(self, code: str) -> None:
        """Watch the presentation with this code, if there is one; in a while, if many wrong ones came from there."""
        self._typed, self._held_up = "", None
        if (seconds := self._wait()) > 0:
            self._held_up = asyncio.get_running_loop().call_later(seconds, self.enter, code)
            self.look()
            return
        self.presentation = self._find(code)
        if self.presentation is not None:
            self.presentation.join(self.look)
            self.found.set()
        else:
            self.wrong += 1
            if self.wrong >= TRIES:
                self._leave()
        self.look()

    def close(self) -> None:
        """Stop watching, and restore the terminal."""
        if self._held_up is not None:
            self._held_up.cancel()
        if self.presentation is not None:
            self.presentation.leave(self.look)
        self._output.write(RESTORE.encode())

    # --- from the watcher -------------------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Take keys: a code; then l for the language, q to leave, and arrow keys where the terminal is smaller."""
        asking = self.presentation is None
        if data in LEAVE_KEYS[1:] or (data == b"q" and not (asking and self._typed)):
            self._leave()
        elif asking:
            if self._held_up is None:
                self._type(data)
        elif arrows := ARROW.findall(data):
            for arrow in arrows:
                self._scroll(WAYS[arrow])
        elif data == b"l":
            self.language = Language(self.language.other)
            self.look()

    def resize(self, size: tuple[int, int]) -> None:
        """Paint all rows again, for a window of another size."""
        self._size = size
        self._painter.anew()
        self._scroll((0, 0))

    def caught_up(self) -> None:
        """Paint the newest frame: some may have been left out while the client took no output."""
        self.look()

    def _type(self, data: bytes) -> None:
        for character in data.decode("ascii", "ignore"):
            if character in "\r\n":
                return self.enter(self._typed)
            if character in "\x7f\b":
                self._typed = self._typed[:-1]
            elif (character.isalnum() or character == "-") and len(self._typed) < LENGTH + 1:
                self._typed += character
        return self.look()

    def _scroll(self, way: tuple[int, int]) -> None:
        width, height = self._shown_size()
        most = width - self._size[0], height - (self._size[1] - len(self._note()))
        left, top = (
            max(0, min(at + by * step, end)) for at, by, step, end in zip(self._offset, way, STEP, most, strict=True)
        )
        self._offset = left, top
        self.look()

    # --- to the watcher ---------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Paint what has changed, unless the client takes no output."""
        if self._output.choked:
            return
        codes = self._painter.codes(self._rows())
        if codes:
            shown = codes if self._terminal.encoding == "utf-8" else to_ascii(codes)
            self._output.write(shown.encode("utf-8", "replace"))

    def _shown_size(self) -> tuple[int, int]:
        frame = self.presentation.frame if self.presentation else None
        return (frame.width, frame.height) if frame else (0, 0)

    def _rows(self) -> list[str]:
        columns, lines = self._size
        if self.presentation is None:
            return self._wrapped("", *self._question())[:lines]
        left, top = self._offset
        note = self._note()
        if (frame := self.presentation.frame) is None:
            hidden = self.language.text("This page shows people by name; the presenter hides it.")
            rows, top = self._wrapped(*[""] * (lines // 3), hidden), 0
        else:
            rows = frame.codes(left, columns, self._colours)
        shown = rows[top : top + max(0, lines - len(note))]
        return [*shown, *(f"\x1b[7m {line.ljust(columns - 2)}\x1b[0m" for line in note)]

    def _wrapped(self, *paragraphs: str) -> list[str]:
        """Break paragraphs for the watcher's own window; none of their words is cut off."""
        return [f"  {line}" for paragraph in paragraphs for line in wrap(paragraph, max(10, self._size[0] - 4)) or [""]]

    def _question(self) -> list[str]:
        text = self.language.text
        lines = [text("Watch a presentation"), ""]
        if self._held_up is not None:
            lines += [text("One moment: many wrong codes came from your network."), ""]
        elif self.wrong:
            lines += [no_presentation(self.language), ""]
        return [*lines, f"{text('Code:')} {self._typed}▏", "", text("q leave")]

    def _note(self) -> list[str]:
        """Return the lines below the presenter's, broken for the watcher's window; none where there is no room."""
        text = self.language.text
        (columns, lines), (width, height) = self._size, self._shown_size()
        if self.presentation is None:
            return []
        if self.presentation.paused:
            note = text("The presenter pauses.   q leave")
        elif width > columns or height > lines:
            note = text("Arrow keys scroll: the presenter has {size}.   q leave", size=f"{width}x{height}")
        elif lines > height:
            note = text("You watch.   l nl/en   q leave")
        else:
            return []
        return wrap(note, max(10, columns - 2))


no_presentation = says("There is no presentation with this code.")
"""This says that a code is wrong."""
