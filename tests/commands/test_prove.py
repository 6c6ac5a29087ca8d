"""`enroltui prove`: anybody can see that no seat is given twice here, or that a fault would be found."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from time import monotonic, sleep

import psutil
import psycopg
import pytest

from enroltui.proving.plants import PLANTS
from enroltui.proving.proof import FOLDERS
from enroltui.proving.scratch import OURS, SCHEMA
from kit.patience import PATIENCE
from tests.process import Machine


def until(condition: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < end
        sleep(0.05)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the proof keeps its files, which nothing else does."""
    monkeypatch.setattr("enroltui.proving.proof.gettempdir", lambda: str(tmp_path))
    return tmp_path


@pytest.fixture
def enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one fight and one kill be enough, which are sooner seen than those of a real proof."""
    monkeypatch.setattr("enroltui.proving.verdict.LEAST", {"fights": 1, "kill": 1, "interrupted": 1})


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def seen_enough(machine: Machine, *arguments: str) -> dict[str, object]:
    """Run the proof for longer and longer, until it has seen enough for its verdict; return what it says in JSON."""
    for seconds in (1, 4, 16, 64, 256):
        ended = machine.run("prove", "--json", "--seconds", str(seconds), *arguments)
        assert ended.stderr == ""
        told: dict[str, object] = json.loads(ended.stdout)
        assert ended.returncode == {"holds": 0, "fault": 1, "too_little": 2}[str(told["verdict"])]
        if ended.returncode != 2:
            return told
    raise AssertionError(told)


@pytest.mark.usefixtures("enough")
def test_all_is_well_on_a_file_of_its_own(machine: Machine, temporary: Path) -> None:
    told = seen_enough(machine)
    assert (told["verdict"], told["faults"], told["planted"]) == ("holds", [], None)
    assert isinstance(told["sentences"], list)
    assert len(told["sentences"]) == 3
    assert "no seat was given twice" in told["sentences"][1]
    assert isinstance(told["kills"], int)
    assert told["kills"] > 0
    assert not [*temporary.glob(f"{FOLDERS}*")]
    assert not machine.own_database.exists()


@pytest.mark.parametrize(("code", "found", "follows"), [
    ("en", "one thing was wrong", "shows that such a fault would be found"),
    ("nl", "er was één ding mis", "dat zo'n fout gevonden zou worden"),
])  # fmt: skip
def test_a_planted_fault_is_found_and_told_in_words(machine: Machine, code: str, found: str, follows: str) -> None:
    for seconds in (1, 4, 16, 64, 256):  # until there is a seat to lose
        ended = machine.run("prove", "--lang", code, "--seconds", str(seconds), "--plant", "seat-lost")
        if ended.returncode != 2:
            break
    assert ended.returncode == 1
    _, second, third, fault = ended.stdout.splitlines()
    assert found in second
    assert follows in third
    assert "100" in fault


def test_too_little_proves_nothing(machine: Machine) -> None:
    ended = machine.run("prove", "--seconds", "1")
    assert ended.returncode == 2
    done, found, follows = ended.stdout.splitlines()
    assert "SQLite" in done
    assert "too little" in found
    assert "enroltui prove --seconds 60" in follows


@pytest.mark.parametrize(("arguments", "said"), [
    (("--plant", "nothing"), "'one-seat-too-many'"),
    (("--seconds", "0"), "from 1 to 3600"),
    (("--database", "some.db"), "makes a file of its own"),
    (("--database", "mysql://there"), "postgresql"),
    (("--today", "real"), "--today"),
])  # fmt: skip
def test_what_it_does_not_take_is_refused(machine: Machine, arguments: tuple[str, ...], said: str) -> None:
    ended = machine.run("prove", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr


def test_a_database_in_the_environment_is_not_touched(tmp_path: Path) -> None:
    somebodys = tmp_path / "somebodys.db"
    ended = Machine(tmp_path, ENROLTUI_DATABASE=str(somebodys)).run("prove", "--seconds", "1")
    assert ended.returncode == 2
    assert "too little" in ended.stdout
    assert not somebodys.exists()


# --- ended from outside ---------------------------------------------------------------------------------------------


@contextmanager
def under_way(folder: Path) -> Iterator[tuple[Popen[str], list[psutil.Process]]]:
    """Run a proof that would last for an hour; yield it when its players play, with all processes that it started."""
    machine = Machine(folder, TMPDIR=str(folder))
    with machine.start("prove", "--seconds", "3600") as running:
        until(lambda: len([*folder.glob(f"{FOLDERS}*/player*.jsonl")]) == 8)
        below = psutil.Process(running.pid).children(recursive=True)
        assert len(below) >= 8
        try:
            yield running, below
        finally:
            running.kill()
        psutil.wait_procs(below, PATIENCE)
        assert not [process for process in below if process.is_running()]


def test_the_end_by_a_key_is_in_order(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("c")  # a short name: a socket of multiprocessing is in it
    with under_way(folder) as (running, below):
        for process in (psutil.Process(running.pid), *below):  # as a terminal sends it
            process.send_signal(signal.SIGINT)
        assert running.communicate(timeout=PATIENCE) == ("", "")
        assert running.returncode == 128 + signal.SIGINT
        assert not [*folder.glob(f"{FOLDERS}*")]


@pytest.mark.usefixtures("enough")
def test_what_a_killed_one_leaves_ends_by_itself_and_is_tidied_by_the_next(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("k")
    with under_way(folder) as (running, _):
        running.kill()
    assert [*folder.glob(f"{FOLDERS}*")]
    monkeypatch.setattr("enroltui.proving.proof.gettempdir", lambda: str(folder))
    seen_enough(Machine(folder))
    assert not [*folder.glob(f"{FOLDERS}*")]


# --- on a server ----------------------------------------------------------------------------------------------------


def content(url: str) -> Sequence[object]:
    """Return all that is in a database by name, and its extensions."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT 'schema', nspname::text FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast)'"
            " UNION ALL SELECT 'relation', oid::text || relname FROM pg_class"
            " UNION ALL SELECT 'function', oid::text || proname FROM pg_proc"
            " UNION ALL SELECT 'extension', extname FROM pg_extension ORDER BY 1, 2"
        ).fetchall()


