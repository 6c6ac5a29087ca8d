"""A file that is taken away, replaced or overwritten while it is open, and logs of another file: nothing is mixed."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from enroltui import sqlite_format
from enroltui import sqlite_logs as logs
from enroltui.database.backups import backup
from enroltui.database.engines import check, open_engine
from enroltui.database.transactions import writing
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from tests.process import Machine
from tests.registrar import world
from tests.registrar.world import ANNA, as_student

HER = as_student(ANNA)


def enrol(registrar: Registrar, key: ClassKey = world.EXAM) -> None:
    [outcome] = registrar.enrol(HER, ANNA, [key], f"request {key}", from_cart=False)
    assert outcome.change is Change.ENROLLED


def enrolled(path: Path) -> list[ClassKey]:
    registrar = Registrar.open(path)
    found = [enrolment.row.key for enrolment in registrar.enrolments(HER, ANNA)]
    registrar.close()
    return found


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def refused(registrar: Registrar, key: ClassKey = world.PROJECT) -> Trouble:
    with pytest.raises(DatabaseTrouble) as trouble:
        registrar.enrol(HER, ANNA, [key], "refused", from_cart=False)
    return trouble.value.kind


def _enrol_and_be_killed(path: Path, key: ClassKey) -> None:
    registrar = Registrar.open(path)
    enrol(registrar, key)
    os._exit(9)  # without closing anything, as kill -9


def killed_after_enrolling(path: Path, key: ClassKey = world.EXAM) -> None:
    """Enrol and be killed, so that what was confirmed is in the log beside the file only."""
    killed(_enrol_and_be_killed, path, key)


def killed(does: Callable[..., None], path: Path, *arguments: object) -> None:
    """Run code in a process that is killed at its end, while it has the file open."""
    process = multiprocessing.get_context("spawn").Process(target=does, args=(path, *arguments))
    process.start()
    process.join()
    assert process.exitcode == 9
    assert sqlite_format.read_frames(logs.beside(path)[0])


@pytest.fixture
def monday(small: Path, tmp_path: Path) -> Path:
    """Make a backup of the untouched database."""
    backup(small, tmp_path / "monday.db")
    return tmp_path / "monday.db"


# --- while it is open -----------------------------------------------------------------------------------------------


def test_what_is_in_a_deleted_file_is_not_confirmed(small: Path, leiden: Registrar) -> None:
    enrol(leiden)
    small.unlink()
    assert refused(leiden) is Trouble.REPLACED
    assert refused(leiden) is Trouble.REPLACED
    with pytest.raises(DatabaseTrouble) as trouble:
        leiden.enrolments(HER, ANNA)
    assert trouble.value.kind is Trouble.REPLACED


def test_a_file_put_in_its_place_is_worked_on_after_one_refusal(small: Path, leiden: Registrar, monday: Path) -> None:
    enrol(leiden)
    os.replace(monday, small)
    assert refused(leiden) is Trouble.REPLACED
    assert leiden.enrolments(HER, ANNA) == ()
    enrol(leiden, world.PROJECT)
    leiden.close()
    assert is_whole(small)
    assert enrolled(small) == [world.PROJECT]


def test_what_is_put_in_its_place_and_cannot_be_worked_on_is_left_alone(small: Path, leiden: Registrar) -> None:
    enrol(leiden)
    small.unlink()
    small.write_text("Dear Anna")
    for _ in range(2):
        assert refused(leiden) is Trouble.REPLACED
    leiden.close()
    assert small.read_text() == "Dear Anna"


@pytest.mark.parametrize("noticed", [True, False])
def test_a_file_copied_over_it_is_not_mixed_with_what_was_open(
    small: Path, leiden: Registrar, monday: Path, noticed: bool
) -> None:
    enrol(leiden)
    wal = logs.beside(small)[0].read_bytes()
    shutil.copyfile(monday, small)
    if noticed:
        assert refused(leiden) is Trouble.REPLACED
        assert leiden.enrolments(HER, ANNA) == ()
    leiden.close()
    assert (is_whole(small), enrolled(small)) == (True, [])
    assert [kept.read_bytes() for kept in small.parent.glob("*-wal.aside-*")] == [wal]


def test_an_older_copy_of_itself_copied_over_it_is_noticed(small: Path, leiden: Registrar, tmp_path: Path) -> None:
    """It is copied by `cp` both times, with its log: only the change counter tells the difference."""
    leiden.close()
    older = shutil.copy(small, tmp_path / "older.db")
    leiden = Registrar.open(small)
    for place in range(40):
        leiden.add_to_cart(HER, ANNA, [world.EXAM])
        leiden.enrol(HER, ANNA, [world.EXAM], f"{place} in", from_cart=False)
        leiden.withdraw(HER, ANNA, [world.EXAM], f"{place} out")
    leiden.close()
    leiden = Registrar.open(small)
    enrol(leiden)
    shutil.copyfile(older, small)
    assert refused(leiden) is Trouble.REPLACED
    leiden.close()
    assert is_whole(small)
    assert enrolled(small) == []


def test_a_folder_that_is_moved_away_and_back_loses_nothing(small: Path, leiden: Registrar) -> None:
    enrol(leiden)
    folder = small.parent
    away = folder.rename(folder.with_name("away"))
    assert refused(leiden) is Trouble.REPLACED
    away.rename(folder)
    enrol(leiden, world.PROJECT)
    assert {enrolment.row.key for enrolment in leiden.enrolments(HER, ANNA)} == {world.EXAM, world.PROJECT}


@pytest.mark.parametrize("rest", ["-wal", "-shm"])
def test_a_log_that_is_deleted_is_noticed_and_what_was_in_it_is_kept(small: Path, leiden: Registrar, rest: str) -> None:
    enrol(leiden)
    small.with_name(small.name + rest).unlink()
    assert refused(leiden) is Trouble.REPLACED
    leiden.close()
    assert is_whole(small)
    assert enrolled(small) == [world.EXAM]


def test_a_link_that_is_made_to_lead_elsewhere_is_noticed(small: Path, monday: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(small)
    registrar = Registrar.open(link)
    enrol(registrar)
    link.unlink()
    link.symlink_to(monday)
    assert refused(registrar) is Trouble.REPLACED
    enrol(registrar, world.PROJECT)
    registrar.close()
    assert (enrolled(small), enrolled(monday)) == ([world.EXAM], [world.PROJECT])


def test_a_file_that_is_open_by_another_name_is_refused(small: Path, leiden: Registrar, tmp_path: Path) -> None:
    enrol(leiden)
    other = tmp_path / "other.db"
    os.link(small, other)
    opened = multiprocessing.get_context("spawn").Process(target=_open, args=(other,))
    opened.start()
    opened.join()
    assert opened.exitcode == 3
    leiden.close()
    assert enrolled(other) == [world.EXAM]


def _open(path: Path) -> None:
    try:
        Registrar.open(path)
    except DatabaseUnusable as unusable:
        os._exit(3 if unusable.kind is Unusable.LOCKED else 4)


def test_a_first_run_beside_a_program_that_has_the_deleted_file_open_spoils_neither(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    own = machine.own_database
    student = machine.json("students")[0]["student_number"]
    before = machine.json("show", student)
    engine = open_engine(own)
    with writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM enrolment")
    own.unlink()
    assert json.loads(machine.run("show", student, "--json").stdout) == before
    with pytest.raises(DatabaseTrouble) as trouble, writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM enrolment")
    assert trouble.value.kind is Trouble.REPLACED
    engine.dispose()
    assert machine.json("show", student) == before
    assert is_whole(own)


# --- logs that were left --------------------------------------------------------------------------------------------


def test_a_killed_programs_own_log_is_kept_and_counts(small: Path) -> None:
    killed_after_enrolling(small)
    assert enrolled(small) == [world.EXAM]


def test_a_killed_programs_log_moves_with_its_file(small: Path, tmp_path: Path) -> None:
    killed_after_enrolling(small)
    (tmp_path / "new").mkdir()
    for name in ("", "-wal"):
        shutil.copyfile(f"{small}{name}", tmp_path / "new" / f"small.db{name}")
    assert enrolled(tmp_path / "new" / "small.db") == [world.EXAM]


@pytest.mark.parametrize("put", [os.replace, shutil.copyfile])
def test_a_killed_programs_log_is_not_mixed_with_a_file_put_there(
    small: Path, monday: Path, put: Callable[[Path, Path], object]
) -> None:
    killed_after_enrolling(small)
    wal = logs.beside(small)[0].read_bytes()
    put(monday, small)
    registrar = Registrar.open(small)
    registrar.close()
    assert (is_whole(small), enrolled(small)) == (True, [])
    assert [kept.read_bytes() for kept in registrar.set_aside] == [wal]


def test_looking_at_a_file_with_anothers_log_tells_and_moves_nothing(small: Path, monday: Path) -> None:
    killed_after_enrolling(small)
    os.replace(monday, small)
    before = sorted(small.parent.iterdir())
    with pytest.raises(DatabaseUnusable) as unusable:
        check(small)
    assert unusable.value.kind is Unusable.FOREIGN_LOG
    assert sorted(small.parent.iterdir()) == before


def test_a_rollback_journal_of_another_file_is_not_played_back(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(small.read_bytes())
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        for _ in range(5):
            connection.execute("UPDATE course SET title_en = title_en || '!'")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE course SET title_en = 'another file'")
        connection.execute("CREATE TABLE big (x)")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("INSERT INTO big SELECT zeroblob(4000) FROM course, course AS other LIMIT 500")
        journal = other.with_name("other.db-journal").read_bytes()
    before = enrolled(small)
    small.with_name(f"{small.name}-journal").write_bytes(journal)
    registrar = Registrar.open(small)
    assert [path.read_bytes() for path in registrar.set_aside] == [journal]
    registrar.close()
    assert enrolled(small) == before
    assert is_whole(small)


# --- as people meet it ----------------------------------------------------------------------------------------------


def _delete_and_be_killed(path: Path) -> None:
    with writing(open_engine(path)) as connection:
        connection.exec_driver_sql("DELETE FROM enrolment")
    os._exit(9)


TOLD = (
    "A log of another file of this name lay beside the database. It may hold what was confirmed there, so it is kept: "
)


def test_after_rm_the_first_run_begins_with_the_catalogue_alone(tmp_path: Path) -> None:
    """A killed program left its log; the person deletes the file, and starts the program again."""
    machine = Machine(tmp_path)
    own = machine.own_database
    student = machine.json("students")[0]["student_number"]
    before = machine.json("show", student)
    killed(_delete_and_be_killed, own)
    wal = logs.beside(own)[0].read_bytes()
    own.unlink()
    ended = machine.run("show", student, "--json")
    assert (ended.returncode, json.loads(ended.stdout)) == (0, before)
    assert before["enrolments"]
    [kept] = own.parent.glob("*.aside-*")
    assert kept.read_bytes() == wal
    assert ended.stderr == f"{TOLD}{kept}.\n"
    assert is_whole(own)


@pytest.mark.parametrize(
    "command", ["show s9900001", "backup b.db", "db upgrade", "restore monday.db --yes", "db copy {small} copy.db"]
)
def test_each_command_sets_another_files_log_aside_and_says_so(
    small: Path, monday: Path, tmp_path: Path, command: str
) -> None:
    killed_after_enrolling(small)
    shutil.copyfile(monday, small)
    machine = Machine(tmp_path, ENROLTUI_DATABASE=str(small))
    ended = machine.run(*command.format(small=small).split())
    assert (ended.returncode, TOLD in ended.stderr) == (0, True)
    assert (is_whole(small), enrolled(small)) == (True, [])


@pytest.mark.parametrize("command", ["restore monday.db --yes", "db copy monday.db {small}", "db init"])
def test_what_makes_a_file_sets_an_earlier_ones_log_aside(
    small: Path, monday: Path, tmp_path: Path, command: str
) -> None:
    killed_after_enrolling(small)
    small.unlink()
    machine = Machine(tmp_path, ENROLTUI_DATABASE=str(small))
    ended = machine.run(*command.format(small=small).split())
    assert (ended.returncode, TOLD in ended.stderr) == (0, True)
    with closing(sqlite3.connect(small)) as connection:
        assert connection.execute("SELECT count(*) FROM request").fetchone() == (0,)
    assert is_whole(small)
