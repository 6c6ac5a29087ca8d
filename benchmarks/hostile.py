"""Measure what honest visitors notice of a storm of hostile clients, and whether memory comes back after it."""

from __future__ import annotations

import asyncio
import multiprocessing

from benchmarks.figures import Figure, time_within
from benchmarks.process_tree import memory
from benchmarks.ssh_servers import STUDENT, home_with_catalogue, service
from benchmarks.storm import rage
from benchmarks.visitors import MEBIBYTE, TYPING, Way, few_at_once, slowest, visitors, waits_of_typing, walk_to_search
from kit.filling import Databases

HONEST = 30
HOSTILE = "s9900002"
SCREEN_GOAL = 0.050
STORM = 30.0
"""The storm lasts so many seconds; those who type need twenty."""
GOOD_TIME = 60.0
"""Memory has to be back after so many seconds."""
GROWN = 1.1
LIMITS = {"sessions": 300, "account-sessions": 100, "connections": 500}
"""All clients come from one address; every other limit is the service's own."""


def hostile(_: Databases) -> list[Figure]:
    """Measure key to screen of those who type, in the storm and before it, and memory after it and before it."""
    with home_with_catalogue() as (home, database), service(home, database, (STUDENT, HOSTILE), LIMITS) as way:
        return asyncio.run(_measure(way))


async def _measure(way: Way) -> list[Figure]:
    key = way.options["client_keys"][0].export_private_key()
    async with visitors(way, HONEST) as honest:
        await few_at_once(walk_to_search, honest)
        calm = slowest(await waits_of_typing(honest))
        before = memory(way.pid)
        storm = multiprocessing.get_context("spawn").Process(target=rage, args=(way.port, HOSTILE, key, STORM))
        storm.start()
        await asyncio.sleep(3)
        stormy = slowest(await waits_of_typing(honest))
        raging = storm.is_alive()
        most = memory(way.pid)
        await asyncio.to_thread(storm.join)
        if storm.exitcode or not raging:
            raise SystemExit("The storm was over too soon.")
        await asyncio.sleep(GOOD_TIME)
        after = memory(way.pid)
    waits = f"Hostile clients: key to screen, the 95th of a hundred, while {TYPING} type; bare: before the storm"
    return [
        time_within(waits, stormy, calm, limit=SCREEN_GOAL),
        Figure(
            f"Hostile clients: memory a minute later ({most / MEBIBYTE:.0f} MiB in the storm); bare: before it",
            f"{after / MEBIBYTE:.0f} MiB",
            f"{before / MEBIBYTE:.0f} MiB",
            f"{after / before:.2f}",
            f"ratio at most {GROWN}",
            after <= GROWN * before,
        ),
    ]
