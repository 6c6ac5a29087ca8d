"""A schema of our own in an empty database of a server, which is left as it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from enroltui.database.postgresql import looking
from enroltui.errors import DatabaseUnusable, Unusable

SCHEMA = "enroltui_prove"
OURS = "of enroltui prove: thrown away when that ends, or by the next"
"""The comment by which a schema that a killed program left is known."""
TIME = "60s"
"""The schema is thrown away when those that were killed have let go of their locks, in so much time at the most."""

_MINE_ALONE = "SELECT pg_try_advisory_lock(hashtext('enroltui'), hashtext('prove'))"
_LEFT = "SELECT 1 FROM pg_namespace WHERE nspname = %s AND obj_description(oid, 'pg_namespace') = %s"
_SOMETHING = r"""
    WITH own (oid, name) AS (
        SELECT oid, nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
    ), thing (class, oid) AS (
        SELECT 'pg_namespace'::regclass, oid FROM own WHERE name <> 'public'
        UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace IN (SELECT oid FROM own)
        UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace IN (SELECT oid FROM own)
        UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type
            WHERE typtype IN ('d', 'e') AND typnamespace IN (SELECT oid FROM own)
    )
    SELECT 1 FROM thing WHERE NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE classid = thing.class AND objid = thing.oid AND deptype = 'e'
    )
"""
"""What somebody has put into the database; what belongs to an extension, such as pg_trgm, is nobody's."""


@contextmanager
def own_schema(url: str) -> Iterator[str]:
    """Yield a URL by which all happens in a new schema; in the end it is dropped with all that is in it.

    Raises DatabaseUnusable: FILLED where anything is in the database already, LOCKED where another is at work there.
    """
    with looking(url) as connection:
        if _first(connection, _MINE_ALONE) is not True:
            raise DatabaseUnusable(Unusable.LOCKED, url)
        if _first(connection, _LEFT, SCHEMA, OURS):
            _drop(connection)
        if _first(connection, _SOMETHING):
            raise DatabaseUnusable(Unusable.FILLED, url)
        before = _first(connection, "SHOW search_path")
        connection.execute(f"CREATE SCHEMA {SCHEMA}; COMMENT ON SCHEMA {SCHEMA} IS '{OURS}'".encode())
        try:
            yield _looking_first_at(f"{SCHEMA}, {before}", url)
        finally:
            with looking(url) as again:  # the one above may be cut off
                _drop(again)


def _first(connection: psycopg.Connection[Any], statement: str, *parameters: str) -> Any:
    row = connection.execute(statement.encode(), parameters or None).fetchone()
    return row and row[0]


def _drop(connection: psycopg.Connection[Any]) -> None:
    connection.execute(f"SET lock_timeout = '{TIME}'; SET statement_timeout = '{TIME}'".encode())
    connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE".encode())


def _looking_first_at(search_path: str, url: str) -> str:
    """Return the URL with this search path among libpq's options, of which the last of a name counts."""
    before = conninfo_to_dict(url).get("options") or ""
    escaped = re.sub(r"([\\ ])", r"\\\1", search_path)
    return f"{url}{'&' if '?' in url else '?'}options={quote(f'{before} -c search_path={escaped}'.strip())}"
