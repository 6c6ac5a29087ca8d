"""PostgreSQL: enrolments a second by several clients beside pgbench with the same statements, and the search."""

from __future__ import annotations

import logging
import multiprocessing
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from multiprocessing.synchronize import Barrier
from multiprocessing.synchronize import Event as Signal
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import event

from benchmarks.figures import Figure, rate_beside, time_within
from benchmarks.filling import ENROLLED_STUDENTS, VISITOR, Databases, as_student, class_key, student_number
from benchmarks.search import QUERIES, ROUNDS, UNNOTICED
from benchmarks.timing import clocked, taking_turns
from enroltui.database import create_schema, open_engine
from enroltui.errors import DatabaseTrouble
from enroltui.models import metadata
from enroltui.registrar.facts import Change
from enroltui.registrar.registrar import Registrar
from enroltui.where import Where
from tests.servers import Server, own_server

CLASSES = 10_000
SEARCHED = (10_000, 100_000)
CLIENTS = (1, 8, 32)
GOAL_CLIENTS, GOAL = 8, 0.7
SECONDS = 3
WARMING_UP = 8
"""Enrolments of each client before the clock runs."""
NEWCOMERS = 1_000
SAMPLE_STUDENT, SAMPLE_CLASS = ENROLLED_STUDENTS + 777, 4_322
"""Of the enrolment whose statements pgbench repeats: ids that mean nothing else in it."""

Sent = list[tuple[str, Sequence[Any]]]
"""The statements of a transaction with their parameters, as the driver got them."""

processes = multiprocessing.get_context("forkserver")


def server(databases: Databases) -> list[Figure]:
    """Enrolments by 1, 8 and 32 processes, and searches of growing catalogues."""
    processes.set_forkserver_preload([__name__])
    logging.getLogger("enroltui").addHandler(logging.NullHandler())  # of an index that is missing nobody need be told
    figures = [_file_clients(databases, clients) for clients in CLIENTS]
    with own_server(forgetful=False) as started:
        url = _filled(started, databases.of(CLASSES))
        figures += [_clients(started, url, clients) for clients in CLIENTS]
        for classes in SEARCHED:
            figures += _searches(_filled(started, databases.of(classes)), classes)
    return figures


def _filled(server: Server, source: Path) -> str:
    """A database with all that is in a file of ours, by the server's own fast way in."""
    url = server.database()
    engine = open_engine(url)
    create_schema(engine)
    engine.dispose()
    with closing(sqlite3.connect(source)) as reads, psycopg.connect(url, options="-c timezone=UTC") as writes:
        for table in metadata.sorted_tables:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            with writes.cursor().copy(f'COPY "{table.name}" ({columns}) FROM STDIN'.encode()) as copy:
                for row in reads.execute(f'SELECT {columns} FROM "{table.name}"'):
                    copy.write_row(row)
            if "id" in table.columns:
                last = f"""setval(pg_get_serial_sequence('"{table.name}"', 'id'), max(id))"""
                writes.execute(f'SELECT {last} FROM "{table.name}"'.encode())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return url


# --- clients --------------------------------------------------------------------------------------------------------


def _file_clients(databases: Databases, clients: int) -> Figure:
    database = databases.copy(databases.of(CLASSES), f"clients{clients}")
    return Figure(f"SQLite: enrolments by {clients} processes", f"{_rate(database, clients):,.0f} a second")


def _clients(server: Server, url: str, clients: int) -> Figure:
    copy = server.database(url.partition("?")[0].rpartition("/")[2])
    ours = _rate(copy, clients)
    server.drop(copy)
    copy = server.database(url.partition("?")[0].rpartition("/")[2])
    theirs = _pgbench(server, copy, _sent(copy), clients)
    server.drop(copy)
    figure = rate_beside(f"PostgreSQL: enrolments by {clients} processes, pgbench", ours, theirs, at_least=GOAL)
    return figure if clients == GOAL_CLIENTS else Figure(figure.what, figure.ours, figure.beside, figure.ratio)


def _rate(where: Where, clients: int) -> float:
    """Enrolments a second by so many processes, each of others in other classes."""
    start, over = processes.Barrier(clients + 1, timeout=120), processes.Event()
    hears, tells = processes.Pipe(duplex=False)
    running = [
        processes.Process(target=enrol_until, args=(where, client, clients, start, over, tells))
        for client in range(clients)
    ]
    for one in running:
        one.start()
    start.wait()
    began = perf_counter()
    over.wait(SECONDS)
    over.set()
    done = sum(hears.recv() for _ in running)
    taken = perf_counter() - began
    for one in running:
        one.join()
    return float(done / taken)


def enrol_until(where: Where, client: int, clients: int, start: Barrier, over: Signal, tells: Any) -> None:
    """What a client does."""
    logging.getLogger("enroltui").addHandler(logging.NullHandler())
    registrar = Registrar.open(where)
    done = 0
    for place in count():
        if place == WARMING_UP:  # by now every statement is compiled here and prepared there
            start.wait()
            done = 0
        if over.is_set():
            break
        student = student_number(ENROLLED_STUDENTS + 1 + (client + clients * place) % NEWCOMERS)
        key = class_key(_class_of(client, clients, place))
        try:
            [outcome] = registrar.enrol(as_student(student), student, [key], f"{client} {place}", from_cart=False)
        except DatabaseTrouble:  # an SQLite file so much in use lets one wait for longer than is waited
            continue
        assert outcome.change is Change.ENROLLED, outcome
        done += 1
    tells.send(done)
    registrar.close()


