"""A Textual driver on an SSH channel: paints by writing bytes to it, and makes events of the bytes that come."""

from __future__ import annotations

import asyncio
import codecs
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TextIO

from textual import events
from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from enroltui.textual_private import KeyParser, resized

if TYPE_CHECKING:
    from textual.app import App

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""Other screen, no cursor, tell of the focus, bracket what is pasted, do not wrap lines."""
MOUSE_ON = "\x1b[?1000h\x1b[?1002h\x1b[?1015h\x1b[?1006h"
MOUSE_OFF = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
RESTORE = f"{MOUSE_OFF}\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
"""All of it back, and the mouse off: sent on every way out, also where nothing of it was switched on."""

TAKEN_FOR_UNFINISHED = 64 * 1024
"""Bytes. A key sequence or a paste that has not ended by then is given up."""
LONE_ESCAPE = ESCAPE_DELAY + 0.01
"""Seconds after which an Escape that nothing has followed is a key; what follows it sooner makes it a sequence."""
SYNC_START = "\x1b[?2026h"
"""Textual writes this before each frame."""

TAKEN: tuple[type[Message], ...] = (events.Key, events.Paste, events.MouseEvent, events.AppFocus, events.AppBlur)
"""What a client may tell the app. Forged answers of a terminal (sizes, modes, cursor) are none of it."""


class Wire(Protocol):
    """The way to the client and from it."""

    def write(self, data: bytes) -> None:
        """Send."""

    @property
    def choked(self) -> bool:
        """The client does not take what it was sent: what is painted now would only pile up."""

    def attach(self, receiver: SshDriver) -> None:
        """Hand the client's keys and sizes to this driver."""


class SshDriver(Driver):
    """Never looks at the server's own terminal, environment or signals. `size` is the client's.

    `painted` is told the seconds from a key to the next frame, which is most often what it paints.
    """

    def __init__(
        self, app: App[Any], *, wire: Wire, encoding: str, size: tuple[int, int], painted: Callable[[float], None]
    ) -> None:
        super().__init__(app, mouse=False, size=size)
        self._remote_app = app
        self._wire = wire
        self._encoding = encoding
        self._decode: Callable[[bytes], str] = codecs.getincrementaldecoder(encoding)("replace").decode
        self._parser = KeyParser()
        self._unfinished = 0
        self._listening = False
        self._mouse_on = False
        self._missed = False
        self._painted = painted
        self._pressed: float | None = None

    # --- to the client ----------------------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Send what the app paints; while the client takes nothing, it is left out and painted anew later."""
        if self._wire.choked:
            self._missed = True
        else:
            self._send(data)
            if self._pressed is not None and data != SYNC_START:
                self._painted(monotonic() - self._pressed)
                self._pressed = None

    def caught_up(self) -> None:
        """The client takes again: paint it all, if something was left out."""
        if self._missed:
            self._missed = False
            self._remote_app.call_later(self._remote_app.refresh)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._listening = True
        self._wire.attach(self)
        self._send(ENTER)
        self._tell_size(self._remote_app.size)
        # Not asked for: a terminal that knows nothing of it ignores the codes, and an answer could be forged.
        self.process_message(TerminalSupportsSynchronizedOutput())

    def disable_input(self) -> None:
        """Nothing more from the client."""
        self._listening = False

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        self._send(RESTORE)

    def switch_mouse(self) -> bool:
        """The mouse on, or off again; whether it is on now."""
        self._mouse_on = not self._mouse_on
        self._send(MOUSE_ON if self._mouse_on else MOUSE_OFF)
        return self._mouse_on

    def _send(self, data: str) -> None:
        self._wire.write(data.encode(self._encoding, "replace"))

    # --- from the client --------------------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """What the client sent: keys, pastes and the mouse become events of the app."""
        self._unfinished += len(data)
        self._pressed = monotonic()
        text = self._decode(data)
        for message in self._parser.feed(text) if text else ():
            self._unfinished = 0
            self._take(message)
        if self._unfinished > TAKEN_FOR_UNFINISHED:
            self._parser, self._unfinished = KeyParser(), 0
        asyncio.get_running_loop().call_later(LONE_ESCAPE, self._tick)

    def resize(self, size: tuple[int, int]) -> None:
        """The client's window has another size."""
        if resized(self, size):
            self._tell_size(size)

    def _tick(self) -> None:
        for message in self._parser.tick():
            self._unfinished = 0
            self._take(message)

    def _take(self, message: Message) -> None:
        mouse = isinstance(message, events.MouseEvent)
        if self._listening and isinstance(message, TAKEN) and (self._mouse_on or not mouse):
            self.process_message(message)

    def _tell_size(self, columns_and_rows: tuple[int, int]) -> None:
        size = Size(*columns_and_rows)
        self.process_message(events.Resize(size, size))

    def send_message(self, message: Message) -> None:
        """To the app, in the order in which it came; all of it happens on the one event loop."""
        self._remote_app.post_message(message)

    # --- what Textual would do on the machine that it runs on, which is the server -----------------------------------

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """No browser is started."""

    def deliver_binary(self, binary: BinaryIO | TextIO, **options: Any) -> None:
        """No file is written."""
        binary.close()
