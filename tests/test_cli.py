"""The command line as a whole has help, languages, exit statuses, and words for databases that cannot be worked on."""

import hashlib
import re
import shlex
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest

from enroltui import __version__
from enroltui.commands.root import root
from enroltui.shipped import shipped_catalogue
from tests.process import Machine


def commands(command: click.Command = root, name: str = "enroltui") -> Iterator[tuple[str, click.Command]]:
    """List every command with all its words; a group's in the order of the source, in which their examples follow."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for own_name in list(command.commands) or command.list_commands(context):
            own = command.get_command(context, own_name)
            assert own is not None
            yield from commands(own, f"{name} {own_name}")


def examples() -> list[str]:
    """List every example of every command's help."""
    shown = [command.help or "" for _, command in commands()]
    return [line.strip() for text in shown for line in text.splitlines() if line.strip().startswith("enroltui ")]


def test_help_and_version(tmp_path: Path) -> None:
    machine = Machine(tmp_path, own_process=True)
    said = machine.done("--help")
    assert "MADE" in said
    assert "not" in said
    assert "connected to the university" in " ".join(said.split())
    assert machine.done("--version") == f"enroltui {__version__}\n"
    assert not machine.own_database.exists(), "help makes no database"


NOT_TRIED = re.compile(
    r"enroltui (reset|restore|outbox send|demo|prove|tour (check|play|record)|serve|status|key|sessions end"
    r"|.* postgresql://)"
)
"""These would undo others, take long, or want a terminal, a server, a session, a file or a key of one's own."""


def test_every_command_has_an_example_and_every_example_works(tmp_path: Path) -> None:
    machine, real = Machine(tmp_path), tmp_path / "real.db"
    assert machine.run("db", "copy", str(shipped_catalogue()), str(real)).returncode == 0
    for name, command in commands():
        if not isinstance(command, click.Group) or command is root:
            assert re.search(rf"^ +{name}\b", (command.help or "").split("Examples:")[-1], re.M), name
    for example in dict.fromkeys(re.split(r"  +(?=[a-z])", example)[0] for example in examples()):
        words = shlex.split(example.partition(" > ")[0])[1:]  # what a shell writes to a file, goes to stdout here
        if words and not words[0].startswith("-") and not NOT_TRIED.match(example):
            if words[0] == "account":  # beside demo accounts no others may be
                words += ["--database", str(real)]
            ended = machine.run(*words)
            assert (ended.returncode, ended.stderr) == (0, "") or "Already enrolled" in ended.stderr, example


def test_misuse_is_told_on_stderr(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    for wrong in (["dance"], ["--lang", "fr"], ["classes", "--dance"], ["--today", "soon"], ["--today", "0001-01-01"]):
        ended = machine.run(*wrong)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr


def test_the_app_without_a_terminal_points_to_the_commands(tmp_path: Path) -> None:
    ended = Machine(tmp_path, own_process=True).run()
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "The app needs a terminal. Commands that need none: enroltui --help\n"


def test_options_may_stand_before_or_behind_the_command(tmp_path: Path, small: Path) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE=str(tmp_path / "missing.db"))
    before = machine.done("--database", str(small), "--lang", "nl", "--today", "2018-01-15", "classes")
    behind = machine.done("classes", "--database", str(small), "--lang", "nl", "--today", "2018-01-15")
    assert before == behind
    assert "maandag 15 januari 2018" in before


@pytest.mark.parametrize("kind", ["missing", "read-only", "corrupt", "text", "empty", "folder", "foreign"])
def test_an_unusable_database_is_told_in_one_sentence_and_left_as_it_is(tmp_path: Path, small: Path, kind: str) -> None:
    database = tmp_path / "some.db"
    make_unusable(kind, database, small.read_bytes())
    before = fingerprint(database)
    ended = enrol(Machine(tmp_path, ENROLTUI_DATABASE=str(database)))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert str(database) in ended.stderr
    assert fingerprint(database) == before
    assert list(tmp_path.glob("some.db?*")) == []


def make_unusable(kind: str, database: Path, content: bytes) -> None:
    match kind:
        case "read-only":
            database.write_bytes(content)
            database.chmod(0o444)
        case "corrupt":
            database.write_bytes(content[:4096] + b"damage" * 2000 + content[4096 + 12000 :])
        case "text":
            database.write_text("Dear Anna, " * 100)
        case "empty":
            database.touch()
        case "folder":
            database.mkdir()
        case "foreign":
            with closing(sqlite3.connect(database)) as connection, connection:
                connection.execute("CREATE TABLE student (name)")


def test_a_locked_database_is_told_in_one_sentence_and_left_as_it_is(tmp_path: Path, small: Path) -> None:
    before = fingerprint(small)
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ended = enrol(Machine(tmp_path, ENROLTUI_DATABASE=str(small)))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "The database is locked by another program, so nothing was changed. Try again in a moment.\n"
    assert fingerprint(small) == before


def enrol(machine: Machine) -> subprocess.CompletedProcess[str]:
    return machine.run("enrol", "s9900001", "28114", "--today", "2018-01-15")


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else str(path.exists())
