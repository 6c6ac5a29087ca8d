"""Measure a plain command's processor time, beside that of importing the library that its tables are written in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import DEVNULL, run
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, time_beside
from benchmarks.terminal import ENROLTUI, environment
from benchmarks.timing import taking_turns
from kit.filling import Databases

ROUNDS = 25
GOAL = 1.6
SHOW = [*ENROLTUI, "show", "s9900001"]
IMPORT = [sys.executable, "-c", "import sqlmodel"]


def commands(_: Databases) -> list[Figure]:
    """Processor time of a command from exec to exit, on the own copy of the shipped catalogue."""
    with TemporaryDirectory() as home:
        environ = environment(home)  # the round to warm up makes the copy, and writes the bytecode
        show, bare = taking_turns([_spending(SHOW, environ), _spending(IMPORT, environ)], ROUNDS)
    what = "Processor time of `enroltui show`; bare: `python -c 'import sqlmodel'`"
    return [time_beside(what, show, bare, at_most=GOAL)]


def _spending(command: Sequence[str], environ: Mapping[str, str]) -> Callable[[], float]:
    def seconds() -> float:
        before = _spent_by_children()
        run(command, env=environ, stdout=DEVNULL, check=True)
        return _spent_by_children() - before

    return seconds


def _spent_by_children() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
