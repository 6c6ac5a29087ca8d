"""Make password hashes that are checked in no time, for tests in which somebody logs in that are not about how.

One look at a hash with the program's own figures takes a sixth of a second of processor time and 64 MB. The figures
stand within each hash, so the program's own code verifies these; that it makes strong ones is proved by
tests/catalogue_maker/test_people.py and tests/registrar/people/test_signing_in.py.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from argon2 import PasswordHasher

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def quick_hash(password: str) -> str:
    """Return the Argon2id hash of a password, with the lowest figures that there are; always the same one."""
    return _QUICK.hash(password, salt=b"sixteen bytes...")


def make_quick(database: Path) -> None:
    """Give all demo accounts of a SQLite database quick hashes of the passwords that they have."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.create_function("quick_hash", 1, quick_hash)
        for table in ("student", "staff"):
            connection.execute(
                f"UPDATE {table} SET password_hash = quick_hash(demo_password) WHERE demo_password IS NOT NULL"
            )
