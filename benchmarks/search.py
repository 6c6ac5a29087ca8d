"""Measure the search beside its own statements in bare sqlite3 and psycopg, in catalogues of growing size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import psycopg

from benchmarks.bare import Bare, tracing, until_begin
from benchmarks.figures import Figure, Plot, PlotPoint, time_beside
from benchmarks.postgresql import be_quiet, filled, listening, send
from benchmarks.timing import clocked, taking_turns
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.searching import Search
from enroltui.terms import Description
from kit.filling import FIRST_NUMBER, LONG_LIST, VISITOR, YEAR, Databases, as_student
from kit.servers import own_server

SIZES = {1_000: "1k", 10_000: "10k", 100_000: "100k", 1_000_000: "1M"}
STEP = 10
"""Each catalogue has so many times the classes of the one before it."""
ROUNDS, BATCH = 9, 5
"""There are so many turns of so many searches, one after the other, as when a word is typed."""
GOAL = 1.5
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
    """Measure a page of 100 results through the registrar, and its statements alone, on both databases."""
    be_quiet()
    figures: dict[tuple[str, str], list[Figure]] = {
        (line, name): [] for line in ("SQLite", "PostgreSQL") for name in QUERIES
    }
    with own_server(forgetful=False) as server:
        for classes in SIZES:
            file = databases.of(classes)
            url = filled(server, file)
            for name in QUERIES:
                figures["SQLite", name].append(_on_sqlite(file, classes, name))
                figures["PostgreSQL", name].append(_on_postgresql(url, classes, name))
            server.drop(url)
    return [figure for each in figures.values() for figure in (*each, _growth(each))]


def _on_sqlite(database: Path, classes: int, name: str) -> Figure:
    registrar = Registrar.open(database)
    asked = partial(registrar.search, as_student(VISITOR), VISITOR, QUERIES[name])
    with tracing(database) as trace:
        total = trace.registrar.search(as_student(VISITOR), VISITOR, QUERIES[name]).total
        opening, statements = until_begin(trace.taken())
    bare = Bare(database, opening)
    figure = _figure("SQLite", classes, name, total, asked, partial(bare.send, statements))
    registrar.close()
    bare.close()
    return figure


def _on_postgresql(url: str, classes: int, name: str) -> Figure:
    registrar = Registrar.open(url)
    asked = partial(registrar.search, as_student(VISITOR), VISITOR, QUERIES[name])
    with listening(registrar) as sent:
        total = asked().total
        sent.clear()
        asked()
        statements = [*sent, ("ROLLBACK", [])]
    with psycopg.connect(url, autocommit=True) as bare:
        figure = _figure("PostgreSQL", classes, name, total, asked, partial(send, bare, statements))
    registrar.close()
    return figure


def _figure(
    line: str, classes: int, name: str, total: int, asked: Callable[[], object], bare: Callable[[], object]
) -> Figure:
    ours, theirs = taking_turns([partial(_seconds, asked), partial(_seconds, bare)], ROUNDS)
    plot = Plot(f"search-{name.replace(' ', '-')}", f"Milliseconds of a search by {name}", "classes", logarithmic=True)
    point = PlotPoint(plot, line, SIZES[classes], 1000 * ours, 1000 * theirs)
    what = f"{line}: search by {name}: {total:,} of {classes:,} classes"
    return time_beside(what, ours, theirs, at_most=GOAL, point=point)


def _seconds(task: Callable[[], object]) -> float:
    """Return the seconds of each search of a batch."""

    def batch() -> None:
        for _ in range(BATCH):
            task()

    return clocked(batch) / BATCH


def _growth(figures: Sequence[Figure]) -> Figure:
    """Return how many times as long it takes at most where the catalogue is ten times as large."""
    points = [figure.point for figure in figures if figure.point]
    ours = max(after.ours / before.ours for before, after in pairwise(points))
    bare = max(after.bare / before.bare for before, after in pairwise(points))
    goal = f"less than {STEP} times"
    return Figure(
        f"... {STEP} times the classes take at most",
        f"{ours:.1f} times as long",
        f"{bare:.1f} times as long",
        "",
        goal,
        ours < STEP,
    )
