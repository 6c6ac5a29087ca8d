"""Ways to log whatever goes wrong while the service goes on: tasks that begin anew, a loop that no error ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

PAUSE = 1.0
"""Seconds from one time to the next that work is done, unless its caller says otherwise."""

log = logging.getLogger(__name__)


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """Run it to its own end as `asyncio.run` does, but only log what leaves the event loop from anywhere else.

    That is a SystemExit raised by any callback or task, or an error of the exception handler itself: with these asyncio
    stops the whole loop.
    """
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        loop.set_exception_handler(note_in_log)
        task = loop.create_task(main)
        while not task.done():
            try:
                loop.run_until_complete(task)
            except (Exception, SystemExit):
                if not task.done():
                    log.exception("something left the event loop")
        return task.result()


def note_in_log(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what a callback or a lost task raised; an error in writing the log ends here."""
    try:
        loop.default_exception_handler(context)
    except Exception:
        log.error("an error of the event loop could not be described")


async def repeat(what: str, work: Callable[[], Awaitable[None]], every: float = PAUSE) -> None:
    """Do work again and again until cancelled, with a pause of so many seconds; log each failure, and go on.

    `what`: its name in the log.
    """
    while True:
        try:
            await work()
        except Exception:
            log.exception("%s failed and begins anew", what)
        await asyncio.sleep(every)


def guarded(what: str, do: Callable[[], object]) -> None:
    """Do one of many things, and only log its failure, so that the others are done all the same."""
    try:
        do()
    except Exception:
        log.exception("%s failed", what)
