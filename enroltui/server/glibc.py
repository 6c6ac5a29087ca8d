"""How glibc holds memory for this process; elsewhere nothing of it is there, and nothing of it is done."""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h."""


def share_pools() -> None:
    """Have its threads share two pools of memory: eight of their own would keep what a session gave back."""
    _call("mallopt", ARENA_MAX, 2)


def give_back() -> None:
    """Hand the system what is held free; Python itself keeps most of its own for those who come next."""
    _call("malloc_trim", 0)


def _call(name: str, *numbers: int) -> None:
    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL("libc.so.6"), name)(*numbers)
