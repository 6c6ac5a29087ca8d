"""Made-up choices that come out the same in every build: drawn from a hash of what they are about."""

from __future__ import annotations

import hashlib


def draw(*key: object) -> int:
    """A whole number of 64 bits that belongs to this key."""
    text = "\x1f".join(str(part) for part in key)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def fraction(*key: object) -> float:
    """A number from 0 up to, but not including, 1: a multiple of 2**-32, so the same on every machine."""
    return (draw(*key) >> 32) / 2**32


def between(low: int, high: int, *key: object) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + draw(*key) % (high - low + 1)


def chosen(percent: float, *key: object) -> bool:
    """Whether this key is among the given percentage."""
    return fraction(*key) * 100 < percent
