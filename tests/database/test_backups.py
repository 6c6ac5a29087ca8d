"""A backup is made and put back while the program goes on; what was there is there again, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from enroltui.database.backups import backup, restore
from enroltui.errors import Backup, BackupTrouble, DatabaseUnusable, Unusable
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change
from enroltui.where import Where
from kit.servers import programs
from tests.database.test_copying import everything
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, as_student

HER = as_student(ANNA)


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server's own tools be found."""
    monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.both_databases
def test_what_was_there_is_there_again(leiden: Registrar, small: Where, tmp_path: Path) -> None:
    leiden.enrol(HER, ANNA, [world.EXAM], "before", from_cart=False)
    before = everything(small)
    backup(small, tmp_path / "monday")
    leiden.enrol(HER, ANNA, [world.PROJECT], "since", from_cart=False)
    assert everything(small) != before
    restore(small, tmp_path / "monday")
    assert everything(small) == before
    # The registrar that was open all the time goes on with what is there now.
    assert [enrolment.row.key for enrolment in leiden.enrolments(HER, ANNA)] == [world.EXAM]
    [again] = leiden.enrol(HER, ANNA, [world.PROJECT], "since", from_cart=False)
    assert again.change is Change.ENROLLED
    assert sorted(tmp_path.glob(".*")) == []


@pytest.mark.both_databases
def test_a_backup_is_of_one_moment_while_others_write(leiden: Registrar, small: Where, tmp_path: Path) -> None:
    with arranging.changed(small) as connection:
        connection.exec_driver_sql("DELETE FROM enrolment")  # not kept yet
        backup(small, tmp_path / "backup")
        assert (tmp_path / "backup").stat().st_size > 10_000
    restore(small, tmp_path / "backup")
    assert everything(small)["enrolment"]


def test_a_backup_goes_into_an_empty_database_too(leiden: Registrar, small: Path, empty: str, tmp_path: Path) -> None:
    world.build(empty)
    backup(empty, tmp_path / "archive")
    with arranging.changed(empty) as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    restore(empty, tmp_path / "archive")
    assert everything(empty)["class"] == everything(small)["class"]


@pytest.mark.both_databases
def test_what_is_no_backup_changes_nothing(small: Where, tmp_path: Path) -> None:
    before = everything(small)
    (tmp_path / "text").write_text("PG, but no archive")
    with pytest.raises(BackupTrouble) as trouble:
        restore(small, tmp_path / "text")
    assert trouble.value.kind is Backup.OTHER_KIND
    with pytest.raises((BackupTrouble, DatabaseUnusable)):
        restore(small, tmp_path / "missing")
    with pytest.raises(BackupTrouble) as trouble:
        backup(small, tmp_path / "no such folder" / "backup")
    assert trouble.value.kind is Backup.NO_PLACE
    assert everything(small) == before


def test_an_archive_that_is_damaged_changes_nothing(empty: str, tmp_path: Path) -> None:
    world.build(empty)
    before = everything(empty)
    archive = tmp_path / "archive"
    backup(empty, archive)
    content = archive.read_bytes()
    archive.write_bytes(content[: len(content) - 4000])
    with pytest.raises(BackupTrouble):
        restore(empty, archive)
    assert everything(empty) == before


def test_an_archive_of_a_newer_version_changes_nothing(empty: str, tmp_path: Path) -> None:
    world.build(empty)
    with arranging.changed(empty) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    backup(empty, tmp_path / "archive")
    with pytest.raises(DatabaseUnusable) as refused:
        restore(empty, tmp_path / "archive")
    assert refused.value.kind is Unusable.NEWER


def test_where_the_tool_is_missing_that_is_told(empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world.build(empty)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("enroltui.database.archives.FOLDERS", ())
    with pytest.raises(BackupTrouble) as trouble:
        backup(empty, tmp_path / "archive")
    assert trouble.value.kind is Backup.NO_TOOL
    assert list(tmp_path.iterdir()) == []
