"""Only their owner may read the databases, copies and logs that the program makes; what was there keeps its mode."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.process import Machine
from tests.registrar.world import ANNA


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """Let new files be everybody's to read, as on most machines."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {str(one.relative_to(folder)): oct(one.stat().st_mode & 0o777) for one in folder.rglob("*")}


def test_the_own_copy_its_folder_its_logs_and_what_is_kept_beside_it(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.done("enrol", "s9900001", "27122", "--today", "2018-01-15T12:00")
    machine.run("outbox", "send", "--smtp", "localhost:1", "--smtp-redirect", "me@localhost")
    with closing(sqlite3.connect(machine.own_database)) as connection, connection:
        connection.execute("UPDATE course SET title_en = 'My own' WHERE catalogue_number = '4031LOGI6'")
    assert "is kept in" in machine.done("reset", "--yes")
    data = machine.own_database.parent.parent
    found = modes(data)
    folders = {name: mode for name, mode in found.items() if (data / name).is_dir()}
    files = {name: mode for name, mode in found.items() if name not in folders}
    assert set(folders.values()) == {"0o700"}
    assert "enroltui/enroltui.db-outbox" in files
    assert set(files.values()) == {"0o600"}


def test_new_files_of_backup_copy_and_init(machine: Machine, small: Path) -> None:
    small.chmod(0o644)
    machine.done("backup", "backup.db")
    machine.done("db", "init", "--database", "new.db")
    assert machine.run("db", "copy", str(small), "copy.db", "--demo-accounts").returncode == 0
    machine.done("restore", "backup.db", "--yes", "--database", "restored.db")
    machine.done("reset", "--yes", "--database", "folder/demo.db")
    for name in ("backup.db", "new.db", "copy.db", "restored.db", "folder/demo.db"):
        assert oct((machine.home / name).stat().st_mode & 0o777) == "0o600", name
    assert oct((machine.home / "folder").stat().st_mode & 0o777) == "0o700"


def test_what_is_there_keeps_its_mode(machine: Machine, small: Path) -> None:
    small.chmod(0o640)
    (machine.home / "backup.db").touch(0o640)
    (machine.home / "backup.db").chmod(0o640)
    machine.done("backup", "backup.db")
    machine.done("restore", "backup.db", "--yes")
    for file in (small, machine.home / "backup.db"):
        assert oct(file.stat().st_mode & 0o777) == "0o640"


def test_an_export_has_the_mode_that_its_owner_gives_new_files(machine: Machine) -> None:
    machine.done("ics", ANNA, "classes.ics")
    assert oct((machine.home / "classes.ics").stat().st_mode & 0o777) == "0o644"


def test_the_log(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ValueError("a fault of the program's")

    monkeypatch.setattr("enroltui.cli._run", broken)
    machine.run("students")
    [log] = machine.home.rglob("enroltui.log")
    assert oct(log.stat().st_mode & 0o777) == "0o600"
    assert oct(log.parent.stat().st_mode & 0o777) == "0o700"
