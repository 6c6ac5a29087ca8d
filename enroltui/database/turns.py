"""Lets threads of one process that want the same thing have it one at a time, first come, first served."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from time import monotonic


class Turns:
    """The turns of threads: one has the turn until the end of its block, then the one that has waited longest gets it.

    A thread that has the turn must not ask for it again: it would wait for itself until its patience ends.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._line: deque[Event] = deque()

    @property
    def waiting(self) -> int:
        """Return the number of threads that wait for the turn."""
        return len(self._line)

    @contextmanager
    def turn(self, patience: float) -> Iterator[float]:
        """Wait for the turn, at most `patience` seconds; yield how many of them are left. Raises TimeoutError."""
        since = monotonic()
        self._take(patience)
        try:
            yield patience - (monotonic() - since)
        finally:
            self._pass_on()

    def _take(self, patience: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            called = Event()
            self._line.append(called)
        try:
            called.wait(patience)
        finally:  # also when the thread is interrupted
            with self._guard:
                if not (mine := called.is_set()):
                    self._line.remove(called)
        if not mine:
            raise TimeoutError

    def _pass_on(self) -> None:
        with self._guard:
            if self._line:
                self._line.popleft().set()
            else:
                self._taken = False
