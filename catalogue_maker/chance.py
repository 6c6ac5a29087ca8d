"""Makes choices up that are the same in every build: each follows from a hash of what it is about, its key."""

from __future__ import annotations

import hashlib


def draw(*key: object) -> int:
    """Return the whole number of 64 bits that belongs to a key."""
    text = "\x1f".join(str(part) for part in key)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def fraction(*key: object) -> float:
    """Return a number from 0 up to, but not including, 1: a multiple of 2**-32, so that every machine has the same."""
    return (draw(*key) >> 32) / 2**32


def between(low: int, high: int, *key: object) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + draw(*key) % (high - low + 1)


def chosen(percent: float, *key: object) -> bool:
    """Tell whether a key is among so many per cent of all keys."""
    return fraction(*key) * 100 < percent
