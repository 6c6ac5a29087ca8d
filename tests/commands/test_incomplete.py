"""What a database lacks that belongs to its version is named, by `db check` and by whatever else is asked of it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from enroltui.database.engines import check
from enroltui.errors import DatabaseUnusable, Unusable
from tests.process import Machine
from tests.registrar.world import ANNA

PARTS = [
    ("DROP TABLE seat_alert", "table seat_alert"),
    ("ALTER TABLE student DROP COLUMN closed", "column student.closed"),
    ("DROP INDEX ix_hold_student_id", "index ix_hold_student_id"),
    ("DROP TRIGGER meeting_changes", "trigger meeting_changes"),
    ("DROP TABLE course_search", "table course_search"),
    ("DROP TABLE alembic_version", "table alembic_version"),
    ("DELETE FROM alembic_version", "table alembic_version"),
    ("UPDATE alembic_version SET version_num = ''", "table alembic_version"),
    ("UPDATE alembic_version SET version_num = x'ff'", "table alembic_version"),
]
LEFT_ALONE = "course_search_"  # SQLite's own tables of the index of words


def changed(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(("statement", "missing"), PARTS)
@pytest.mark.parametrize("command", ["db check", f"show {ANNA}", f"enrol {ANNA} 28114", "db upgrade", "backup b.db"])
def test_what_is_missing_is_named(machine: Machine, small: Path, statement: str, missing: str, command: str) -> None:
    changed(small, statement)
    ended = machine.run(*command.split())
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"lacks what belongs to its version: {missing}. It was left as it is." in ended.stderr


def test_each_table_index_and_trigger_of_a_file_is_missed(small: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(small)) as connection:
        parts = connection.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    assert len(parts) > 60
    for kind, name in parts:
        if kind == "table" and name.startswith(("sqlite_", LEFT_ALONE)):
            continue
        copy = Path(shutil.copy(small, tmp_path / "copy.db"))
        changed(copy, f'DROP {kind} "{name}"')
        with pytest.raises(DatabaseUnusable) as unusable:
            check(copy)
        assert unusable.value.kind is Unusable.INCOMPLETE
        assert f"{kind} {name}" in unusable.value.missing


@pytest.mark.parametrize(("statement", "missing"), [part for part in PARTS[:8] if "course_search" not in part[0]])
def test_what_a_server_lacks_is_named(empty: str, statement: str, missing: str, tmp_path: Path) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE=empty)
    machine.done("db", "init")
    of_table = " ON meeting" if "TRIGGER" in statement else ""
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute(f"{statement}{of_table}".encode())
    ended = machine.run("db", "check")
    assert ended.returncode == 2
    if statement == "DROP TABLE alembic_version":  # by which a server's database is known to be ours
        assert "is not a database of enroltui" in ended.stderr
    else:
        assert f"lacks what belongs to its version: {missing}." in ended.stderr


def test_reset_and_restore_mend_it_and_keep_what_was_there(machine: Machine, small: Path) -> None:
    machine.done("backup", "whole.db")
    changed(small, "DROP TABLE seat_alert")
    assert "is kept in" in machine.done("restore", "whole.db", "--yes")
    assert "is ready" in machine.done("db", "check")
    changed(small, "DROP TABLE seat_alert")
    assert "is kept in" in machine.done("reset", "--yes")
    assert "is ready" in machine.done("db", "check")
