"""Time tasks that take turns, so that whatever else the machine does falls on all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter


def clocked(task: Callable[[], object]) -> float:
    """Return the seconds that a task takes."""
    gc.collect()  # so that no task pays for the rubbish of the one before it
    start = perf_counter()
    task()
    return perf_counter() - start


def taking_turns(tasks: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """Return the median of what each task says that it took, in seconds, after one round to warm up."""
    for task in tasks:
        task()
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(rounds):
        for task, times in zip(tasks, taken, strict=True):
            times.append(task())
    return [median(times) for times in taken]
