"""There is one kind of CSV: whatever a command writes as CSV has the same form and takes the same options."""

import csv
import io

import pytest

from tests.process import Machine
from tests.registrar import world
from tests.test_cli import commands

NOON = ("--today", "2018-01-15T12:00")
CASES = [["roster", "28123"], ["lists"], ["lists", "first-year"], ["audit"]]
"""Each command that writes CSV."""


def test_whatever_command_writes_csv_takes_the_same_options() -> None:
    options = {
        name.removeprefix("enroltui "): {word for one in command.params for word in one.opts}
        for name, command in commands()
    }
    with_csv = {name for name, words in options.items() if "--csv" in words}
    assert with_csv == {name for name, words in options.items() if {"--delimiter", "--bom"} <= words}
    assert with_csv == {case[0] for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_delimiter_and_byte_order_mark_are_chosen(machine: Machine, case: list[str]) -> None:
    machine.done("hold", "place", world.ANNA, "tuition", *NOON)  # for the audit trail
    plain = machine.done(*case, "--csv", "-", *NOON)
    assert plain[0] != "\ufeff"
    rows = list(csv.reader(io.StringIO(plain)))
    assert len(rows) > 1
    for typed, delimiter in ((";", ";"), ("|", "|"), ("tab", "\t"), (",", ",")):
        other = machine.done(*case, "--csv", "-", "--delimiter", typed, *NOON)
        assert list(csv.reader(io.StringIO(other), delimiter=delimiter)) == rows
    machine.done(*case, "--csv", "file.csv", "--bom", *NOON)
    written = (machine.home / "file.csv").read_bytes()
    assert written == b"\xef\xbb\xbf" + plain.encode()
    assert b"\r" not in written


def test_the_other_name_of_a_lists_csv_writes_the_same(machine: Machine) -> None:
    assert machine.done("lists", "--format", "csv", *NOON) == machine.done("lists", "--csv", "-", *NOON)


@pytest.mark.parametrize("case", CASES, ids=" ".join)
@pytest.mark.parametrize(
    "options", [["--csv", "-", "--json"], ["--csv", "-", "--plain"], ["--delimiter", ";"], ["--bom"]], ids=" ".join
)
def test_what_does_not_go_together_is_misuse(machine: Machine, case: list[str], options: list[str]) -> None:
    ended = machine.run(*case, *options)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Error: " in ended.stderr


def test_an_empty_roster_has_its_labels(machine: Machine) -> None:
    number = str(world.EXAM.class_number)
    printed = machine.done("roster", number, "--csv", "-", *NOON)
    assert printed == "Class number,Course,No.,State,Number,Name,Programme,Since\n"
