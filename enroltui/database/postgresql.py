"""A database on a PostgreSQL server: connected to, looked at before it is touched, and what its errors mean."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.string import StrDumper
from sqlalchemy import Connection, Engine, QueuePool, create_engine
from sqlalchemy.exc import DBAPIError

from enroltui.database.completeness import check_complete, check_version
from enroltui.errors import DatabaseUnusable, Trouble, Unusable
from enroltui.models.schema import metadata
from enroltui.where import Where, shown

STALE: tuple[type[Exception], ...] = (psycopg.OperationalError,)
"""The errors of a pooled connection that was cut while nobody used it."""

ERROR: type[Exception] = psycopg.Error

POOL_SIZE, MOST_CONNECTIONS = 8, 16
"""The connections of each process: so many are kept open, and it has so many at most."""
PATIENCE = 5.0
"""Seconds to wait for a free connection of the pool, and for a lock; the same as for SQLite's."""
STATEMENT_TIME = 30.0
"""One statement may take so many seconds."""
IDLE_TIME = 4.0
"""A transaction may do nothing for so many seconds.

A program that is stopped in the midst does not keep others from their seats for longer than they wait for them.
"""

_CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    # A server that vanished without a word is noticed within half a minute.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "application_name": "enroltui",
}

_TROUBLES = {
    "25006": Trouble.READ_ONLY,
    "25P03": Trouble.GONE,
    "42501": Trouble.NO_RIGHTS,
    "53100": Trouble.FULL,
    "53200": Trouble.NO_MEMORY,
    "53300": Trouble.CROWDED,
    "55P03": Trouble.LOCKED,
    "57014": Trouble.LOCKED,
    "58030": Trouble.FAULTY,
}
_CLASSES = {"08": Trouble.GONE, "53": Trouble.GONE, "57": Trouble.GONE, "58": Trouble.GONE}
_CONFLICTS = {"40001", "40P01", "23505"}
"""The errors of two changes at once: a serialisation failure, a deadlock, and a row that another has just added."""

log = logging.getLogger(__name__)


# --- engines --------------------------------------------------------------------------------------------------------


def engine(url: str) -> Engine:
    """Return an engine on a server's database. Its connections are pooled and bounded, and each wait has an end."""
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(url),
        paramstyle="format",
        use_native_hstore=False,
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        max_overflow=MOST_CONNECTIONS - POOL_SIZE,
        pool_timeout=PATIENCE,
    )


def connect(url: str) -> psycopg.Connection[Any]:
    """Return a connection on which only we begin transactions. Raises psycopg.Error."""
    connection: psycopg.Connection[Any] = psycopg.connect(**(_CONNECT | conninfo_to_dict(url)), autocommit=True)
    connection.adapters.register_dumper(str, _Text)
    limits = {
        "lock_timeout": PATIENCE,
        "statement_timeout": STATEMENT_TIME,
        "idle_in_transaction_session_timeout": IDLE_TIME,
    }
    settings = "; ".join(f"SET {name} = '{seconds}s'" for name, seconds in limits.items())
    connection.execute(f"{settings}; SET timezone = 'UTC'".encode())
    return connection


def begin_reading(driver: psycopg.Connection[Any]) -> None:
    """Begin a transaction that sees the database as it is at one moment."""
    driver.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")


def turn_to_write(engine: Engine) -> AbstractContextManager[Callable[[psycopg.Connection[Any]], None]]:
    """Yield how to begin at once: the server lets several write at the same time."""
    return nullcontext(_begin_writing)


def _begin_writing(driver: psycopg.Connection[Any]) -> None:
    # READ COMMITTED: what is read after a row lock was got is what its holder before us has kept (registrar/locking).
    driver.execute("BEGIN")


def before_keeping(driver: psycopg.Connection[Any]) -> None:
    """Do nothing: the server sees to it that the database stays what it is."""


class _Text(StrDumper):
    """Writes text without NUL, which PostgreSQL cannot keep and nobody types on purpose."""

    def dump(self, obj: str) -> Any:
        """Return the bytes that the server gets."""
        return super().dump(obj.replace("\x00", ""))


