"""Measure enrolments a second by a growing number of client processes, beside bare sqlite3 and pgbench."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from multiprocessing.synchronize import Event as Signal
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks import pgbench, sample
from benchmarks.bare import Bare, Statement
from benchmarks.figures import Figure, Plot, PlotPoint, rate_beside
from benchmarks.postgresql import Sent, be_quiet, filled
from benchmarks.timing import taking_turns
from enroltui.errors import DatabaseTrouble
from enroltui.registrar.registrar import Registrar
from enroltui.where import Where
from kit.filling import Databases
from kit.servers import Server, name_of, own_server

CLIENTS = (1, 2, 4, 8, 16, 32)
GOALS = {("SQLite", 1): 0.5, ("PostgreSQL", 8): 0.7}
SECONDS = 3
TURNS = 3
WARMING_UP = 8
"""Each client enrols so often before the clock runs."""
PATIENCE = 120
"""After so many seconds another process counts as stuck."""
PLOT = Plot("enrolments", "Enrolments a second", "client processes", logarithmic=False)

processes = multiprocessing.get_context("forkserver")


class SharedClock(NamedTuple):
    """Client processes share this, so that all start together and go on until it is over."""

    start: Barrier
    over: Signal
    tells: Connection


def clients(databases: Databases) -> list[Figure]:
    """Measure enrolments of different students in different classes, by 1 to 32 processes, on both databases."""
    processes.set_forkserver_preload(["benchmarks.__main__"])  # else each process imports all of it before it begins
    be_quiet()
    figures = [_on_sqlite(databases, number) for number in CLIENTS]
    with own_server(forgetful=False) as server:
        template = name_of(filled(server, databases.of(sample.CLASSES)))
        throw_away = server.database(template)
        sent = pgbench.statements(throw_away)
        server.drop(throw_away)
        return figures + [_on_postgresql(server, template, sent, number) for number in CLIENTS]


def _on_sqlite(databases: Databases, number: int) -> Figure:
    source = databases.of(sample.CLASSES)
    opening, statements = sample.traced(databases.copy(source, "traced"))

    def ours() -> float:
        return 1 / _rate(by_registrar, databases.copy(source, "ours"), number)

    def bare() -> float:
        client = partial(by_bare_sqlite, opening=opening, statements=statements)
        return 1 / _rate(client, databases.copy(source, "bare"), number)

    what = f"SQLite: enrolments by {_processes(number)}; bare: sqlite3 in as many"
    return _figure("SQLite", what, number, ours, bare)


def _on_postgresql(server: Server, template: str, sent: Sent, number: int) -> Figure:
    def ours() -> float:
        copy = server.database(template)
        rate = _rate(by_registrar, copy, number)
        server.drop(copy)
        return 1 / rate

    def bare() -> float:
        copy = server.database(template)
        rate = pgbench.rate(server, copy, sent, number, SECONDS)
        server.drop(copy)
        return 1 / rate

    what = f"PostgreSQL: enrolments by {_processes(number)}; bare: pgbench, {_connections(number)}"
    return _figure("PostgreSQL", what, number, ours, bare)


def _figure(line: str, what: str, number: int, ours: Callable[[], float], bare: Callable[[], float]) -> Figure:
    """Measure both in turns; each gives its seconds an enrolment."""
    ours_takes, bare_takes = taking_turns([ours, bare], TURNS)
    rates = 1 / ours_takes, 1 / bare_takes
    point = PlotPoint(PLOT, line, str(number), *rates)
    return rate_beside(what, *rates, at_least=GOALS.get((line, number)), point=point)


def _connections(number: int) -> str:
    return "1 connection" if number == 1 else f"{number} connections of 1 process"


def _processes(number: int) -> str:
    return "1 client process" if number == 1 else f"{number} client processes"


# --- client processes -----------------------------------------------------------------------------------------------


def _rate(client: Callable[..., None], where: Where, number: int) -> float:
    """Measure the enrolments a second by so many processes, each of others in other classes."""
    hears, tells = processes.Pipe(duplex=False)
    clock = SharedClock(processes.Barrier(number + 1, timeout=PATIENCE), processes.Event(), tells)
    running = [processes.Process(target=client, args=(where, nth, number, clock)) for nth in range(number)]
    for process in running:
        process.start()
    clock.start.wait()
    began = perf_counter()
    clock.over.wait(SECONDS)
    clock.over.set()
    done = sum(hears.recv() for _ in running)
    taken = perf_counter() - began
    for process in running:
        process.join()
    return float(done / taken)


def by_registrar(where: Where, client: int, clients: int, clock: SharedClock) -> None:
    """Enrol by the registrar, in a client process."""
    be_quiet()
    registrar = Registrar.open(where)

    def enrol(turn: int) -> bool:
        try:
            sample.enrol(registrar, *sample.wanted(client + clients * turn), f"{client} {turn}")
        except DatabaseTrouble:  # an SQLite file so much in use lets one wait for longer than is waited
            return False
        return True

    _enrol_until(clock, enrol)
    registrar.close()


def by_bare_sqlite(
    path: Path,
    client: int,
    clients: int,
    clock: SharedClock,
    opening: Sequence[Statement],
    statements: Sequence[Statement],
) -> None:
    """Send the sample's statements for others by sqlite3 alone, in a client process."""
    bare = Bare(path, opening)
    others = sample.ForOthers(statements)

    def enrol(turn: int) -> bool:
        try:
            bare.send(others.of(*sample.wanted(client + clients * turn), f"{client} {turn}"))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    _enrol_until(clock, enrol)
    bare.close()


def _enrol_until(clock: SharedClock, enrol: Callable[[int], bool]) -> None:
    """Enrol until it is over, and tell how often it went well since the clock runs."""
    done, end = 0, perf_counter() + 2 * PATIENCE
    for turn in count():
        if turn == WARMING_UP:  # by now every statement is compiled here and prepared there
            clock.start.wait()
            done = 0
        if clock.over.is_set() or perf_counter() > end:  # whoever started this may have been killed
            break
        done += enrol(turn)
    clock.tells.send(done)
