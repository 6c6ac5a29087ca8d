"""The two kinds of database, as everything else here sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from enroltui.database import sqlite
from enroltui.errors import Trouble
from enroltui.where import Where

Begin = Callable[[Any], None]
"""Begins a transaction on a connection of the driver."""


class Kind(Protocol):
    """What `sqlite.py` and `postgresql.py` both tell."""

    STALE: tuple[type[Exception], ...]
    ERROR: type[Exception]

    @property
    def begin_reading(self) -> Begin:
        """A transaction that sees one moment."""

    @property
    def turn_to_write(self) -> Callable[[Engine], AbstractContextManager[Begin]]:
        """Around a transaction that changes something: when this process may begin it, and how. DatabaseTrouble."""

    @property
    def before_keeping(self) -> Callable[[Any], None]:
        """The last look before a change is kept, at a connection of the driver. Raises DatabaseTrouble to stop it."""

    @property
    def trouble_of(self) -> Callable[..., Trouble | None]:
        """What an error of the driver means."""

    @property
    def is_conflict(self) -> Callable[[BaseException], bool]:
        """Whether it may go well the next time."""

    @property
    def alone(self) -> Callable[[Engine, str, float], AbstractContextManager[bool]]:
        """A right that one program at a time has."""

    @property
    def changing_schema(self) -> Callable[[Connection], AbstractContextManager[None]]:
        """Around the schema's steps, within their transaction."""

    @property
    def take_time(self) -> Callable[[Connection], None]:
        """Let a transaction take as long as it needs."""

    @property
    def number_on(self) -> Callable[[Connection, Sequence[str]], None]:
        """Let new rows of tables be numbered after those that are there."""

    @property
    def where_of(self) -> Callable[[Connection], Where]:
        """Where a connection leads to, without a password."""


def kind_of(engine: Engine) -> Kind:
    """The kind of an engine's database."""
    if engine.dialect.name == "sqlite":
        return sqlite
    from enroltui.database import postgresql  # its driver is loaded by whoever uses it

    return postgresql
