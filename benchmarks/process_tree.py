"""Measure what a process and all that it has started take: processor time and memory, as Linux counts them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def processor_time(pid: int) -> float:
    """Return the processor time in seconds, with that of the processes that have ended meanwhile."""
    return sum(sum(map(int, _stat(process)[11:15])) for process in _tree(pid)) / TICKS


def memory(pid: int) -> int:
    """Return the memory in bytes; what several processes share counts once (proportional set size)."""
    return sum(_pss(process) for process in _tree(pid))


def _tree(pid: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for path in PROC.glob("[0-9]*"):
        if stat := _stat(int(path.name)):
            children.setdefault(int(stat[1]), []).append(int(path.name))
    found = [pid]
    for process in found:
        found += children.get(process, [])
    yield from found


def _stat(pid: int) -> list[str]:
    """Return the fields behind the command's name; none of a process that has just gone."""
    try:
        return (PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _pss(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
