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


def check(where: Where) -> None:
    """Look whether a database can be worked on, without changing it. Raises DatabaseUnusable with the reason."""
    if isinstance(where, Path):
        return sqlite.check(where)
    from enroltui.database import postgresql

    return postgresql.check(where)
