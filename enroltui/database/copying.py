"""Everything from one database into another, of whichever kinds, and compared with it row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, Row, Select, Table, func, insert, or_, select, true

from enroltui.database import sqlite
from enroltui.database.engines import check, open_engine
from enroltui.database.kinds import kind_of
from enroltui.database.schema import create_schema
from enroltui.database.transactions import reading, writing
from enroltui.errors import CopyDiffers, DatabaseUnusable, Unusable
from enroltui.models import metadata
from enroltui.where import Where

BATCH = 1000
"""Rows that are read, written and compared at a time."""

Excluded = dict[Table, Select[Any]]
"""The keys of the rows that are left out, by table."""


class Copy:
    """A copy that is about to be made; `rows` is how many rows it will have. Close it at the end."""

    def __init__(self, source: Where, target: Where, *, demo_accounts: bool) -> None:
        """Looks at both, and makes the schema where the target is empty. Raises DatabaseUnusable.

        `demo_accounts`: also the shipped catalogue's accounts whose passwords anybody knows, and what they have.
        """
        self._source = _engine_to_read(source)
        self._target = _engine_to_fill(target)
        self._excluded = {} if demo_accounts else _demo_accounts()
        try:
            with reading(self._source) as connection:
                self.rows = sum(_count(connection, table, self._excluded) for table in metadata.sorted_tables)
            with reading(self._target) as connection:
                if any(_count(connection, table, {}) for table in metadata.sorted_tables):
                    raise DatabaseUnusable(Unusable.FILLED, target)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of both databases."""
        self._source.dispose()
        self._target.dispose()

    def carry_out(self, done: Callable[[int], None]) -> None:
        """Copy all rows, then compare each with the one that it came from; `done` is told of so many rows, of each.

        One transaction: all is there at its end, or nothing. Raises CopyDiffers, DatabaseTrouble.
        """
        kind = kind_of(self._target)
        with reading(self._source) as source, writing(self._target) as target:
            kind_of(self._source).take_time(source)
            kind.take_time(target)
            for table in metadata.sorted_tables:
                for rows in _batches(source, table, self._excluded):
                    target.execute(insert(table), [dict(row._mapping) for row in rows])
                    done(len(rows))
            kind.number_on(target, [table.name for table in metadata.sorted_tables if "id" in table.c])
            for table in metadata.sorted_tables:
                self._compare(source, target, table, done)

    def _compare(self, source: Connection, target: Connection, table: Table, done: Callable[[int], None]) -> None:
        copied = _batches(target, table, {})
        for rows in _batches(source, table, self._excluded):
            if next(copied, None) != rows:
                raise CopyDiffers(table.name)
            done(len(rows))
        if next(copied, None) is not None:
            raise CopyDiffers(table.name)


def _engine_to_read(source: Where) -> Engine:
    try:
        check(source)
    except DatabaseUnusable as unusable:
        if unusable.kind is not Unusable.READ_ONLY:
            raise
    return sqlite.engine_to_read(source) if isinstance(source, Path) else open_engine(source)


def _engine_to_fill(target: Where) -> Engine:
    nothing_there = Unusable.MISSING if isinstance(target, Path) else Unusable.EMPTY
    engine = open_engine(target, create=True)
    try:
        check(target)
    except DatabaseUnusable as unusable:
        if unusable.kind is not nothing_there:
            raise
        create_schema(engine)
    return engine


def _demo_accounts() -> Excluded:
    """The accounts, and whatever refers to them."""
    excluded: Excluded = {}
    for table in metadata.sorted_tables:
        reasons: list[ColumnElement[bool]] = [
            key.parent.in_(excluded[key.column.table])
            for key in table.foreign_keys
            if key.column.primary_key and key.column.table in excluded
        ]
        if "demo_password" in table.c:
            reasons.append(table.c.demo_password.is_not(None))
        if reasons:
            excluded[table] = select(_key(table)).where(or_(*reasons))
    return excluded


def _batches(connection: Connection, table: Table, excluded: Excluded) -> Iterator[Sequence[Row[Any]]]:
    """All rows in the order of their keys."""
    key = _key(table)
    query = select(table).where(_kept(table, excluded)).order_by(key).limit(BATCH)
    rows = connection.execute(query).all()
    while rows:
        yield rows
        rows = connection.execute(query.where(key > rows[-1]._mapping[key])).all()


def _count(connection: Connection, table: Table, excluded: Excluded) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(_kept(table, excluded))) or 0


def _kept(table: Table, excluded: Excluded) -> ColumnElement[bool]:
    return _key(table).not_in(excluded[table]) if table in excluded else true()


def _key(table: Table) -> Column[Any]:
    [key] = table.primary_key
    return key
