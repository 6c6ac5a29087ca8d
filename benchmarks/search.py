"""The search, beside its own statements in bare sqlite3, in catalogues of growing size."""

from __future__ import annotations

from functools import partial

from benchmarks.bare import Bare, tracing, until_begin
from benchmarks.figures import Figure, time_within
from benchmarks.filling import FIRST_NUMBER, LONG_LIST, VISITOR, YEAR, Databases, as_student
from benchmarks.timing import clocked, taking_turns
from enroltui.registrar.facts import Search
from enroltui.registrar.registrar import Registrar
from enroltui.terms import Description

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 15
UNNOTICED = 0.1
"""Seconds of which nobody notices that they pass."""
QUERIES = {
    "one word": Search(YEAR, "theory"),
    "two words": Search(YEAR, "quantum theory"),
    "two letters": Search(YEAR, "qu"),
    "a class number": Search(YEAR, str(FIRST_NUMBER + 500)),
    "one word and filters": Search(
        YEAR, "theory", descriptions=frozenset({Description.EXAM}), credits=6, programme=LONG_LIST, open_only=True
    ),
}


def search(databases: Databases) -> list[Figure]:
    """Time of a page of results through the registrar, and of its statements alone."""
    return [_figure(databases, classes, name, asked) for name, asked in QUERIES.items() for classes in SIZES]


def _figure(databases: Databases, classes: int, name: str, asked: Search) -> Figure:
    database = databases.of(classes)
    caller = as_student(VISITOR)
    with tracing(database) as trace:
        total = trace.registrar.search(caller, VISITOR, asked).total
        opening, statements = until_begin(trace.taken())
    registrar, bare = Registrar.open(database), Bare(database, opening)
    ours, theirs = taking_turns(
        [
            partial(clocked, lambda: registrar.search(caller, VISITOR, asked)),
            partial(clocked, lambda: bare.send(statements)),
        ],
        ROUNDS,
    )
    registrar.close()
    bare.close()
    return time_within(f"Search by {name}: {total:,} of {classes:,} classes", ours, theirs, limit=UNNOTICED)
