"""Copies everything from one database into another, of whichever kinds, and compares them row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, Row, Select, Table, func, insert, or_, select, true

from enroltui.database import sqlite
from enroltui.database.engines import check, opened_engine
from enroltui.database.keeping import new_file
from enroltui.database.kinds import kind_of
from enroltui.database.schema import make
from enroltui.database.transactions import reading, writing
from enroltui.errors import CopyDiffers, DatabaseUnusable, Unusable
from enroltui.models.columns import as_stored
from enroltui.models.schema import metadata
from enroltui.where import Where

BATCH = 1000
"""So many rows are read, written and compared at a time."""

DEMO = "demo_password"
"""The column of a password that anybody knows, in the tables of accounts."""

Excluded = dict[Table, Select[Any]]
"""For each table a query for the keys of the rows that are left out."""


class Copy:
    """A copy that is about to be made.

    `rows` is how many rows it has, or will have; `left_out` how many demo accounts it has not, with all that they have.
    """

    def __init__(self, source: Where, target: Where, *, demo_accounts: bool) -> None:
        """Look at both, and make the tables in a server's empty database. Raises DatabaseUnusable.

        `demo_accounts`: also the shipped catalogue's accounts whose passwords anybody knows, and what they have.
        """
        _check_source(source)
        self._source = source
        self._target = target
        self._target_is_new = _prepare(target)
        self._excluded = {} if demo_accounts else _demo_accounts()
        with opened(source) as engine, reading(engine) as connection:
            self.rows = self._count_all(connection)
            self.left_out = sum(
                connection.scalar(select(func.count()).select_from(keys.subquery())) or 0
                for table, keys in self._excluded.items()
                if DEMO in table.c
            )

    def carry_out(self, done: Callable[[int], None]) -> None:
        """Copy all rows, then compare each with the one that it came from; `done` is told of so many rows, of each.

        All is there at its end, or nothing. Raises CopyDiffers, DatabaseUnusable, DatabaseTrouble.
        """
        if not self._target_is_new or not isinstance(self._target, Path):
            self._fill(self._target, done)
            return
        with new_file(self._target) as draft:
            make(draft)
            self._fill(draft, done)

    def _fill(self, place: Where, done: Callable[[int], None]) -> None:
        with (
            opened_engine(place) as engine,
            writing(engine) as target,
            # The source is let go of, and found to have stood still where that is asked of it, before this is kept.
            opened(self._source) as source_engine,
            reading(source_engine) as source,
        ):
            kind = kind_of(engine)
            kind_of(source_engine).take_time(source)
            kind.take_time(target)
            self.rows = self._count_all(source)
            for table in _tables():
                for rows in _batches(source, table, self._excluded):
                    target.execute(insert(table), [row._asdict() for row in rows])
                    done(len(rows))
            kind.number_on(target, [table.name for table in _tables() if "id" in table.c])
            for table in _tables():
                self._compare(source, target, table, done)

    def _count_all(self, source: Connection) -> int:
        return sum(_count(source, table, self._excluded) for table in _tables())

    def _compare(self, source: Connection, target: Connection, table: Table, done: Callable[[int], None]) -> None:
        copied = _batches(target, table, {})
        for rows in _batches(source, table, self._excluded):
            if next(copied, None) != rows:
                raise CopyDiffers(table.name)
            done(len(rows))
        if next(copied, None) is not None:
            raise CopyDiffers(table.name)


def _tables() -> list[Table]:
    """Return the tables, each after those that it refers to, without sessions: they stay where they began."""
    return [table for table in metadata.sorted_tables if table.name != "session"]


def _check_source(source: Where) -> None:
    try:
        check(source)
    except DatabaseUnusable as unusable:
        if unusable.kind is not Unusable.READ_ONLY:
            raise


def opened(source: Where) -> AbstractContextManager[Engine]:
    """Return an engine that only reads, for a `with`; of a file it is `sqlite.engine_to_read`'s. DatabaseUnusable."""
    return sqlite.engine_to_read(source) if isinstance(source, Path) else opened_engine(source)


def _prepare(target: Where) -> bool:
    """Tell whether the target is a new file; else see that it has tables and no rows. Raises DatabaseUnusable."""
    try:
        check(target)
    except DatabaseUnusable as unusable:
        if isinstance(target, Path):
            if unusable.kind is not Unusable.MISSING:
                raise
            return True
        if unusable.kind is not Unusable.EMPTY:
            raise
        make(target)
    with opened_engine(target) as engine, reading(engine) as connection:
        if any(_count(connection, table, {}) for table in _tables()):
            raise DatabaseUnusable(Unusable.FILLED, target)
    return False


def _demo_accounts() -> Excluded:
    """Return queries for the keys of the demo accounts, and of all rows that refer to them."""
    excluded: Excluded = {}
    for table in _tables():
        reasons: list[ColumnElement[bool]] = [
            key.parent.in_(excluded[key.column.table])
            for key in table.foreign_keys
            if key.column.primary_key and key.column.table in excluded
        ]
        if DEMO in table.c:
            reasons.append(table.c[DEMO].is_not(None))
        if reasons:
            excluded[table] = select(_key(table)).where(or_(*reasons))
    return excluded


def _batches(connection: Connection, table: Table, excluded: Excluded) -> Iterator[Sequence[Row[Any]]]:
    """Yield all rows in the order of their keys, with their texts as they stand in the database."""
    key = _key(table)
    query = select(*as_stored(table)).where(_kept(table, excluded)).order_by(key).limit(BATCH)
    rows = connection.execute(query).all()
    while rows:
        yield rows
        rows = connection.execute(query.where(key > getattr(rows[-1], key.name))).all()


def _count(connection: Connection, table: Table, excluded: Excluded) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(_kept(table, excluded))) or 0


def _kept(table: Table, excluded: Excluded) -> ColumnElement[bool]:
    return _key(table).not_in(excluded[table]) if table in excluded else true()


def _key(table: Table) -> Column[Any]:
    [key] = table.primary_key
    return key
