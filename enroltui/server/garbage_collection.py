"""Garbage collection in steps that stop nobody, as an app is a web of references that only the collector takes apart.

A full collection looks at every object: with three hundred sessions that takes three seconds, in which nobody's key is
answered. So all that lives is frozen every other second, and only what was made since then is looked through. All of it
is looked through when half as many people have left as are there, or memory has grown by half over what they need.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Set
from itertools import count

from enroltui.server.figures import memory
from enroltui.server.glibc import return_free_memory
from enroltui.server.limits import MEBIBYTE

EVERY = 2.0
"""Seconds between two rounds."""
LOOK_EVERY = 10
"""Rounds between two looks whether a full collection is worth its time. asyncio keeps a cancelled timer, and by it the
app, until its time has come (`enroltui.screens.news.EVERY`), so who left counts from the next look on.
"""
GROWN = 1.5
"""Times the memory that is needed: beyond it a full collection is worth its time."""
A_SESSION = 4 * MEBIBYTE
"""Bytes that a session may need."""


async def collect_garbage(sessions: Set[object]) -> None:
    """Collect garbage until cancelled. `sessions`: the live set of the sessions in progress."""
    gc.collect()
    gc.freeze()
    gone, just_gone, known = 0, 0, set(sessions)
    base = collected = memory()
    for rounds in count(1):
        await asyncio.sleep(EVERY)
        just_gone += len(known - sessions)
        known = set(sessions)
        look = not rounds % LOOK_EVERY
        grown = memory() > GROWN * max(collected, base + len(known) * A_SESSION)
        worth_it = look and (grown or (gone and 2 * gone >= len(known)))
        if worth_it:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        if worth_it:
            return_free_memory()
            gone, collected = 0, memory()
        if look:
            gone, just_gone = gone + just_gone, 0
