"""How glibc holds memory for this process; with another C library nothing is done."""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h."""


def limit_memory_pools() -> None:
    """Let all threads share two pools of memory: pools of their own would keep what a session has given back."""
    _call("mallopt", ARENA_MAX, 2)


def return_free_memory() -> None:
    """Return free memory to the system; Python itself keeps most of its own for the next sessions."""
    _call("malloc_trim", 0)


def _call(name: str, *numbers: int) -> None:
    with suppress(OSError, AttributeError):
        getattr(ctypes.CDLL("libc.so.6"), name)(*numbers)