def trouble_of(error: BaseException, *, keeping: bool) -> Trouble | None:
    """Return what an error of the driver means; None: it is a mistake of ours. `keeping`: it came while committing."""
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate
    if state is None:
        trouble = Trouble.GONE if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) else None
        if _is_crowded(error):
            trouble = Trouble.CROWDED
    elif state in _CONFLICTS:
        trouble = Trouble.LOCKED
    elif state in ("XX001", "XX002"):
        trouble = Trouble.CORRUPT
    else:
        trouble = _TROUBLES.get(state) or _CLASSES.get(state[:2])
    return Trouble.UNCERTAIN if keeping and trouble in (Trouble.GONE, Trouble.FAULTY) else trouble


def _is_crowded(error: psycopg.Error) -> bool:
    # While connecting libpq tells no code: what the server said stands in its message only.
    said = str(error)
    return error.sqlstate == "53300" or any(
        words in said for words in ("too many clients", "too many connections", "connection slots are reserved")
    )


def is_conflict(error: BaseException) -> bool:
    """Tell whether another's change at the same moment stood in the way, so that it may go well the next time."""
    return isinstance(error, psycopg.Error) and error.sqlstate in _CONFLICTS


@contextmanager
def alone(engine: Engine, purpose: str, wait: float) -> Iterator[bool]:
    """Hold an advisory lock on a connection of its own, so that it ends with its holder. Raises psycopg.Error."""
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()
    with closing(driver):
        driver.execute(f"SET lock_timeout = '{max(1, round(wait * 1000))}ms'; SET statement_timeout = 0")
        try:
            driver.execute("SELECT pg_advisory_lock(hashtext('enroltui'), hashtext(%s))", [purpose])
            held = True
        except psycopg.errors.LockNotAvailable:
            held = False
        yield held


# --- looking before touching ----------------------------------------------------------------------------------------


def check(url: str) -> None:
    """Look whether a database can be worked on, without changing anything. Raises DatabaseUnusable with the reason."""
    with looking(url) as connection:
        if (found := revision(connection)) is None:
            if connection.execute("SELECT current_schema()").fetchone() == (None,):
                raise DatabaseUnusable(Unusable.NO_RIGHTS, url)  # not even to look into it
            empty = connection.execute(_HAS_TABLES).fetchone() is None
            raise DatabaseUnusable(Unusable.EMPTY if empty else Unusable.FOREIGN, url)
        check_version(found, url)
        check_complete((part for [part] in connection.execute(_PARTS)), url, {})
        if connection.execute(_MAY_READ, [list(metadata.tables)]).fetchone() != (True,):
            raise DatabaseUnusable(Unusable.NO_RIGHTS, url)
        if connection.execute(_MAY_WRITE).fetchone() != (True,):
            raise DatabaseUnusable(Unusable.READ_ONLY, url)
        if not has_search_index(connection):
            log.warning("%s has no index for search, which reads every course: see enroltui db check", shown(url))


_PARTS = """
    SELECT CASE WHEN relkind = 'i' THEN 'index ' ELSE 'table ' END || relname FROM pg_class
    WHERE relkind IN ('r', 'i') AND relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'column ' || relname || '.' || attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 'trigger ' || tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
"""
_HAS_TABLES = "SELECT 1 FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
_MAY_READ = "SELECT bool_and(has_table_privilege(to_regclass(name), 'SELECT')) FROM unnest(%s::text[]) AS name"
_MAY_WRITE = (
    "SELECT current_setting('transaction_read_only') = 'off'"
    " AND has_table_privilege('enrolment', 'INSERT') AND has_table_privilege('enrolment', 'UPDATE')"
)


@contextmanager
def looking(url: str) -> Iterator[psycopg.Connection[Any]]:
    """Yield a connection to look at the database with. Raises DatabaseUnusable where there is none to be had."""
    try:
        with closing(connect(url)) as connection:
            yield connection
    except psycopg.Error as error:
        raise DatabaseUnusable(_why_unusable(error), url) from error