@pytest.mark.usefixtures("enough")
def test_an_empty_database_is_left_as_it_was_found(machine: Machine, empty: str) -> None:
    before = content(empty)
    with psycopg.connect(empty, autocommit=True) as connection:  # left by a proof that was killed
        connection.execute(f"CREATE SCHEMA {SCHEMA}; COMMENT ON SCHEMA {SCHEMA} IS '{OURS}'".encode())
        connection.execute(f"CREATE TABLE {SCHEMA}.alembic_version ()".encode())
    told = seen_enough(machine, "--database", empty)
    assert (told["verdict"], told["faults"]) == ("holds", [])
    assert str(told["database"]).startswith("PostgreSQL ")
    assert content(empty) == before


def test_a_fault_planted_on_a_server_is_found_and_nothing_stays(machine: Machine, empty: str) -> None:
    before = content(empty)
    assert seen_enough(machine, "--database", empty, "--plant", "carried-out-twice")["verdict"] == "fault"
    assert content(empty) == before


@pytest.mark.parametrize("thing", [
    "CREATE TABLE theirs ()",
    "CREATE SCHEMA theirs",
    f"CREATE SCHEMA {SCHEMA}",
    "CREATE TYPE theirs AS ENUM ('a')",
    "CREATE FUNCTION theirs() RETURNS int LANGUAGE sql AS 'SELECT 1'",
])  # fmt: skip
def test_a_database_that_holds_anything_is_left_alone(machine: Machine, empty: str, thing: str) -> None:
    with psycopg.connect(empty) as connection:
        connection.execute(thing.encode())
    before = content(empty)
    ended = machine.run("prove", "--seconds", "1", "--database", empty)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "has something in it already; it was left as it is. Name a new or an empty one." in ended.stderr
    assert content(empty) == before


def test_what_belongs_to_an_extension_is_nobodys(machine: Machine, empty: str) -> None:
    with psycopg.connect(empty) as connection:
        found = connection.execute("SELECT name FROM pg_available_extensions WHERE installed_version IS NULL LIMIT 1")
        for (name,) in found.fetchall():
            connection.execute(f'CREATE EXTENSION "{name}"'.encode())
    before = content(empty)
    ended = machine.run("prove", "--seconds", "1", "--database", empty)
    assert "too little" in ended.stdout
    assert content(empty) == before


def test_two_proofs_on_one_database_take_turns(machine: Machine, empty: str) -> None:
    with psycopg.connect(empty) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('enroltui'), hashtext('prove'))")
        ended = machine.run("prove", "--seconds", "1", "--database", empty)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is locked by another program" in ended.stderr


def test_a_database_that_is_not_there_is_told_how_to_make(machine: Machine, empty: str) -> None:
    ended = machine.run("prove", "--database", empty.replace("/enroltui_", "/nothing_"))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Make an empty one for this, with createdb." in ended.stderr


def test_each_plant_is_told_of_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [name for name in PLANTS if f"`{name}`" not in page] == []
