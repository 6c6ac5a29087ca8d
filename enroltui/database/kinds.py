"""Defines what the two kinds of database, SQLite and PostgreSQL, have in common for everything else here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from enroltui.database import sqlite
from enroltui.errors import Trouble
from enroltui.where import Where

Begin = Callable[[Any], None]
"""A function that begins a transaction on a connection of the driver."""


class Kind(Protocol):
    """The functions that `sqlite.py` and `postgresql.py` both have."""

    STALE: tuple[type[Exception], ...]
    ERROR: type[Exception]

    @property
    def begin_reading(self) -> Begin:
        """Begin a transaction that sees the database as it is at one moment."""

    @property
    def turn_to_write(self) -> Callable[[Engine], AbstractContextManager[Begin]]:
        """Wait until this process may begin a transaction that changes something; yield how. Raises DatabaseTrouble."""

    @property
    def before_keeping(self) -> Callable[[Any], None]:
        """Look once more before a change is kept, at a connection of the driver. Raises DatabaseTrouble to stop it."""

    @property
    def trouble_of(self) -> Callable[..., Trouble | None]:
        """Return what an error of the driver means; None: it is a mistake of ours."""

    @property
    def is_conflict(self) -> Callable[[BaseException], bool]:
        """Tell whether a change that failed with this error may go well the next time."""

    @property
    def alone(self) -> Callable[[Engine, str, float], AbstractContextManager[bool]]:
        """Hold a right that one program at a time has; yield whether it was got within `wait` seconds."""

    @property
    def changing_schema(self) -> Callable[[Connection], AbstractContextManager[None]]:
        """Prepare the schema's steps within their transaction, and do afterwards what they leave to be done."""

    @property
    def take_time(self) -> Callable[[Connection], None]:
        """Let a transaction take as long as it needs."""

    @property
    def number_on(self) -> Callable[[Connection, Sequence[str]], None]:
        """Let new rows of tables be numbered after those that are there."""

    @property
    def where_of(self) -> Callable[[Connection], Where]:
        """Return which database a connection is open on, without a password."""


def kind_of(engine: Engine) -> Kind:
    """Return the kind of an engine's database."""
    if engine.dialect.name == "sqlite":
        return sqlite
    from enroltui.database import postgresql  # its driver is loaded by whoever uses it

    return postgresql
