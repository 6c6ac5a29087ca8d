"""The app on the terminal that it was started in, which it gives back as it was, whatever ends it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver

from enroltui.app import EnrolApp
from enroltui.ending import BY_SIGNAL, ended_by
from enroltui.textual_private import write_through

LOOK_EVERY = 2.0
"""Seconds between two looks whether the terminal is still there."""
RESTORE = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""No mouse, no brackets about pastes, lines wrap, plain keys, the screen before, the cursor, and none told of focus."""


class LocalApp(EnrolApp):
    """Ended by a signal, or when its terminal is closed, it ends as by its own key."""

    async def run_async(self, **options: Any) -> None:
        """Run the app to its end."""
        self.driver_class = LocalDriver
        with ended_by(partial(self._end, asyncio.get_running_loop())):
            await super().run_async(**options)
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)

    def on_ready(self) -> None:
        """The first page is painted. Textual calls this of each class of the app."""
        self.set_interval(LOOK_EVERY, self._look_at_terminal)

    def _end(self, loop: asyncio.AbstractEventLoop, status: int) -> None:
        # A signal comes between any two steps of the loop, which may sleep.
        loop.call_soon_threadsafe(lambda: self.exit(return_code=status))

    def _look_at_terminal(self) -> None:
        """A terminal may be closed without any signal; reading it would then never wait again."""
        try:
            termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
        except termios.error:
            self.exit(return_code=BY_SIGNAL + signal.SIGHUP)


class LocalDriver(LinuxDriver):
    """Textual's, for terminals that are closed meanwhile, and programs that are stopped meanwhile by SIGSTOP."""

    def __init__(self, app: EnrolApp, **options: Any) -> None:
        super().__init__(app, **options)
        # Textual's writing thread dies of the first write that fails, and what waits for it would wait for ever.
        write_through(self, _Deaf)
        self._suspended = False
        self._local_app = app
        # Textual's own write from within the handler, which waits for ever where it interrupts another write.
        for number, handler in ((signal.SIGTSTP, self._stand_still), (signal.SIGCONT, self.resume_application_mode)):
            signal.signal(number, partial(_when_idle, asyncio.get_running_loop(), handler))

    def _stand_still(self) -> None:
        """Give the terminal back, and stop until SIGCONT comes."""
        self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while."""
        super().suspend_application_mode()
        self._suspended = True

    def resume_application_mode(self) -> None:
        """Take the terminal again if it was given back: after SIGSTOP it was not, and only has to be painted anew."""
        if self._suspended:
            self._suspended = False
            super().resume_application_mode()
        self._local_app.call_later(self._local_app.refresh)


def _when_idle(loop: asyncio.AbstractEventLoop, handler: Callable[[], None], *_: object) -> None:
    loop.call_soon_threadsafe(handler)


class _Deaf:
    """A terminal's file; what is written after the terminal was closed goes nowhere, and does no harm at the end."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with self._deaf():
            self._file.write(text)

    def flush(self) -> None:
        with self._deaf():
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    @contextmanager
    def _deaf(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (sys.__stdout__, self._file):
                if stream is not None:
                    os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


@contextmanager
def given_back() -> Iterator[None]:
    """See to it that the terminal is afterwards as it is now, also where the app did not come to do that itself."""
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        yield
    finally:
        with suppress(termios.error, OSError):
            if termios.tcgetattr(terminal) != before:
                termios.tcsetattr(terminal, termios.TCSANOW, before)
                os.write(terminal, RESTORE.encode())
