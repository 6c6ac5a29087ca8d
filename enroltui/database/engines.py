"""Opens engines on databases, and looks first whether a database can be worked on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from enroltui.database import sqlite
from enroltui.database.sqlite_opener import set_logs_aside
from enroltui.where import Where


def open_engine(where: Where, *, create: bool = False) -> Engine:
    """Return an engine on a database, for `reading` and `writing` only. A file must exist unless `create`.

    It connects when it is first used; call `check` before that.
    """
    if isinstance(where, Path):
        return sqlite.engine(where, create=create)
    from enroltui.database import postgresql

    return postgresql.engine(where)


@contextmanager
def opened_engine(where: Where, *, create: bool = False) -> Iterator[Engine]:
    """Yield an engine as `open_engine` does, and close its connections at the end."""
    engine = open_engine(where, create=create)
    try:
        yield engine
    finally:
        engine.dispose()


def check(where: Where, *, whole: bool = False) -> None:
    """Look whether a database can be worked on, without changing it. Raises DatabaseUnusable with the reason.

    `whole`: read all of a file, however large it is.
    """
    if isinstance(where, Path):
        return sqlite.check(where, whole=whole)
    from enroltui.database import postgresql

    return postgresql.check(where)


def set_foreign_logs_aside(where: Where, *, to_make: bool = False) -> tuple[Path, ...]:
    """Move logs of another file aside before a file is worked on; their new paths. Raises DatabaseUnusable.

    `to_make`: the file may be missing, and is about to be made; then every log there is another's. A server has none.
    """
    return set_logs_aside(where, to_make=to_make) if isinstance(where, Path) else ()
