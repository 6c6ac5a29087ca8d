"""The user's own copy of the shipped catalogue is made at the first run, kept, and put back by `enroltui reset`."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from enroltui.settings import default_today
from enroltui.shipped import shipped_catalogue
from kit.patience import PATIENCE
from tests.process import Machine


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def an_open_class(machine: Machine) -> tuple[str, str]:
    """Return a demo student and a class that this student can be enrolled in."""
    student = machine.json("students")[0]
    open_ones = machine.json("classes", "--programme", student["programme"], "--open")
    taken = {enrolment["class_number"] for enrolment in machine.json("show", student["student_number"])["enrolments"]}
    career = student["career"]
    number = next(
        row["class_number"] for row in open_ones if row["career"] == career and row["class_number"] not in taken
    )
    return student["student_number"], str(number)


def test_the_first_run_copies_the_catalogue_and_works_on_the_copy_only(tmp_path: Path) -> None:
    before = fingerprint(shipped_catalogue())
    machine = Machine(tmp_path, own_process=True)
    student, number = an_open_class(machine)
    machine.done("enrol", student, number)
    assert machine.own_database.exists()
    assert fingerprint(shipped_catalogue()) == before
    kept = [enrolment["class_number"] for enrolment in machine.json("show", student)["enrolments"]]
    assert int(number) in kept
    assert sorted(path.name for path in machine.own_database.parent.iterdir()) == ["enroltui.db"]


def test_two_first_runs_at_once_leave_one_whole_copy(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    both = [machine.start("students", "--json") for _ in range(2)]
    answers = [run.communicate(timeout=PATIENCE) for run in both]
    assert [run.returncode for run in both] == [0, 0]
    assert answers[0] == answers[1]
    with closing(sqlite3.connect(machine.own_database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not list(machine.own_database.parent.glob(".copying*"))


def test_reset_asks_and_then_puts_the_demo_data_back(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    student, number = an_open_class(machine)
    before = machine.json("show", student)
    machine.done("enrol", student, number)
    refused = machine.run("reset", typed="no\n")
    assert (refused.returncode, refused.stderr) == (1, "Nothing was changed.\n")
    assert machine.json("show", student) != before
    assert machine.run("reset", typed="").returncode == 1, "without an answer nothing is done"
    said = machine.done("reset", typed="yes\n")
    assert str(machine.own_database) in said
    assert machine.json("show", student) == before


def test_reset_mends_a_damaged_copy_and_leaves_another_programs_file_alone(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.done("students")
    with machine.own_database.open("r+b") as file:
        file.seek(4096)
        file.write(b"damage" * 4096)
    assert "is damaged" in machine.run("students").stderr
    machine.done("reset", "--yes")
    assert len(machine.json("students")) > 9
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    ended = machine.run("reset", "--yes", "--database", str(letter))
    assert (ended.returncode, letter.read_text()) == (2, "Dear Anna")


def test_reset_waits_for_no_one_who_keeps_the_database_locked(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.done("students")
    with closing(sqlite3.connect(machine.own_database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = machine.run("reset", "--yes")
    assert ended.returncode == 2
    assert "is locked by another program" in ended.stderr
    assert len(machine.json("students")) > 9


def test_a_program_that_has_the_database_open_sees_the_demo_data_come_back(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    student, number = an_open_class(machine)
    with closing(sqlite3.connect(machine.own_database)) as other:
        machine.done("enrol", student, number)
        count = "SELECT count(*) FROM enrolment"
        (enrolled,) = other.execute(count).fetchone()
        machine.done("reset", "--yes")
        assert other.execute(count).fetchone() == (enrolled - 1,)


def test_the_shown_day_comes_from_the_catalogue_unless_another_is_asked_for(tmp_path: Path, catalogue: Path) -> None:
    machine = Machine(tmp_path)
    for database in ([], ["--database", str(catalogue)]):
        assert "Monday 15 January 2018" in machine.done("classes", "logic", *database)
    assert "Thursday 1 March 2018" in machine.done("--today", "2018-03-01", "classes", "logic")
    assert "2018" not in machine.done("classes", "logic", "--today", "real").split(":")[0]


def test_looking_for_the_day_makes_no_file_and_minds_no_other_file(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    assert default_today(letter) == "real"
    assert default_today(tmp_path / "missing.db") == "real"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
