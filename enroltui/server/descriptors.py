"""How many file descriptors this process may still open: they run out before memory does."""

from __future__ import annotations

import os
import resource
from pathlib import Path

OPEN = Path("/proc/self/fd")


def free(wanted: int) -> int:
    """Return how many may still be opened, up to `wanted`, after raising the limit as far as this process may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken = len(os.listdir(OPEN)) - 1  # one is open for looking
    most = taken + wanted if hard == resource.RLIM_INFINITY else min(taken + wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    return wanted if soft == resource.RLIM_INFINITY else soft - taken
