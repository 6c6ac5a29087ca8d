"""The table of exit statuses in docs/commands.md, held against every command: 0 done, 1 refused, 2 not carried out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from kit.patience import PATIENCE
from tests.commands.test_gate import ALSO, fit
from tests.process import Machine
from tests.registrar.world import ANNA
from tests.test_cli import commands

COMMANDS = {name.removeprefix("enroltui "): one for name, one in commands() if not isinstance(one, click.Group)}
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICmCqiZF7MZ67BTIks1OdPHoiuo4uuDBNXbMd2l5F07M"
UNKNOWN = {
    "student": "s0000000",
    "name": "nobody",
    "account": "nobody",
    "slug": "no-such-slug",
    "programme": "no-such-slug",
    "classes": "99999",
    "class_": "99999",
    "session": "999999",
    "fingerprint": "SHA256:nothing",
}
"""Names of the right form that nothing has, by the parameter that is given them."""
OTHERWISE = {("account add", "name"), ("serve", "fingerprint"), ("why", "class_")}
"""A name for something new, a flag, and what is told as a rule."""
MALFORMED = {"--today": "tomorrow", "--lang": "fr", "--year": "abc", "--until": "soon", "--size": "big", "--port": "x"}
GIVEN = {
    ("lists", "slug"): "first-year",
    ("tour play", "name"): "search",
    ("tour record", "name"): "search",
    ("key add", "file"): "key.pub",
}
NO_PLACE = "no/such/folder/file.toml"
FILES = [
    ("ics", "file"), ("show", "ics"), ("roster", "csv"), ("lists", "csv"), ("backup", "file"), ("restore", "file"),
    ("key add", "file"), ("tour check", "file"), ("tour play", "name"), ("tour play", "record"), ("demo", "record"),
    ("tour record", "file"), ("db copy", "source"), ("db copy", "target"),
]  # fmt: skip
"""Each argument and option that names a file to be read or written."""
MAKES_ONE = {"db init", "reset", "serve"}
"""These make a database where there is none; and the fingerprint needs none."""


def call(name: str, tried: str = "", value: str = "") -> list[str]:
    """Return a call of a command with what it needs; the parameter `tried` has this value."""
    typed = [*name.split(), *ALSO.get(name, [])]
    for parameter in COMMANDS[name].params:
        is_tried = tried in (parameter.name, *parameter.opts, *(word.lstrip("-") for word in parameter.opts))
        given = value if is_tried else fit(parameter)
        if not is_tried:
            given = GIVEN.get((name, parameter.name), given)
        if isinstance(parameter, click.Argument):
            typed.append(given)
        elif is_tried or parameter.required:
            typed += [max(parameter.opts, key=len), given]
        elif parameter.name == "today":
            typed += ["--today", "2018-01-15T12:00"]
    return typed


def named() -> list[tuple[str, str]]:
    """Each parameter of each command by which something is named that has to be there."""
    found = [(name, one.name or "") for name, command in COMMANDS.items() for one in command.params]
    tours = {(name, "name") for name in COMMANDS if name.startswith("tour")}
    return [case for case in found if case[1] in UNKNOWN and case not in OTHERWISE | tours]


@pytest.mark.parametrize(("name", "tried"), named())
def test_a_name_that_nothing_has_is_refused(machine: Machine, name: str, tried: str) -> None:
    (machine.home / "key.pub").write_text(KEY)
    typed = call(name, tried, UNKNOWN[tried])
    if (name, tried) == ("account add", "programme"):
        typed = ["account", "add", "s1234567", "--person", "A", "--email", "a@b.nl", "--programme", UNKNOWN[tried]]
    ended = machine.run(*typed)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr


@pytest.mark.parametrize("name", ["tour play", "tour record"])
def test_a_tour_that_is_not_there_is_refused(machine: Machine, name: str) -> None:
    assert machine.run(*call(name, "name", "no-such-tour")).returncode == 1


MALFORMED_CASES = [
    (name, option)
    for name, one in COMMANDS.items()
    for option in MALFORMED
    if any(option in p.opts for p in one.params)
]


@pytest.mark.parametrize(("name", "option"), MALFORMED_CASES)
def test_a_value_that_is_no_such_thing_is_misuse(machine: Machine, name: str, option: str) -> None:
    ended = machine.run(*call(name, option, MALFORMED[option]))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Error: " in ended.stderr


@pytest.mark.parametrize("year", ["abc", "2017", "2017-2019", "2017-2018x", "", "2018-2017", "٢٠١٧-٢٠١٨"])
@pytest.mark.parametrize("name", ["classes", "lists"])
def test_what_is_no_academic_year_is_misuse(machine: Machine, name: str, year: str) -> None:
    ended = machine.run(name, "--year", year)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is not an academic year such as 2017-2018." in ended.stderr


@pytest.mark.parametrize(("name", "tried"), FILES)
def test_a_file_that_can_not_be_read_or_written_is_not_carried_out(machine: Machine, name: str, tried: str) -> None:
    typed = call(name, tried, NO_PLACE)
    ended = machine.run(*[word.replace("one.db", machine.environment["ENROLTUI_DATABASE"]) for word in typed])
    assert ended.returncode == 2
    assert ended.stderr


@pytest.mark.parametrize(
    "name",
    [name for name, one in COMMANDS.items() if any(p.name == "database" for p in one.params) and name != "db copy"],
)
def test_a_database_that_is_not_there_is_not_carried_out(machine: Machine, name: str) -> None:
    ended = machine.run(*call(name, "database", "no-such.db"))
    assert ended.returncode == (0 if name in MAKES_ONE else 2)


@pytest.mark.parametrize("typed", ["db copy one.db two.db --database x.db", "--database x.db db copy one.db two.db"])
def test_a_copy_names_both_databases_and_takes_no_other(machine: Machine, typed: str) -> None:
    ended = machine.run(*typed.split())
    assert ended.returncode == 2
    assert ended.stderr.endswith("Error: enroltui db copy takes no --database.\n")


@pytest.mark.parametrize("typed", ["status --database x.db", "--today 2018-01-15 status"])
def test_the_services_status_takes_neither_day_nor_database(machine: Machine, typed: str) -> None:
    ended = machine.run(*typed.split())
    assert ended.returncode == 2
    assert "Error: " in ended.stderr


@pytest.mark.parametrize("name", ["reset", "restore file.out"])
def test_who_does_not_say_yes_has_refused(machine: Machine, name: str) -> None:
    ended = machine.run(*name.split(), typed="no\n")
    assert (ended.returncode, ended.stderr) == (1, "Nothing was changed.\n")


@pytest.mark.parametrize(
    "typed",
    [
        ["classes"], ["lists"], ["students"], ["show", ANNA], ["ics", ANNA], ["enrol", ANNA, "28114"], ["minors"],
        ["why", ANNA, "28114"], ["roster", "28114"], ["audit"], ["audit", ANNA], ["sessions"], ["key", "list", ANNA],
        ["outbox", "list"], ["hold", "list", ANNA], ["db", "check"], ["db", "upgrade"], ["backup", "copy.db"],
        ["tour", "list"], ["classes", "nothing-like-it"], ["classes", "--year", "2001-2002"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_is_done(machine: Machine, typed: list[str]) -> None:
    machine.done(*typed, "--today", "2018-01-15T12:00") if typed[0] != "tour" else machine.done(*typed)


def test_nobody_who_reads_any_more_is_no_refusal(catalogue: Path) -> None:
    """As other tools do, it ends as by SIGPIPE, and says nothing."""
    piped = f"'{sys.executable}' -m enroltui classes --database '{catalogue}' | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", piped], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert ended.stdout.splitlines()[1:] == ["141"]
    assert ended.stderr == ""


def test_a_full_disk_is_told(catalogue: Path) -> None:
    command = [sys.executable, "-m", "enroltui", "classes", "--database", str(catalogue)]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False)
    assert (ended.returncode, ended.stderr) == (2, "What it prints can't be written: No space left on device\n")


def test_the_table_tells_them_all() -> None:
    told = (Path(__file__).parents[2] / "docs/commands.md").read_text()
    assert [line.split(" | ")[0] for line in told.splitlines() if line.startswith("| **")] == [
        "| **0**", "| **1**", "| **2**", "| **128 + N**",
    ]  # fmt: skip
