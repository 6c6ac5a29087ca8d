"""Fill databases on a PostgreSQL server of our own, and catch the statements that the registrar sends there."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event

from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.models.schema import metadata
from enroltui.registrar.registrar import Registrar
from kit.servers import Server

Sent = list[tuple[str, Sequence[Any]]]
"""Statements with their parameters, as the driver got them."""


def be_quiet() -> None:
    """Log no warning that the search index is missing: here nobody need be told."""
    logging.getLogger("enroltui").addHandler(logging.NullHandler())


def filled(server: Server, source: Path) -> str:
    """Return the URL of a database with all that is in a file of ours, filled by the server's own fast way in."""
    url = server.database()
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    with closing(sqlite3.connect(source)) as reads, psycopg.connect(url, options="-c timezone=UTC") as writes:
        writes.execute("SET session_replication_role = replica")  # foreign keys hold in the file: not asked again
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


@contextmanager
def listening(registrar: Registrar) -> Iterator[Sent]:
    """Yield a list of what the registrar sends while the block runs."""
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


def send(connection: psycopg.Connection[Any], statements: Sent) -> None:
    """Send the statements by psycopg alone, and fetch what they give."""
    for sql, parameters in statements:
        cursor = connection.execute(sql, parameters)
        if cursor.description:
            cursor.fetchall()
