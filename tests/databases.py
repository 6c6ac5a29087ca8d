"""The two kinds of database that tests run on: an SQLite file, and a database of a real PostgreSQL server.

All tests of `tests/registrar/` that take `small` or `leiden` run once on each, and so do others that are marked so:
`pytestmark = pytest.mark.both_databases`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

SQLITE, POSTGRESQL = "sqlite", "postgresql"
REGISTRAR = Path(__file__).parent / "registrar"
MARK = "both_databases"


def parametrise(metafunc: pytest.Metafunc) -> None:
    """Let a test run on both kinds, where it is one of those."""
    marked = metafunc.definition.get_closest_marker(MARK) or REGISTRAR in metafunc.definition.path.parents
    if marked and "small" in metafunc.fixturenames:
        metafunc.parametrize("small", [SQLITE, POSTGRESQL], indirect=True)
