"""The one SSH channel of a connection: what the client asked for, and the bytes to and from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Protocol

import asyncssh

from enroltui.server.asyncssh_private import limit_environment, watch_socket
from enroltui.server.limits import InputRate, Limits
from enroltui.server.terminal import LONGEST_VALUE, ClientTerminal, clamped

TYPED_AHEAD = 1024
"""Bytes of keys that are kept until there is something to receive them."""
RESIZE_AT_MOST_EVERY = 0.5
"""Seconds from one change of size to the next: a whole page is laid out anew for each."""


class Receiver(Protocol):
    """What receives the keys of a client: the app's driver, the waiting room or the screen of a watcher."""

    def feed(self, data: bytes) -> None:
        """Take the bytes of keys."""

    def resize(self, size: tuple[int, int]) -> None:
        """Take the window's new size, in columns and lines."""

    def caught_up(self) -> None:
        """Paint what was left out: the client takes output again."""


class Output(Protocol):
    """Where a screen writes to: a client's channel."""

    def write(self, data: bytes) -> None:
        """Send bytes to the client's terminal."""

    @property
    def choked(self) -> bool:
        """Return whether the client takes no output: what is sent now would only pile up."""


class ClientChannel(asyncssh.SSHServerSession[bytes]):
    """Collects what the client asks for, then calls `begin`; later passes keys and sizes on to the receiver."""

    def __init__(self, limits: Limits, begin: Callable[[ClientChannel], None], refuse: Callable[[str], bool]) -> None:
        """`refuse` is told what the client asks for that there is not."""
        self.command: str | None = None
        """The plain command, where the client asked for one."""
        self.has_terminal = False
        self.gone = asyncio.Event()
        """Set once the client is gone."""
        self._full_buffers: set[str] = set()
        """The full buffers on the way to the client, by name."""
        self.last_input = asyncio.get_running_loop().time()
        self._receiver: Receiver | None = None
        self._ahead = b""
        """Keys typed before anything received them."""
        self._begin = begin
        self._refuse = refuse
        self._limits = limits
        self._rate = InputRate(limits, self.last_input)
        self._kind = "dumb"
        self._size = (0, 0)
        self._resizing: asyncio.TimerHandle | None = None

    # --- what asyncssh tells ----------------------------------------------------------------------------------------

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        self._ssh_channel = chan
        limit_environment(chan)
        watch_socket(chan, partial(self._full, "socket"), partial(self._emptied, "socket"))
        chan.set_write_buffer_limits(high=self._limits.output_buffer)

    def pty_requested(self, term_type: str, term_size: object, term_modes: object) -> bool:
        self._kind = term_type[:LONGEST_VALUE]
        self.has_terminal = True
        return True

    def shell_requested(self) -> bool:
        return True

    def exec_requested(self, command: str) -> bool:
        self.command = command
        return True

    def subsystem_requested(self, subsystem: str) -> bool:
        return self._refuse("sftp" if subsystem == "sftp" else "subsystem")

    def session_started(self) -> None:
        self._size = self._ssh_channel.get_terminal_size()[:2]
        self._begin(self)

    def data_received(self, data: bytes, datatype: int | None) -> None:
        loop = asyncio.get_running_loop()
        self.last_input = loop.time()
        if self._receiver is not None:
            self._receiver.feed(data)
        else:
            self._ahead = (self._ahead + data)[:TYPED_AHEAD]
        if (wait := self._rate.take(len(data), self.last_input)) > 0:
            self._ssh_channel.pause_reading()
            loop.call_later(wait, self._read_on)

    def eof_received(self) -> bool:
        return True

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        self._size = (width, height)
        if self._resizing is None:
            self._resizing = asyncio.get_running_loop().call_later(RESIZE_AT_MOST_EVERY, self._resize)

    def pause_writing(self) -> None:
        self._full("channel")

    def resume_writing(self) -> None:
        self._emptied("channel")

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone.set()
        self._receiver = None

    # --- for the service --------------------------------------------------------------------------------------------

    @property
    def terminal(self) -> ClientTerminal:
        """Return the client's terminal, with its present size."""
        environment = self._ssh_channel.get_environment()
        return ClientTerminal(self._kind, clamped(*self._size), dict(environment))

    def attach(self, receiver: Receiver) -> None:
        """Pass keys and sizes on to this receiver from now on, and the keys that were typed before."""
        self._receiver = receiver
        receiver.resize(clamped(*self._size))
        if self._ahead:
            ahead, self._ahead = self._ahead, b""
            receiver.feed(ahead)

    def detach(self) -> None:
        """Pass keys and sizes on to nobody any more."""
        self._receiver = None

    @property
    def choked(self) -> bool:
        """Return whether the client takes no output: what is sent now would only pile up."""
        return bool(self._full_buffers)

    def write(self, data: bytes) -> None:
        """Send bytes to the client's terminal or stdout; nothing happens once it is gone."""
        if not self.gone.is_set() and not self._ssh_channel.is_closing():
            self._ssh_channel.write(data)

    def write_error(self, data: bytes) -> None:
        """Send bytes to the client's stderr; nothing happens once it is gone."""
        if not self.gone.is_set() and not self._ssh_channel.is_closing():
            self._ssh_channel.write_stderr(data)

    def end(self, status: int) -> None:
        """Send the exit status, and close the channel when everything has been sent."""
        if not self.gone.is_set() and not self._ssh_channel.is_closing():
            self._ssh_channel.exit(status)

    def _read_on(self) -> None:
        if not self.gone.is_set():
            self._ssh_channel.resume_reading()

    def _resize(self) -> None:
        self._resizing = None
        if self._receiver is not None:
            self._receiver.resize(clamped(*self._size))

    def _full(self, buffer: str) -> None:
        """Note that one of the buffers on the way to the client is full."""
        self._full_buffers.add(buffer)

    def _emptied(self, buffer: str) -> None:
        """Note that a buffer has room again; when all have, the receiver paints what it left out."""
        self._full_buffers.discard(buffer)
        if not self._full_buffers and self._receiver is not None:
            self._receiver.caught_up()