_SAID = {
    r"authentication failed|no password supplied|role .* (does not exist|is not permitted)": Unusable.UNREADABLE,
    r"SSL error|does not support SSL|certificate|channel binding": Unusable.NO_TLS,
    r"pg_hba\.conf": Unusable.NO_RULE,
    r"permission denied": Unusable.NO_RIGHTS,
    r"database .* does not exist": Unusable.MISSING,
}
"""What the server or libpq says where no connection is made, as a pattern each; the first that fits counts."""


def _why_unusable(error: psycopg.Error) -> Unusable:
    if _is_crowded(error):
        return Unusable.CROWDED
    if error.sqlstate == "42501":
        return Unusable.NO_RIGHTS
    said = str(error)  # as above
    return next((kind for pattern, kind in _SAID.items() if re.search(pattern, said)), Unusable.UNREACHABLE)


def revision(connection: psycopg.Connection[Any]) -> str | None:
    """Return the schema's revision; None: no schema of ours is there."""
    ours = "SELECT to_regclass('alembic_version') IS NOT NULL AND to_regclass('catalogue_fact') IS NOT NULL"
    if connection.execute(ours).fetchone() != (True,):
        return None
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return found[0] if found else ""


# --- the schema -----------------------------------------------------------------------------------------------------


SEARCH_INDEX = "ix_course_folded_trigrams"

_COLLATE = """
    SELECT 'ALTER TABLE ' || quote_ident(relname) || ' ALTER COLUMN ' || quote_ident(attname)
        || ' TYPE ' || format_type(atttypid, atttypmod) || ' COLLATE "C"'
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND attnum > 0 AND NOT attisdropped
        AND attcollation NOT IN (0, '"C"'::regcollation)
"""
_TRIGRAMS = "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm' AND installed_version IS "


@contextmanager
def changing_schema(connection: Connection) -> Iterator[None]:
    """Let one program at a time change the schema, however long it takes; then do what is left for this server.

    Text is put in order and compared as SQLite does it, by its code points. Search gets an index of trigrams where the
    server has pg_trgm and lets us use it.
    """
    take_time(connection)
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('enroltui'), hashtext('schema'))")
    yield
    for (statement,) in connection.exec_driver_sql(_COLLATE).all():
        connection.exec_driver_sql(statement)
    if connection.exec_driver_sql(f"{_TRIGRAMS} NULL").first():
        with suppress(DBAPIError), connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION pg_trgm")
    if connection.exec_driver_sql(f"{_TRIGRAMS} NOT NULL").first():
        index = f"CREATE INDEX IF NOT EXISTS {SEARCH_INDEX} ON course USING gin (folded gin_trgm_ops)"
        connection.exec_driver_sql(index)


def take_time(connection: Connection) -> None:
    """Let this transaction take as long as it needs."""
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")


def number_on(connection: Connection, tables: Sequence[str]) -> None:
    """Let new rows of these tables be numbered after those that brought their own numbers along."""
    for table in tables:
        last = f"(SELECT max(id) FROM {table!r})".replace("'", '"')
        sequence = f"""pg_get_serial_sequence('"{table}"', 'id')"""
        connection.exec_driver_sql(f"SELECT setval({sequence}, {last}) WHERE {last} IS NOT NULL")


def where_of(connection: Connection) -> Where:
    """Return the URL of the database that a connection is open on, without the password."""
    driver: Any = connection.connection.driver_connection
    info = driver.info
    user, host, name = (quote(part, safe="") for part in (info.user, info.host, info.dbname))
    return f"postgresql://{user}@{host}:{info.port}/{name}"


def has_search_index(connection: psycopg.Connection[Any]) -> bool:
    """Tell whether search looks words up by their trigrams; else it reads every course."""
    return connection.execute("SELECT to_regclass(%s) IS NOT NULL", [SEARCH_INDEX]).fetchone() == (True,)
