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

from enroltui.server.channel import Output, Receiver
from enroltui.textual_private import KeyParser, resized

if TYPE_CHECKING:
    from textual.app import App

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""Codes that take the terminal over: its other screen, no cursor, focus told, pastes in brackets, no wrapped lines."""
MOUSE_ON = "\x1b[?1000h\x1b[?1002h\x1b[?1015h\x1b[?1006h"
MOUSE_OFF = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
RESTORE = f"{MOUSE_OFF}\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
"""Codes that restore the terminal and switch the mouse off: sent on every way out, whatever was switched on."""

TAKEN_FOR_UNFINISHED = 64 * 1024
"""Bytes after which a key sequence or a paste that has not ended is given up."""
LONE_ESCAPE = ESCAPE_DELAY + 0.01
"""Seconds after which an Escape that nothing has followed is a key; what follows it sooner makes it a sequence."""
SYNC_START = "\x1b[?2026h"
"""Textual writes this before each frame."""

TAKEN: tuple[type[Message], ...] = (events.Key, events.Paste, events.MouseEvent, events.AppFocus, events.AppBlur)
"""Events that a client may cause. A terminal's answers (sizes, modes, cursor) are none: they could be forged."""


class TerminalChannel(Output, Protocol):
    """A client's channel, to its terminal and from its keys."""

    def attach(self, receiver: Receiver) -> None:
        """Pass the client's keys and sizes on to this receiver."""


class SshDriver(Driver):
    """Paints on a client's terminal, and never looks at the server's own terminal, environment or signals."""

    def __init__(
        self,
        app: App[Any],
        *,
        channel: TerminalChannel,
        encoding: str,
        size: tuple[int, int],
        painted: Callable[[float], None],
    ) -> None:
        """`size`: the client's columns and lines; `painted` is called with the seconds from a key to the next frame."""
        super().__init__(app, mouse=False, size=size)
        self._remote_app = app
        self._channel = channel
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
        """Send what the app paints, or leave it out while the client takes nothing; all is painted again afterwards."""
        if self._channel.choked:
            self._missed = True
        else:
            self._send(data)
            if self._pressed is not None and data != SYNC_START:
                self._painted(monotonic() - self._pressed)
                self._pressed = None

    def caught_up(self) -> None:
        """Paint all again, if something was left out while the client took nothing."""
        if self._missed:
            self._missed = False
            self._remote_app.call_later(self._remote_app.refresh)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._listening = True
        self._channel.attach(self)
        self._send(ENTER)
        self._tell_size(self._remote_app.size)
        # Not asked for: a terminal that knows nothing of it ignores the codes, and an answer could be forged.
        self.process_message(TerminalSupportsSynchronizedOutput())

    def disable_input(self) -> None:
        """Take nothing more from the client."""
        self._listening = False

    def stop_application_mode(self) -> None:
        """Restore the terminal as it was."""
        self.disable_input()
        self._send(RESTORE)

    def switch_mouse(self) -> bool:
        """Switch the mouse on, or off again; whether it is on now."""
        self._mouse_on = not self._mouse_on
        self._send(MOUSE_ON if self._mouse_on else MOUSE_OFF)
        return self._mouse_on

    def _send(self, data: str) -> None:
        self._channel.write(data.encode(self._encoding, "replace"))

    # --- from the client --------------------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """Make events of the bytes that the client sent: keys, pastes and the mouse."""
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
        """Tell the app of the new size of the client's window, in columns and lines."""
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
        """Post an event to the app, in the order in which it came: all happens on one event loop."""
        self._remote_app.post_message(message)

    # --- what Textual would do on the machine that it runs on, which is the server -----------------------------------

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Do nothing: a browser would start on the server."""

    def deliver_binary(self, binary: BinaryIO | TextIO, **options: Any) -> None:
        """Drop the file: it would be written on the server."""
        binary.close()
