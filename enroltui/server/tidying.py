"""Memory of those who left, taken back without stopping those who stay.

An app is a web of references, which only Python's collector takes apart, and that looks at all that lives: with three
hundred sessions three seconds in which nobody's key is answered, every few seconds while people come in. So what lives
is put out of its sight every other second, so that only what was made since then is looked through; and all of it only
when it is worth it: so many have left as half of those who are there, or memory has grown by half over what they need.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Set
from typing import Any

from enroltui.server.figures import memory
from enroltui.server.limits import MEBIBYTE

EVERY = 2.0
"""Seconds between two rounds."""
LOOK_EVERY = 10
"""Rounds between two times that it may be worth it."""
GROWN = 1.5
A_SESSION = 4 * MEBIBYTE
"""Bytes that a session may need."""


async def keep_tidy(sessions: Set[Any]) -> None:
    """Until cancelled; `sessions`: those that there are at each moment."""
    gc.collect()
    gc.freeze()
    rounds, left, known = 0, 0, set(sessions)
    base = tidied = memory()
    while True:
        await asyncio.sleep(EVERY)
        rounds += 1
        left += len(known - sessions)
        known = set(sessions)
        grown = memory() > GROWN * max(tidied, base + len(known) * A_SESSION)
        worth_it = (grown or (left and 2 * left >= len(known))) and not rounds % LOOK_EVERY
        if worth_it:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        if worth_it:
            left, tidied = 0, memory()
