"""The screen of somebody who waits for a place: some lines of text without a Textual app, which cost little."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from enroltui.ascii_text import to_ascii
from enroltui.language import Language
from enroltui.server.driver import RESTORE
from enroltui.server.terminal import ClientTerminal

CLEAR = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J"
LEAVE_KEYS = (b"q", b"\x03", b"\x04", b"\x11")
"""The key q, and what people press to leave any program: ctrl+c, ctrl+d, ctrl+q."""


class WaitingRoom:
    """Shows the place in line and how long it may take; only what has changed is painted."""

    def __init__(
        self,
        terminal: ClientTerminal,
        language: Language,
        kept: float,
        write: Callable[[bytes], None],
        leave: Callable[[], None],
    ) -> None:
        """`kept`: seconds that a place in line is kept without a connection; `leave` is called to give it up."""
        self.language = language
        self._terminal = terminal
        self._columns = terminal.size[0]
        self._kept = kept
        self._write = write
        self._leave = leave
        self._position = 0
        self._seconds: float | None = None
        self._opens_in: float | None = None
        self._painted = ""

    def show(self, position: int, seconds: float | None, opens_in: float | None = None) -> None:
        """Show the place in line, and the seconds that it may take and until enrolment opens, if they are known."""
        self._position, self._seconds, self._opens_in = position, seconds, opens_in
        self._paint()

    def close(self) -> None:
        """Restore the terminal."""
        self._write(RESTORE.encode())

    # --- from the client --------------------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Take keys: l changes the language, q leaves."""
        if any(key in data for key in LEAVE_KEYS):
            self._leave()
        elif b"l" in data:
            self.language = Language(self.language.other)
            self._paint()

    def resize(self, size: tuple[int, int]) -> None:
        """Break the lines anew, for a window of another size."""
        self._columns = size[0]
        self._painted = ""
        self._paint()

    def caught_up(self) -> None:
        """Do nothing: the next painting brings all that was left out."""

    # --- to the client ----------------------------------------------------------------------------------------------

    def _paint(self) -> None:
        lines = [
            row
            for paragraph in self._paragraphs()
            for row in textwrap.wrap(paragraph, max(10, self._columns - 4)) or [""]
        ]
        painted = "\x1b[H" + "".join(f"  {line}\x1b[K\r\n" for line in ["", *lines]) + "\x1b[J"
        if painted == self._painted:
            return
        start = "" if self._painted else CLEAR
        self._painted = painted
        utf8 = self._terminal.encoding == "utf-8"
        shown = painted if utf8 else to_ascii(painted)
        self._write((start + shown).encode())

    def _paragraphs(self) -> list[str]:
        text = self.language.text
        lines = [text("Course and exam enrolment"), ""]
        if self._opens_in is not None:
            lines += [text("Enrolment opens in {time}.", time=clock_time(self._opens_in)), ""]
        else:
            lines.append(text("All places are taken."))
        lines.append(text("You are number {position} in line.", position=self._position))
        if self._opens_in is None:
            lines.append(how_long(self._seconds, self.language))
        return [
            *lines,
            "",
            text("You need not do anything: when it is your turn, your page appears by itself."),
            self.language.plural(
                "Should the line break, log in again within {count} minute: your place is kept. "
                "Trying again and again gains nothing.",
                "Should the line break, log in again within {count} minutes: your place is kept. "
                "Trying again and again gains nothing.",
                max(1, round(self._kept / 60)),
            ),
            "",
            text("l nl/en   q leave the line"),
        ]


def how_long(seconds: float | None, language: Language) -> str:
    """Say how long waiting may take, in whole minutes; `seconds` is None where that is not known."""
    if seconds is None:
        return language.text("How long it takes is not known yet.")
    minutes = max(1, round(seconds / 60))
    return language.plural("It may take about {count} minute.", "It may take about {count} minutes.", minutes)


def clock_time(seconds: float) -> str:
    """Return a span of seconds as minutes and hours, such as "4:09" or "1:04:09"."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
