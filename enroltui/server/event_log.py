"""The service's event log: who came and went, one line an event. It holds no password and nothing that was typed."""

from __future__ import annotations

import json
import logging
import select
import sys
from typing import TextIO

from enroltui.clock import real_now
from enroltui.printable import printable

LONGEST = 100
"""Characters of one fact: what comes from outside may be of any length."""
LONGEST_WARNING = 500

REPORTED_LOGGERS = ("enroltui.database", "enroltui.sqlite_open_file")
"""Loggers whose warnings the operator has to see, such as that the database's file was taken away."""

log = logging.getLogger(__name__)


class EventLog:
    """Writes events with their facts, as JSON or as text. Control characters are harmless in both forms."""

    def __init__(self, *, as_json: bool, stream: TextIO | None = None) -> None:
        self._as_json = as_json
        self._stream = stream or sys.stderr

    def note(self, event: str, **facts: object) -> None:
        """Write an event with the present moment; its facts are shortened and made printable."""
        self._write(event, facts, LONGEST)

    def warn(self, said: str) -> None:
        """Write a warning of the program itself, long enough for whole paths."""
        self._write("warning", {"said": said}, LONGEST_WARNING)

    def _write(self, event: str, facts: dict[str, object], longest: int) -> None:
        at = real_now().isoformat(timespec="milliseconds")
        shown = {name: printable(fact, longest) if isinstance(fact, str) else fact for name, fact in facts.items()}
        if self._as_json:
            line = json.dumps({"at": at, "event": event, **shown}, default=str)
        else:
            line = " ".join([at, event, *(f"{name}={json.dumps(fact, default=str)}" for name, fact in shown.items())])
        try:
            if not self._takes_a_line():
                raise BlockingIOError
            self._stream.write(f"{line}\n")
            self._stream.flush()
        except (OSError, ValueError, AttributeError):  # a full disk, a closed pipe, no stderr at all
            log.warning("an event could not be written to the log")

    def _takes_a_line(self) -> bool:
        """Return whether a line can be written without waiting: a pipe that nobody reads would hold everybody up."""
        try:
            number = self._stream.fileno()
        except OSError:  # no file
            return True
        poll = select.poll()
        poll.register(number, select.POLLOUT)
        return bool(poll.poll(0))


class EventLogHandler(logging.Handler):
    """Writes the warnings of a logger into the event log."""

    def __init__(self, event_log: EventLog) -> None:
        super().__init__(logging.WARNING)
        self._event_log = event_log

    def emit(self, record: logging.LogRecord) -> None:
        """Write a warning of the program into the event log."""
        self._event_log.warn(record.getMessage())
