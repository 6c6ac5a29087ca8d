"""`enroltui roster`: in order, for people, for paper, and for spreadsheets."""

import csv
import io
from pathlib import Path

from sqlalchemy import update

from enroltui.registrar.tables import student
from tests.commands.test_classes import NOON
from tests.process import Machine
from tests.registrar import arranging, world
from tests.registrar.world import CROWD

WAITING_LIST = str(world.WAITING_LIST.class_number)
FORMULAS = ['=HYPERLINK("http://evil.example","click")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1"]


def call(path: Path, number: str, name: str) -> None:
    with arranging.changed(path) as connection:
        connection.execute(update(student).where(student.c.student_number == number).values(name=name))


def test_a_roster_shows_who_is_in_who_waits_and_how_it_filled(machine: Machine) -> None:
    said = machine.done("roster", WAITING_LIST, *NOON).splitlines()
    assert said[0].startswith("28123 AI for X-rays, practical")
    assert said[1] == "1 of 1 places taken, 2 waiting"
    assert said[2].startswith("Wed 20 Dec 2017 █")
    assert said[2].endswith("█ Mon 15 Jan 2018")
    assert [line.split()[:3] for line in said[5:8]] == [
        ["1", "enrolled", CROWD[0]],
        ["1", "waiting", CROWD[1]],
        ["2", "waiting", CROWD[2]],
    ]


def test_a_roster_for_programs(machine: Machine) -> None:
    found = machine.json("roster", WAITING_LIST, *NOON)
    assert [waiting["student_number"] for waiting in found["waiting"]] == [CROWD[1], CROWD[2]]
    [first] = found["enrolled"]
    assert (first["place"], first["programme"], first["since"][:16]) == (1, "computer-science-bsc", "2017-12-20T12:00")
    assert found["counts"] == [{"day": "2017-12-20", "enrolled": 1}]


def test_a_spreadsheet_takes_no_cell_for_a_formula(machine: Machine, small: Path) -> None:
    for number, formula in zip(CROWD[10:], FORMULAS, strict=False):
        call(small, number, formula)
        arranging.seat(small, number, world.EXAM)
    machine.done("roster", "28114", "--csv", "logic.csv", *NOON)
    written = (machine.home / "logic.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert {len(row) for row in rows} == {8}
    assert len(rows) == 1 + len(FORMULAS)
    for row in rows:
        for cell in row:
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "＝")
            assert "\r" not in cell
    assert [row[5] for row in rows[1:]] == [f"'{formula.strip()}" for formula in FORMULAS]
    assert machine.done("roster", "28114", "--csv", "-", *NOON).encode() == written


def test_an_empty_class_has_a_roster_too(machine: Machine) -> None:
    assert "Nobody is enrolled" in machine.done("roster", "28114", *NOON)
    assert machine.json("roster", "28114", *NOON)["counts"] == []
    machine.done("roster", "28114", "--csv", "-", *NOON)


def test_what_can_not_be_shown_or_written_is_told_in_a_sentence(machine: Machine) -> None:
    assert machine.run("roster", "99999", *NOON).stderr.startswith("No class has the number 99999")
    ended = machine.run("roster", "28114", "--csv", "no/such/folder.csv", *NOON)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "no/such/folder.csv can't be written. Name a file that you may write to.\n"
