"""`enroltui db`, `backup` and `restore`, as an operator calls them; each wrong database is told in one sentence."""

from __future__ import annotations

from pathlib import Path

from tests.process import Machine
from tests.registrar.world import ANNA


def test_from_an_empty_server_to_students_who_enrol(empty: str, small: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE=empty)
    refused = machine.run("classes")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "is empty as yet. Fill it with: enroltui db init" in refused.stderr
    copied = machine.run("db", "copy", str(small), empty, "--demo-accounts")
    assert copied.returncode == 0
    assert "each equal to its original" in copied.stdout
    assert "is ready. Its tables are of version" in machine.done("db", "check")
    [result] = machine.json("enrol", ANNA, "28114", "--today", "2018-01-15")["results"]
    assert result["outcome"] == "enrolled"
    again = machine.run("db", "copy", str(small), empty)
    assert again.returncode == 2
    assert "has something in it already" in again.stderr


def test_a_new_file_is_made_once_and_kept(tmp_path: Path) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE=str(tmp_path / "new.db"))
    machine.done("db", "init")
    before = (tmp_path / "new.db").read_bytes()
    assert "is ready" in machine.done("db", "init")
    assert (tmp_path / "new.db").read_bytes() == before


def test_a_backup_is_put_back_after_asking(machine: Machine, tmp_path: Path) -> None:
    enrolled = ("enrol", ANNA, "28114", "--today", "2018-01-15")
    machine.done("backup", "monday.db")
    machine.done(*enrolled)
    asked = machine.run("restore", "monday.db", typed="no\n")
    assert (asked.returncode, asked.stderr) == (1, "Nothing was changed.\n")
    assert machine.json("show", ANNA)["enrolments"]
    machine.run("restore", "monday.db", typed="yes\n")
    assert machine.json("show", ANNA)["enrolments"] == []


def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE="postgresql://anna:secret@localhost:1/enroltui")
    told = machine.run("students")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == (
        "postgresql://anna@localhost:1/enroltui cannot be reached. Check the server's name, and that it runs.\n"
    )


def test_a_copy_tells_which_accounts_it_left_out(small: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    alone, whole = (machine.run("db", "copy", str(small), *to) for to in (("own.db",), ("all.db", "--demo-accounts")))
    assert alone.stdout.endswith("Left out: 1 demo account, with all that it has. Copied by: --demo-accounts\n")
    assert "Left out" not in whole.stdout
