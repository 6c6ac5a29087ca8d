"""Opens transactions to read and to write, and tries a change again when another's stood in the way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from random import uniform
from time import sleep
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from enroltui.database.kinds import Begin, Kind, kind_of
from enroltui.errors import DatabaseTrouble, Trouble

MOST_TRIES = 6
FIRST_PAUSE = 0.02
"""The first pause takes at most so many seconds, each further one twice as many."""

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class _Conflict(DatabaseTrouble):
    """Raised where another's change at the same moment stood in the way, so that it may go well the next time."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees the database as it is at one moment. Raises DatabaseTrouble."""
    kind = kind_of(engine)
    with _transaction(engine, kind, kind.begin_reading) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in one transaction, which is kept if the block ends well, and else undone.

    On SQLite it holds the write lock from its start, for which this process's threads wait in the order in which they
    came; on PostgreSQL what is counted has to be locked, see `registrar/locking.py`. Raises DatabaseTrouble when it
    cannot be begun or kept; then nothing has been changed, but for Trouble.UNCERTAIN.
    """
    kind = kind_of(engine)
    with kind.turn_to_write(engine) as begin, _transaction(engine, kind, begin) as connection:
        yield connection
        kind.before_keeping(connection.connection.driver_connection)


@contextmanager
def alone(engine: Engine, purpose: str, wait: float) -> Iterator[bool]:
    """Hold a right that one program at a time has, while the block runs; False: another has it after `wait` seconds.

    It ends with whoever holds it. Raises DatabaseTrouble.
    """
    kind = kind_of(engine)
    with _told(kind), kind.alone(engine, purpose, wait) as held:
        yield held


def retried(change: Callable[P, T]) -> Callable[P, T]:
    """Make a change, and again up to MOST_TRIES times in all, when a deadlock or another's change undid it."""

    @wraps(change)
    def again(*args: P.args, **kwargs: P.kwargs) -> T:
        for tried in range(1, MOST_TRIES):
            try:
                return change(*args, **kwargs)
            except _Conflict as conflict:
                log.info("%s is tried again after %r", change.__name__, conflict.__cause__)
                sleep(uniform(0, FIRST_PAUSE * 2**tried))
        return change(*args, **kwargs)

    return again


@contextmanager
def _transaction(engine: Engine, kind: Kind, begin: Begin) -> Iterator[Connection]:
    keeping = False
    try:
        with _begun(engine, kind, begin) as connection, connection.begin():
            yield connection
            keeping = True
    except DatabaseTrouble as trouble:
        if trouble.kind is Trouble.REPLACED:
            engine.dispose()  # its connections lead to a file that is no longer there
        raise
    except (DBAPIError, PoolTimeout, MemoryError, kind.ERROR) as error:  # SQLite's NOMEM comes as a MemoryError
        _tell(kind, error, keeping=keeping)
        raise


def _begun(engine: Engine, kind: Kind, begin: Begin) -> Connection:
    """Yield a connection in a transaction, begun at the driver: a listener for it would slow every statement down."""
    connection = engine.connect()
    try:
        begin(connection.connection.driver_connection)
    except kind.STALE:
        # The server was restarted meanwhile: what else is in the pool is as dead as this one.
        connection.invalidate()
        connection.close()
        engine.dispose()
        connection = engine.connect()
        begin(connection.connection.driver_connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _told(kind: Kind) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout, kind.ERROR) as error:
        _tell(kind, error, keeping=False)
        raise


def _tell(kind: Kind, error: Exception, *, keeping: bool) -> None:
    """Raise what the driver's error means; raise nothing where it is a mistake of ours."""
    if isinstance(error, PoolTimeout):  # of the pool: more threads than connections, for too long
        raise DatabaseTrouble(Trouble.CROWDED) from error
    origin = error.orig if isinstance(error, DBAPIError) else error
    trouble = None if origin is None else kind.trouble_of(origin, keeping=keeping)
    if trouble is not None:
        conflict = origin is not None and kind.is_conflict(origin)
        raise (_Conflict if conflict else DatabaseTrouble)(trouble) from error
