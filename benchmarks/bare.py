"""Write down the statements that the registrar sends, and send them again by bare sqlite3, without the registrar."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from enroltui.database.engines import open_engine
from enroltui.registrar.registrar import Registrar
from enroltui.sqlite_open_file import FileConnection


class Statement(NamedTuple):
    """One statement with its parameters, as the driver gets them."""

    sql: str
    parameters: Any = ()
    many: bool = False


class Trace:
    """A registrar on a database, and what it has sent there since it was last asked."""

    def __init__(self, registrar: Registrar, sent: list[Statement]) -> None:
        self.registrar = registrar
        self._sent = sent

    def taken(self) -> list[Statement]:
        """Return what was sent, and forget it."""
        taken = list(self._sent)
        self._sent.clear()
        return taken


@contextmanager
def tracing(database: Path) -> Iterator[Trace]:
    """Open a registrar whose statements are written down at the driver, those of its connection's opening first."""
    sent: list[Statement] = []

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
            sent.append(Statement(sql, parameters))
            return super().execute(sql, parameters)

        def executemany(self, sql: str, parameters: Any, /) -> Cursor:
            sent.append(Statement(sql, list(parameters), many=True))
            return super().executemany(sql, parameters)

    class Connection(FileConnection):
        def cursor(self, factory: type[sqlite3.Cursor] = Cursor) -> sqlite3.Cursor:  # type: ignore[override]
            return super().cursor(factory)

        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            return self.cursor().execute(sql, parameters)

        def commit(self) -> None:
            sent.append(Statement("COMMIT"))
            super().commit()

    connect = sqlite3.connect
    engine = open_engine(database)
    with patch("sqlite3.connect", lambda *args, **options: connect(*args, **options | {"factory": Connection})):
        registrar = Registrar(engine)
        yield Trace(registrar, sent)
        registrar.close()


class Bare:
    """A connection of the standard library's sqlite3, opened as the program opens its own."""

    def __init__(self, database: Path, opening: Sequence[Statement]) -> None:
        self._connection = sqlite3.connect(database, isolation_level=None, cached_statements=256)
        self.send(opening)

    def send(self, statements: Sequence[Statement]) -> None:
        """Send the statements and fetch what they give."""
        for sql, parameters, many in statements:
            if many:
                self._connection.executemany(sql, parameters)
            else:
                self._connection.execute(sql, parameters).fetchall()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def until_begin(statements: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Split the statements into those that open a connection and those of the transactions."""
    first = next(place for place, sent in enumerate(statements) if sent.sql.startswith("BEGIN"))
    return list(statements[:first]), list(statements[first:])
