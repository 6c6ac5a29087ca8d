"""Measure many SSH sessions in one process, beside a process a session under a real sshd, with the same visitors."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from benchmarks.figures import Figure, time_beside, time_within
from benchmarks.process_tree import memory, processor_time
from benchmarks.ssh_servers import home_with_catalogue, service, sshd
from benchmarks.visitors import MEBIBYTE, TYPING, Way, few_at_once, slowest, visitors, waits_of_typing, walk_to_search
from kit.filling import Databases

SESSIONS, PROCESSES = 300, 10
"""So many sessions in the service, and so many with a process each, which take ten times the memory."""
MEMORY_GOAL, SCREEN_GOAL = 3 * MEBIBYTE, 0.050


@dataclass
class Cost:
    """What each session took, and what those who type waited for."""

    processor: float
    memory: float
    key_to_screen: float


def ssh(_: Databases) -> list[Figure]:
    """Measure memory and processor time a session, and from key to screen while some of them type."""
    with home_with_catalogue() as (home, database):
        with service(home, database) as way:
            ours = asyncio.run(_measure(way, SESSIONS))
        with sshd(home, database) as way:
            bare = asyncio.run(_measure(way, PROCESSES))
    what = f"{SESSIONS} sessions by SSH; bare: a process each under sshd ({PROCESSES})"
    spare = (f"{figure.memory / MEBIBYTE:.1f} MiB" for figure in (ours, bare))
    waits = f"Key to screen, the 95th of a hundred, while {TYPING} type"
    return [
        Figure(
            f"{what}: memory a session",
            next(spare),
            next(spare),
            f"{ours.memory / bare.memory:.2f}",
            "at most 3 MiB",
            ours.memory <= MEMORY_GOAL,
        ),
        time_beside("Processor time from connecting to the Main Menu", ours.processor, bare.processor, at_most=1 / 8),
        time_within(waits, ours.key_to_screen, bare.key_to_screen, limit=SCREEN_GOAL),
    ]


async def _measure(way: Way, count: int) -> Cost:
    """Let so many come in and walk to the search page, then let some of them type."""
    async with visitors(way, 1) as [warm]:
        await walk_to_search(warm)
    await asyncio.sleep(1)  # for what the first one leaves behind to be gone
    base, began = memory(way.pid), processor_time(way.pid)
    async with visitors(way, count) as them:
        processor = (processor_time(way.pid) - began) / count
        await few_at_once(walk_to_search, them)
        taken = (memory(way.pid) - base) / count
        await asyncio.sleep(1)
        waits = await waits_of_typing(them)
    return Cost(processor, taken, slowest(waits))
