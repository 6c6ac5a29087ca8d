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
from itertools import count
from typing import Any

from enroltui.server.figures import memory
from enroltui.server.glibc import give_back
from enroltui.server.limits import MEBIBYTE

EVERY = 2.0
"""Seconds between two rounds."""
LOOK_EVERY = 10
"""Rounds between two times that it may be worth it. asyncio keeps a cancelled timer, and by it the app, until its time
has come (`enroltui.screens.news.EVERY`), so who left counts from the look after.
"""
GROWN = 1.5
A_SESSION = 4 * MEBIBYTE
"""Bytes that a session may need."""


async def keep_tidy(sessions: Set[Any]) -> None:
    """Until cancelled; `sessions`: those that there are at each moment."""
    gc.collect()
    gc.freeze()
    gone, just_gone, known = 0, 0, set(sessions)
    base = tidied = memory()
    for rounds in count(1):
        await asyncio.sleep(EVERY)
        just_gone += len(known - sessions)
        known = set(sessions)
        look = not rounds % LOOK_EVERY
        grown = memory() > GROWN * max(tidied, base + len(known) * A_SESSION)
        worth_it = look and (grown or (gone and 2 * gone >= len(known)))
        if worth_it:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        if worth_it:
            give_back()
            gone, tidied = 0, memory()
        if look:
            gone, just_gone = gone + just_gone, 0