def _class_of(client: int, clients: int, place: int) -> int:
    """Each time another class, of those with room (see filling.py), which no other client wants."""
    wanted = client + clients * place
    return wanted // 4 * 5 + wanted % 4 + 1


# --- pgbench --------------------------------------------------------------------------------------------------------


@contextmanager
def _listening(registrar: Registrar) -> Iterator[Sent]:
    """What the registrar sends while the block runs."""
    sent: Sent = []

    class Cursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **more: Any) -> Cursor:
            sent.append((query, list(params or ())))
            return super().execute(query, params, **more)

    @event.listens_for(registrar._engine, "connect")
    def listen(driver: psycopg.Connection[Any], record: object) -> None:
        driver.cursor_factory = Cursor

    registrar._engine.dispose()
    yield sent


def _sent(url: str) -> Sent:
    """The statements of one enrolment."""
    registrar = Registrar.open(url)
    student, key = student_number(SAMPLE_STUDENT), class_key(SAMPLE_CLASS - 1)
    with _listening(registrar) as sent:
        registrar.programmes()
        sent.clear()
        [outcome] = registrar.enrol(as_student(student), student, [key], "sample", from_cart=False)
        transaction = list(sent)
    assert outcome.change is Change.ENROLLED, outcome
    registrar.withdraw(as_student(student), student, [key], "and back")
    registrar.close()
    return [*transaction, ("COMMIT", [])]


def _pgbench(server: Server, url: str, sent: Sent, clients: int) -> float:
    """The same by pgbench: transactions a second."""
    with NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_script(sent, clients))
        script.flush()
        how = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(SECONDS), "-D", "i=0"]
        ended = subprocess.run(
            [server.programs / "pgbench", *how, "-f", script.name, url], capture_output=True, text=True, check=True
        )
    found = re.search(r"tps = ([\d.]+)", ended.stdout)
    assert found, ended.stdout
    assert "number of failed transactions: 0 " in ended.stdout, ended.stdout
    return float(found[1])


def _script(sent: Sent, clients: int) -> str:
    lines = [
        r"\set i :i + 1",
        rf"\set wanted :client_id + {clients} * :i",
        rf"\set student {ENROLLED_STUDENTS + 1} + :wanted % {NEWCOMERS}",
        r"\set class :wanted / 4 * 5 + :wanted % 4 + 2",
        r"\set course (:class - 1) / 2 + 1",
        rf"\set number {class_key(0).class_number} - 1 + :class",
    ]
    for sql, parameters in sent:
        texts = [text.replace("%%", "%") for text in sql.split("%s")]
        values = [*map(_said, parameters), ""]
        filled = "".join(text + value for text, value in zip(texts, values, strict=True))
        lines.append(" ".join(filled.split()) + ";")
    return "\n".join(lines)


def _said(value: Any) -> str:
    """A parameter as pgbench says it: what names the student or the class is another's each time."""
    named = {
        SAMPLE_STUDENT: ":student",
        SAMPLE_CLASS: ":class",
        (SAMPLE_CLASS - 1) // 2 + 1: ":course",
        class_key(SAMPLE_CLASS - 1).class_number: ":number",
        student_number(SAMPLE_STUDENT): "('s98' || lpad((:student)::text, 5, '0'))",
        "sample": "(:client_id || ' ' || :i)",
    }
    if value is None:
        return "NULL"
    if value in named:
        return named[value]
    if isinstance(value, int):
        return str(value)
    if str(value).startswith("<"):
        return "gen_random_uuid()::text"  # a Message-ID
    text = str(value).replace("'", "''").replace(":", "' || chr(58) || '")
    return f"('{text}')"


# --- search ---------------------------------------------------------------------------------------------------------


def _searches(url: str, classes: int) -> list[Figure]:
    registrar, caller = Registrar.open(url), as_student(VISITOR)
    figures = []
    for name, asked in QUERIES.items():
        with _listening(registrar) as sent:
            total = registrar.search(caller, VISITOR, asked).total
            sent.clear()
            registrar.search(caller, VISITOR, asked)
            statements = [*sent, ("ROLLBACK", [])]
        with psycopg.connect(url, autocommit=True) as bare:
            ours, theirs = taking_turns(
                [
                    partial(clocked, partial(registrar.search, caller, VISITOR, asked)),
                    partial(clocked, partial(_send, bare, statements)),
                ],
                ROUNDS,
            )
        what = f"PostgreSQL: search by {name}: {total:,} of {classes:,} classes"
        figures.append(time_within(what, ours, theirs, limit=UNNOTICED))
    registrar.close()
    return figures


def _send(connection: psycopg.Connection[Any], statements: Sent) -> None:
    for sql, parameters in statements:
        cursor = connection.execute(sql, parameters)
        if cursor.description:
            cursor.fetchall()
