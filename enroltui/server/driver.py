"""A Textual driver on an SSH channel: paints by writing bytes to it, and makes events of the bytes that come."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TextIO

from textual import events
from textual._ansi_sequences import SYNC_START
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

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
TICK = 0.05
"""Seconds after which a lone Escape is looked at again: what follows it within Textual's own delay is a sequence."""

TAKEN: tuple[type[Message], ...] = (events.Key, events.Paste, events.MouseEvent, events.AppFocus, events.AppBlur)
"""What a client may tell the app. Forged answers of a terminal (sizes, modes, cursor) are none of it."""


class KeyParser(XTermParser):
    """Textual's, without its cache of a thousand sequences, which keeps each parser, its last key and so the app."""

    _parse_extended_key = XTermParser._parse_extended_key.__wrapped__  # type: ignore[assignment]


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
        self._wire = wire
        self._encoding = encoding
        self._decode: Callable[[bytes], str] = codecs.getincrementaldecoder(encoding)("replace").decode
        self._parser = KeyParser()
        self._unfinished = 0
        self._listening = False
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
                self._painted(self._loop.time() - self._pressed)
                self._pressed = None

    def caught_up(self) -> None:
        """The client takes again: paint it all, if something was left out."""
        if self._missed:
            self._missed = False
            self._app.call_later(self._app.refresh)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._listening = True
        self._wire.attach(self)
        self._send(ENTER)
        self._tell_size()
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
        self._mouse = not self._mouse
        self._send(MOUSE_ON if self._mouse else MOUSE_OFF)
        return self._mouse

    def _send(self, data: str) -> None:
        self._wire.write(data.encode(self._encoding, "replace"))

    # --- from the client --------------------------------------------------------------------------------------------

    def feed(self, data: bytes) -> None:
        """What the client sent: keys, pastes and the mouse become events of the app."""
        self._unfinished += len(data)
        self._pressed = self._loop.time()
        text = self._decode(data)
        for message in self._parser.feed(text) if text else ():
            self._unfinished = 0
            self._take(message)
        if self._unfinished > TAKEN_FOR_UNFINISHED:
            self._parser, self._unfinished = KeyParser(), 0
        self._loop.call_later(TICK, self._tick)

    def resize(self, size: tuple[int, int]) -> None:
        """The client's window has another size."""
        if size != self._size:
            self._size = size
            self._tell_size()

    def _tick(self) -> None:
        waits = self._parser._timeout_time is not None
        for message in self._parser.tick():
            self._unfinished = 0
            self._take(message)
        if waits and self._parser._timeout_time is not None:
            self._loop.call_later(TICK, self._tick)

    def _take(self, message: Message) -> None:
        mouse = isinstance(message, events.MouseEvent)
        if self._listening and isinstance(message, TAKEN) and (self._mouse or not mouse):
            self.process_message(message)

    def _tell_size(self) -> None:
        assert self._size is not None
        size = Size(*self._size)
        self.process_message(events.Resize(size, size))

    def send_message(self, message: Message) -> None:
        """To the app, in the order in which it came; all of it happens on the one event loop."""
        self._app.post_message(message)

    # --- what Textual would do on the machine that it runs on, which is the server -----------------------------------

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """No browser is started."""

    def deliver_binary(self, binary: BinaryIO | TextIO, **options: Any) -> None:
        """No file is written."""
        binary.close()
