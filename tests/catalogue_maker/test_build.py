"""The committed file is what the text sources give, and a database that the program can work on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from catalogue_maker.build import build
from enroltui.database.engines import check
from enroltui.shipped import shipped_catalogue
from tests.catalogue_maker.reading import open_read_only

MEGABYTE = 1_000_000


def content(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {table: [tuple(row) for row in connection.execute(f'SELECT * FROM "{table}"')] for table in tables}


def schema(connection: sqlite3.Connection) -> dict[tuple[str, str], set[str]]:
    """Each table, index and trigger with its lines; where a migration makes a table anew, their order is by chance."""
    return {
        (kind, name): {line.strip(" \t,") for line in (sql or "").splitlines()}
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master")
    }


def test_a_fresh_build_equals_the_committed_catalogue(tmp_path: Path, shipped: sqlite3.Connection) -> None:
    fresh_file = tmp_path / "fresh.db"
    build(fresh_file)
    assert [path.name for path in tmp_path.iterdir()] == ["fresh.db"]
    with closing(open_read_only(fresh_file)) as fresh:
        assert schema(fresh) == schema(shipped)
        new, old = content(fresh), content(shipped)
    assert new.keys() == old.keys()
    for table in new:
        assert new[table] == old[table], f"the rows of {table} differ"


def test_it_is_a_single_small_sound_file(shipped: sqlite3.Connection) -> None:
    path = shipped_catalogue()
    assert path.read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log, SQLite file format 1.3
    assert path.stat().st_size < 12 * MEGABYTE
    assert shipped.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert shipped.execute("PRAGMA foreign_key_check").fetchall() == []
    assert shipped.execute("PRAGMA freelist_count").fetchone()[0] == 0


def test_the_program_accepts_it(catalogue: Path) -> None:
    check(catalogue)


def test_its_facts(shipped: sqlite3.Connection) -> None:
    facts = dict(shipped.execute("SELECT name, value FROM catalogue_fact").fetchall())
    assert facts["default_day"] == "2018-01-15"
    assert facts["demo"] == "yes"
    assert facts["catalogue_version"]
