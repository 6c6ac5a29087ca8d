"""Makes the schema in an empty database and brings an older one's on, by the same steps on both kinds."""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from enroltui.database import sqlite
from enroltui.database.engines import opened_engine
from enroltui.database.keeping import keep, new_file
from enroltui.database.kinds import kind_of
from enroltui.database.transactions import reading, writing
from enroltui.errors import DatabaseUnusable, EnrolError, Unusable
from enroltui.migrations import HEAD
from enroltui.where import Where


def make(where: Where) -> None:
    """Make a new database without data: a file, whole or not at all, or the tables in a server's empty one.

    Raises DatabaseUnusable.
    """
    with (
        new_file(where) if isinstance(where, Path) else nullcontext(where) as place,
        opened_engine(place, create=True) as engine,
    ):
        upgrade(engine)


def upgrade(engine: Engine, revision: str = "head", *, keep_older: bool = True) -> Path | None:
    """Bring an older or empty database to this version's schema, or to `revision`, in one transaction.

    Returns the path of the copy that is kept of a file as it was; None: it was not older, is on a server, or
    `keep_older` is off. Raises DatabaseUnusable when it cannot be brought on; then it stays as it was.
    """
    from alembic.util import CommandError  # Alembic is needed here only; most starts do without it

    kind = kind_of(engine)
    kept = None
    try:
        with writing(engine) as connection, kind.changing_schema(connection):
            if keep_older and kind is sqlite:
                kept = _keep_if_older(connection)
            _carry_out_steps(connection, revision)
    except (CommandError, DBAPIError, sqlite3.Error) as error:
        _forget(kept)
        with reading(engine) as connection:
            raise DatabaseUnusable(Unusable.TOO_OLD, kind.where_of(connection)) from error
    except EnrolError:
        _forget(kept)
        raise
    return kept


def _keep_if_older(connection: Connection) -> Path | None:
    """Keep a copy of an older file. Nobody else can write meanwhile, so what is kept is what is upgraded."""
    driver: Any = connection.connection.driver_connection
    if "" < sqlite.revision(driver) < HEAD:
        return keep(sqlite.where_of(connection), "before-upgrade")
    return None


def _forget(kept: Path | None) -> None:
    if kept is not None:
        kept.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Described:
    """What `enroltui db check` tells of a database to whoever looks after it."""

    revision: str
    server: str
    """The database's program and its version, such as "PostgreSQL 18.4"."""
    has_search_index: bool


def described(where: Where) -> Described:
    """Describe a database that has been checked. Raises DatabaseUnusable."""
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
