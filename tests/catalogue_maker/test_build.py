"""The committed file is what the text sources give, and a database that the program can work on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from catalogue_maker.__main__ import main
from enroltui.database.engines import check
from enroltui.shipped import shipped_catalogue
from tests.catalogue_maker.reading import open_read_only
from tests.process import CHECKOUT
from tests.registrar import world

MEGABYTE = 1_000_000


def dump(path: Path) -> list[str]:
    """Return all that a file holds as SQL: tables, indexes and triggers in the words that made them, and all rows."""
    with closing(open_read_only(path)) as connection:
        return list(connection.iterdump())


def test_each_build_equals_the_committed_catalogue(tmp_path: Path) -> None:
    """The two builds have other hash seeds, so that sets are in another order; the second replaces a database."""
    first, second = tmp_path / "first" / "catalogue.db", tmp_path / "second" / "catalogue.db"
    for path in (first, second):
        path.parent.mkdir()
    world.build(second)
    somebodys = dump(second)
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "catalogue_maker", str(path)],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for path, seed in ((first, "1"), (second, "2"))
    ]
    told = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0]
    committed = dump(shipped_catalogue())
    assert dump(first) == committed
    assert dump(second) == committed
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in first.parent.iterdir()] == ["catalogue.db"]
    [kept] = [path for path in second.parent.iterdir() if path != second]
    assert dump(kept) == somebodys
    assert told == [
        f"The catalogue is in {first}.\n",
        f"What was there before is kept in {kept}.\nThe catalogue is in {second}.\n",
    ]


def test_a_file_that_is_no_database_of_ours_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anna")
    ended = CliRunner().invoke(main, [str(path)])
    assert ended.exit_code == 1
    assert "is not a database of enroltui" in ended.output
    assert path.read_text() == "Dear Anna"


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
