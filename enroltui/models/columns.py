"""Defines what the tables share: names of constraints, texts, moments, and columns that hold a term."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    String,
    Table,
    TypeDecorator,
    type_coerce,
)
from sqlmodel import SQLModel

from enroltui.moments import in_leiden
from enroltui.printable import harmless, harmless_json

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class PlainText(TypeDecorator[str]):
    """A text that is harmless when it leaves the database, whatever was written there (`enroltui.printable`)."""

    impl = String
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        """Return the function that makes a text of what the driver returns."""
        return _harmless


class PlainJson(TypeDecorator[str]):
    """JSON as text; the texts in it are harmless when it leaves the database, and keep their line breaks."""

    impl = String
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        """Return the function that makes a text of what the driver returns."""
        return _harmless_json


def as_stored(table: Table) -> list[ColumnElement[Any]]:
    """Return a table's columns with texts as they stand in the database: to be copied and compared, never shown."""
    return [
        type_coerce(column, String()).label(column.name) if isinstance(column.type, PlainText | PlainJson) else column
        for column in table.columns
    ]


def _harmless(text: str | None) -> str | None:
    return text if text is None or text.isprintable() else harmless(text)


def _harmless_json(text: str | None) -> str | None:
    return None if text is None else harmless_json(text)


class AmsterdamTime(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, read back as `clock.in_leiden` gives it. A naive one is refused with ValueError.

    It converts from and to what the driver has in one step, as there are dozens of moments in one enrolment.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | datetime | None]:
        """Return the function that makes a parameter for the driver of a moment."""
        return _text if dialect.name == "sqlite" else _in_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Return the function that makes a moment of what the driver returns."""
        return _from_text if dialect.name == "sqlite" else _as_in_leiden


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC)


def _as_in_leiden(moment: datetime | None) -> datetime | None:
    return None if moment is None else in_leiden(moment)


def _text(moment: datetime | None) -> str | None:
    in_utc = _in_utc(moment)
    return None if in_utc is None else in_utc.replace(tzinfo=None).isoformat(" ", "microseconds")


@lru_cache(maxsize=10_000)  # thousands of classes share the moments at which they open and close
def _from_text(text: str | None) -> datetime | None:
    return None if text is None else in_leiden(datetime.fromisoformat(text).replace(tzinfo=UTC))


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """Return a check that a column holds one of the terms."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def unique_where(name: str, *columns: str, condition: str) -> Index:
    """Return an index by which rows that meet a condition (SQL) are unique in these columns.

    The condition becomes the database's own option when tables are made: naming it here would import both dialects
    at each start.
    """
    return Index(name, *columns, unique=True, info={"condition": condition})
