"""Engines, transactions and the schema, for SQLite files and PostgreSQL servers alike.

What the two need differently stands in `sqlite.py` and `postgresql.py`, and nowhere else.
"""

from enroltui.database.engines import check, open_engine, set_foreign_logs_aside
from enroltui.database.schema import create_schema, upgrade
from enroltui.database.transactions import alone, reading, retried, writing

__all__ = [
    "alone",
    "check",
    "create_schema",
    "open_engine",
    "reading",
    "retried",
    "set_foreign_logs_aside",
    "upgrade",
    "writing",
]
