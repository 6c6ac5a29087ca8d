"""Send letters in the background while the program runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING

from enroltui.errors import EnrolError
from enroltui.letters.mail_server import MailServer

if TYPE_CHECKING:
    from enroltui.registrar.registrar import Registrar

ROUND_EVERY = 10.0
"""So many seconds pass between two looks at what waits."""
LONGEST_GOODBYE = 10.0
"""Leaving the program waits at most so many seconds for a letter that is being sent just then."""

log = logging.getLogger(__name__)


class Postman:
    """A thread sends what is due, from the first `wake` on until the `with` block ends."""

    def __init__(self, registrar: Callable[[], Registrar], server: MailServer) -> None:
        """Keep `registrar`, which is called in the thread."""
        self.server = server
        self._registrar = registrar
        self._woken = Event()
        self._leaving = False
        self._thread = Thread(target=self._rounds, name="postman", daemon=True)

    def __enter__(self) -> Postman:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._leaving = True
        self._woken.set()
        self._thread.join(LONGEST_GOODBYE)

    def wake(self) -> None:
        """Look at once: a letter was written, or the program has painted its first page."""
        self._woken.set()

    def _rounds(self) -> None:
        self._woken.wait()
        while not self._leaving:
            self._woken.clear()
            try:
                self._round()
            except EnrolError as trouble:
                log.info("letters wait: %r", trouble)
            except Exception:
                log.exception("letters wait")
            self._woken.wait(ROUND_EVERY)

    def _round(self) -> None:
        from enroltui.letters.sending import send_letters  # not before the first paint

        with closing(send_letters(self._registrar(), self.server, due=True)) as sent:
            for letter in sent:
                log.info("letter %s: %s", letter.message_id, letter.state)
                if self._leaving:
                    return
