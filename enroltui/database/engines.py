"""Engines: opened, and looked at before they are."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from enroltui.database import sqlite
from enroltui.where import Where


def open_engine(where: Where, *, create: bool = False) -> Engine:
    """An engine on a database, for `reading` and `writing` only. A file must exist unless `create`.

    Connects lazily; `check` it first.
    """
    if isinstance(where, Path):
        return sqlite.engine(where, create=create)
    from enroltui.database import postgresql

    return postgresql.engine(where)


def check(where: Where, *, whole: bool = False) -> None:
    """Look whether a database can be worked on, without changing it. Raises DatabaseUnusable with the reason.

    `whole`: read all of a file, however large it is.
    """
    if isinstance(where, Path):
        return sqlite.check(where, whole=whole)
    from enroltui.database import postgresql

    return postgresql.check(where)


def set_foreign_logs_aside(where: Where) -> tuple[Path, ...]:
    """Before a database is opened to work on it: move logs away that are another file's. DatabaseUnusable.

    Where they are now. A server needs none of this.
    """
    return sqlite.set_foreign_logs_aside(where) if isinstance(where, Path) else ()
