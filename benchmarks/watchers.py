"""Measure how long a presenter waits for what a key paints, with a hundred watchers and with none."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from benchmarks.figures import Figure, time_beside
from benchmarks.ssh_servers import home_with_catalogue, service
from benchmarks.visitors import SshVisitor, Way, connect, slowest, terminal, waits_of_typing, walk_to_search
from kit.filling import Databases

WATCHERS = 100
WORDS = 6
"""The presenter types these and takes them back, with and without watchers."""
AT_MOST = 1.2
PRESENT, LOG_IN = "\x12", "\t\t\r"
NOBODY = {"client_keys": None, "password": None}


def watchers(_: Databases) -> list[Figure]:
    """Compare the presenter's key to screen with the watchers, as many times as without."""
    with home_with_catalogue() as (home, database), service(home, database) as way:
        watched, alone = asyncio.run(_measure(way))
    what = f"Key to the presenter's screen, the 95th of a hundred, with {WATCHERS} watchers; bare: with none"
    return [time_beside(what, watched, alone, at_most=AT_MOST)]


async def _measure(way: Way) -> tuple[float, float]:
    """Return the seconds with watchers, and without."""
    async with AsyncExitStack() as stack:
        presenter = await terminal(await stack.enter_async_context(await connect(way, username="demo", **NOBODY)))
        await presenter.wait_for("s9900001")
        presenter.press(LOG_IN)
        await presenter.wait_for("••••")
        presenter.press("\r")
        await presenter.wait_for("Welcome")
        await walk_to_search(presenter)
        presenter.press(PRESENT)
        code = (await presenter.wait_for_match(rb"code (\w{4}-\w{4})"))[1].decode()
        alone = await _type(presenter)
        for _ in range(WATCHERS):
            connection = await stack.enter_async_context(await connect(way, username=f"watch-{code}", **NOBODY))
            watcher = await terminal(connection)
            await watcher.wait_for("Search")
            reading = asyncio.ensure_future(watcher.read_to_end())
            stack.callback(reading.cancel)
        return await _type(presenter), alone


async def _type(presenter: SshVisitor) -> float:
    waits = [wait for _ in range(WORDS) for wait in await waits_of_typing([presenter])]
    return slowest(waits)
