"""Nothing is thrown away that a person would miss: what is replaced or upgraded is kept beside it, and that is told."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from enroltui.commands.root import root
from enroltui.database.backups import backup, restore
from enroltui.database.engines import check, open_engine
from enroltui.database.schema import upgrade
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.registrar.registrar import Registrar
from enroltui.shipped import put_demo_data_back, shipped_catalogue
from tests.database.test_copying import everything
from tests.registrar import world


def carried_out(database: Path, *words: str, status: int = 0) -> Result:
    ended = CliRunner().invoke(root, words, env={"ENROLTUI_DATABASE": str(database), "LANG": "en_GB.UTF-8"})
    assert ended.exit_code == status, ended.output
    return ended


def told_of(ended: Result, folder: Path) -> Path:
    """Return the path of the one file that was kept, which the command told."""
    [kept] = [path for path in folder.iterdir() if str(path) in ended.output and "before-" in path.name]
    return kept


def change(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def damage(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"damage" * 4096)


# --- reset ----------------------------------------------------------------------------------------------------------


def test_reset_keeps_what_is_somebodys_and_tells_where(catalogue: Path, tmp_path: Path) -> None:
    change(catalogue, "UPDATE student SET student_number = 's1234567' WHERE student_number = 's9900001'")
    before = everything(catalogue)
    kept = told_of(carried_out(catalogue, "reset", "--yes"), tmp_path)
    assert everything(kept) == before
    assert everything(catalogue) == everything(shipped_catalogue())


def test_reset_keeps_no_copy_of_demo_data_that_was_played_with(catalogue: Path, tmp_path: Path) -> None:
    change(catalogue, "DELETE FROM enrolment WHERE id % 2 = 0")
    carried_out(catalogue, "reset", "--yes")
    assert everything(catalogue) == everything(shipped_catalogue())
    assert [path.name for path in tmp_path.iterdir()] == ["enroltui.db"]


def test_what_is_confirmed_while_reset_begins_is_kept(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written until the moment when reset has the write lock is in the copy."""
    before = everything(small)
    with closing(sqlite3.connect(small, timeout=0, isolation_level=None)) as other:

        def plain(database: Path) -> bool:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            return False

        monkeypatch.setattr("enroltui.shipped.is_plain_demo_data", plain)
        kept = put_demo_data_back(small)
        assert other.execute("SELECT count(*) FROM student").fetchone() > (1000,)
    assert kept is not None
    assert everything(kept) == before


@pytest.mark.parametrize("spoil", [damage, lambda path: path.write_bytes(path.read_bytes()[:8192])])
def test_reset_keeps_a_damaged_file(catalogue: Path, tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    change(catalogue, "UPDATE student SET student_number = 's1234567' WHERE student_number = 's9900001'")
    spoil(catalogue)
    content, shipped = catalogue.read_bytes(), shipped_catalogue().read_bytes()
    assert put_demo_data_back(catalogue)
    assert shipped_catalogue().read_bytes() == shipped
    [kept] = [path for path in tmp_path.iterdir() if path.name != "enroltui.db"]
    assert (kept.stat().st_size, kept.read_bytes()[4096:]) == (len(content), content[4096:])
    assert everything(catalogue) == everything(shipped_catalogue())


@pytest.mark.parametrize("revision", ["0000", "0999"])
def test_reset_keeps_a_file_of_another_version(catalogue: Path, revision: str) -> None:
    change(catalogue, f"UPDATE alembic_version SET version_num = '{revision}'")
    kept = put_demo_data_back(catalogue)
    assert kept is not None
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]
    check(catalogue)


def test_reset_that_cannot_keep_changes_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(small)

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", no_room)
    monkeypatch.setattr(os, "replace", no_room)
    with pytest.raises(DatabaseUnusable) as refused:
        put_demo_data_back(small)
    assert refused.value.kind is Unusable.FULL
    assert everything(small) == before
    assert [path.name for path in small.parent.iterdir()] == ["small.db"]


def test_the_advice_where_there_is_no_database_makes_one_there(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    told = carried_out(missing, "db", "check", status=2).stderr
    advised = re.search(r"With --database (\S+): enroltui (\w+)", told)
    assert advised, told
    carried_out(tmp_path / "another.db", advised[2], "--yes", "--database", advised[1])
    assert everything(missing) == everything(shipped_catalogue())


# --- older files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Make a file of the first version, with students and classes in it."""
    path = tmp_path / "older.db"
    world.build(path, "0001")
    return path


def test_an_older_file_is_kept_before_it_is_upgraded_and_that_is_told(older: Path, tmp_path: Path) -> None:
    ended = carried_out(older, "students", "--json")
    assert "has been upgraded" in ended.stderr
    kept = told_of(ended, tmp_path)
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert connection.execute("SELECT 1 FROM student WHERE student_number = ?", [world.ANNA]).fetchone()
    assert carried_out(older, "students", "--json").stderr == ""
    assert len(list(tmp_path.glob("*before-upgrade*"))) == 1


def test_the_command_that_upgrades_tells_the_same(older: Path, tmp_path: Path) -> None:
    told_of(carried_out(older, "db", "upgrade"), tmp_path)
    check(older)


def test_the_advice_for_an_older_file_keeps_what_is_in_it(older: Path, tmp_path: Path) -> None:
    for words in (("db", "check"), ("db", "copy", str(older), str(tmp_path / "copy.db"))):
        advised = carried_out(older, *words, status=2).stderr.strip().rpartition("enroltui ")[2]
        assert "reset" not in advised
    carried_out(tmp_path / "another.db", *advised.split())
    assert world.ANNA in str(everything(older)["student"])


def test_an_older_backup_is_upgraded_on_its_way_back(older: Path, small: Path, tmp_path: Path) -> None:
    backup(older, tmp_path / "backup.db")
    before = (tmp_path / "backup.db").read_bytes()
    registrar = Registrar.open(small)
    restore(small, tmp_path / "backup.db")
    check(small)
    assert registrar.programmes()  # who had it open goes on with this version's tables
    registrar.close()
    assert (tmp_path / "backup.db").read_bytes() == before
    assert not list(tmp_path.glob("*before-upgrade*"))


def test_what_cannot_be_upgraded_leaves_no_copy(small: Path) -> None:
    change(small, "UPDATE alembic_version SET version_num = '0000'")
    engine = open_engine(small)
    with pytest.raises(DatabaseUnusable) as refused:
        upgrade(engine)
    engine.dispose()
    assert refused.value.kind is Unusable.TOO_OLD
    assert [path.name for path in small.parent.iterdir()] == ["small.db"]


# --- restore --------------------------------------------------------------------------------------------------------


def test_a_backup_is_put_back_in_the_place_of_a_damaged_database_which_is_kept(small: Path, tmp_path: Path) -> None:
    backup(small, tmp_path / "monday.db")
    before = everything(small)
    content = small.read_bytes()[:100] + b"damage" * 4096
    small.write_bytes(content)
    kept = restore(small, tmp_path / "monday.db")
    assert everything(small) == before
    assert kept is not None
    assert kept.read_bytes()[4096:] == content[4096:]


def test_a_damaged_backup_that_is_marked_read_only_is_not_put_back(small: Path, catalogue: Path) -> None:
    damage(catalogue)
    catalogue.chmod(0o444)
    before = everything(small)
    with pytest.raises(DatabaseUnusable) as refused:
        restore(small, catalogue)
    assert refused.value.kind is Unusable.CORRUPT
    assert everything(small) == before
