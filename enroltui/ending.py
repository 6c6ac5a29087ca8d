"""Ending by a signal: in order, so that what was begun is undone or finished, with exit status 128 + its number."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import NoReturn

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
"""What ends a program; SIGKILL cannot be caught."""
BY_SIGNAL = 128
"""Exit status of who was ended by signal 0."""


def in_order() -> AbstractContextManager[None]:
    """Meanwhile these signals end the program as `sys.exit` does; one that is ignored (nohup) stays so."""
    return _handled(_leave)


def ended_by(end: Callable[[int], object]) -> AbstractContextManager[None]:
    """Meanwhile call `end` with the exit status when such a signal comes; a second one ends the program at once."""
    came: list[int] = []

    def told(number: int, frame: FrameType | None) -> None:
        if came:
            _leave(number, frame)
        came.append(number)
        end(BY_SIGNAL + number)

    return _handled(told)


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    if current_thread() is not main_thread():  # signals are the main thread's
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDING}
    for number in ENDING:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number in ENDING:
            signal.signal(number, before[number])


def _leave(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(BY_SIGNAL + number)
