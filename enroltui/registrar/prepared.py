"""Statements of the hot path: written in SQLAlchemy Core, compiled once, then run by the driver itself.

`Connection.execute` adds 10 to 50 microseconds to a statement of which SQLite needs 2 to 10: over the statements of
one enrolment more than the disk takes to keep it. A module that has a statement of the hot path prepares all of its
statements; only a query that is put together from what somebody asked for goes by `Connection.execute` there.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase

Row = Any
"""A named tuple of a SELECT's columns."""


class Prepared:
    """A statement that is the same each time but for its parameters.

    `columns`: those that an INSERT or UPDATE fills, each from the parameter of its name. With a list as a parameter a
    SELECT is another for each length of the list, so SQLAlchemy runs it.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | UpdateBase, *columns: str) -> None:
        self._statement = statement
        self._columns = list(columns) or None
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, **parameters: object) -> list[Row]:
        """Return the rows of a SELECT, in the connection's transaction."""
        compiled = self._for(connection.dialect)
        if compiled.takes_list:
            return list(connection.execute(self._statement, parameters))
        return compiled.rows(connection.connection.dbapi_connection, parameters)

    def first(self, connection: Connection, **parameters: object) -> Row | None:
        """Return the first row of a SELECT; None: there is none."""
        rows = self.all(connection, **parameters)
        return rows[0] if rows else None

    def change(self, connection: Connection, parameters: Mapping[str, object]) -> int:
        """Carry out an INSERT, UPDATE or DELETE, in the connection's transaction; return how many rows it was about."""
        cursor = self._for(connection.dialect).run(connection.connection.dbapi_connection, parameters)
        rows = int(cursor.rowcount)  # psycopg forgets it when it closes
        cursor.close()
        return rows

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, self._columns, dialect)
        return compiled


class _Compiled:
    """A statement as one kind of database takes it, with the conversions of its types."""

    def __init__(
        self, statement: Select[*tuple[Any, ...]] | UpdateBase, columns: list[str] | None, dialect: Dialect
    ) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        assert isinstance(compiled, SQLCompiler)
        self.takes_list = any(bind.expanding for bind in compiled.binds.values())
        self._sql = compiled.string
        binds = [compiled.binds[name] for name in compiled.positiontup or ()]
        converts = [bind.type.dialect_impl(dialect).bind_processor(dialect) for bind in binds]
        self._binds = [
            (bind.key, bind.required, convert(bind.value) if convert and not bind.required else bind.value, convert)
            for bind, convert in zip(binds, converts, strict=True)
        ]
        selected = list(statement.selected_columns) if isinstance(statement, Select) else []
        self._row: Any = namedtuple("_row", [column.name for column in selected])  # type: ignore[misc]
        results = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in selected]
        self._results = [(place, convert) for place, convert in enumerate(results) if convert]

    def run(self, driver: Any, parameters: Mapping[str, object]) -> Any:
        values = [
            fixed if not required else convert(parameters[key]) if convert else parameters[key]
            for key, required, fixed, convert in self._binds
        ]
        return driver.execute(self._sql, values)

    def rows(self, driver: Any, parameters: Mapping[str, object]) -> list[Row]:
        found = self.run(driver, parameters).fetchall()
        if self._results:
            found = [list(row) for row in found]
            for row in found:
                for place, convert in self._results:
                    row[place] = convert(row[place])
        return [self._row(*row) for row in found]
