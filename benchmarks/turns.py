"""Measure threads that enrol at once in one process on SQLite: in turns, and left to SQLite, which only tries again."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple

from benchmarks import sample
from benchmarks.figures import Figure, rate_beside, time_beside
from enroltui.database import sqlite
from enroltui.registrar.registrar import Registrar
from kit.filling import Databases

THREADS, STUDENTS, ROUNDS = 8, 200, 12
GOAL = 0.25
"""The slowest of a hundred may take so long; left to SQLite some threads are passed by again and again."""
RATE_GOAL = 0.9


class TimedEnrolment(NamedTuple):
    """One enrolment: the seconds of the call itself, and those since all students came."""

    itself: float
    since: float


class Contender:
    """A registrar on a copy of the database, whose threads take turns or not."""

    def __init__(self, database: Path, *, turns: bool) -> None:
        self.registrar = Registrar.open(database)
        if not turns:
            self.registrar._engine.update_execution_options(**{sqlite.TURNS: None})
        self._students = count()
        self.asked: list[TimedEnrolment] = []
        self.took = 0.0

    def crowd(self, threads: ThreadPoolExecutor) -> None:
        """Let all students come at once; whichever thread is free serves the next one."""
        came = perf_counter()

        def enrol(nth: int) -> TimedEnrolment:
            began = perf_counter()
            sample.enrol(self.registrar, *sample.wanted(nth), f"turns {nth}")
            ended = perf_counter()
            return TimedEnrolment(ended - began, ended - came)

        self.asked += threads.map(enrol, islice(self._students, STUDENTS))
        self.took += perf_counter() - came

    @property
    def rate(self) -> float:
        """Return the enrolments a second."""
        return len(self.asked) / self.took

    @property
    def late(self) -> float:
        """Return the seconds of the 99th of a hundred enrolments; so do the two below for others."""
        return quantiles([asked.itself for asked in self.asked], n=100)[-1]

    @property
    def slowest(self) -> float:
        """Return the seconds of the slowest enrolment."""
        return max(asked.itself for asked in self.asked)

    @property
    def last(self) -> float:
        """Return how long a student waited at most who came with all the others."""
        return max(asked.since for asked in self.asked)


def turns(databases: Databases) -> list[Figure]:
    """Measure the slowest of a hundred, the slowest of all, and how many a second, with turns and without."""
    filled = databases.of(sample.CLASSES)
    contenders = [Contender(databases.copy(filled, f"turns-{in_turns}"), turns=in_turns) for in_turns in (True, False)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.001)  # as in the service
    with ThreadPoolExecutor(THREADS) as threads:
        for _ in range(ROUNDS):
            for contender in contenders:
                contender.crowd(threads)
    sys.setswitchinterval(before)
    for contender in contenders:
        contender.registrar.close()
    ours, theirs = contenders
    what = f"SQLite: an enrolment in {THREADS} threads of one process"
    return [
        time_beside(f"{what}, the 99th of a hundred; bare: without turns", ours.late, theirs.late, at_most=GOAL),
        time_beside("... the slowest", ours.slowest, theirs.slowest, at_most=GOAL),
        time_beside(f"... {STUDENTS} students come at once: the last to be told", ours.last, theirs.last, at_most=1.0),
        rate_beside("... enrolments by all threads", ours.rate, theirs.rate, at_least=RATE_GOAL),
    ]
