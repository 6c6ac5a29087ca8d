"""The schema: made in an empty database, brought on in an older one, by the same steps on both kinds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from enroltui.database.kinds import kind_of
from enroltui.database.transactions import reading, writing
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.migrations import HEAD
from enroltui.where import Where


def create_schema(engine: Engine) -> None:
    """The whole schema in an empty database."""
    upgrade(engine)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring an older (or empty) database to this version's schema, or only so far, in one transaction and by one.

    Raises DatabaseUnusable when its schema is not one that can be brought on; then it stays as it was.
    """
    from alembic.util import CommandError  # Alembic is needed here only; most starts do without it

    kind = kind_of(engine)
    try:
        with writing(engine) as connection, kind.changing_schema(connection):
            _carry_out_steps(connection, revision)
    except (CommandError, DBAPIError) as error:
        with reading(engine) as connection:
            raise DatabaseUnusable(Unusable.OLDER, kind.where_of(connection)) from error


@dataclass(frozen=True, slots=True)
class Described:
    """What a database is, for who keeps it."""

    revision: str
    server: str
    """Such as "PostgreSQL 18.4"."""
    has_search_index: bool


def described(where: Where) -> Described:
    """What a database is that has been checked. Raises DatabaseUnusable."""
    if isinstance(where, Path):
        return Described(HEAD, f"SQLite {sqlite3.sqlite_version}", has_search_index=True)
    from enroltui.database import postgresql

    with postgresql.looking(where) as connection:
        version = connection.info.parameter_status("server_version") or ""
        return Described(HEAD, f"PostgreSQL {version.split()[0]}", postgresql.has_search_index(connection))


def _carry_out_steps(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    with as_file(files("enroltui.migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
