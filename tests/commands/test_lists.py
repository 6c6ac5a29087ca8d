"""`enroltui lists`: every list of the seed page with its date, and each list as a document."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_classes import KEYS as CLASS_KEYS
from tests.commands.test_classes import NOON
from tests.process import CHECKOUT, Machine
from tests.registrar import world

KEYS = {"slug", "name_en", "name_nl", "kind", "last_updated", "classes", "points_to", "programmes"}
SEED = {
    "computer-science-bsc": "2017-12-21",
    "cs-biology-bsc": "2017-10-17",
    "cs-economics-bsc": "2017-12-21",
    "mathematics-bsc": "2018-01-11",
    "mst-bsc": "2017-08-30",
    "bps-msc": "2018-01-12",
    "bps-research-projects": "2017-09-20",
    "computer-science-msc": "2017-11-21",
    "chemistry-lst-msc": "2018-01-10",
    "chemistry-msc": "2018-01-10",
    "lst-msc": "2018-01-10",
    "ict-in-business-msc": "2018-01-09",
    "industrial-ecology-msc": "2017-09-04",
    "media-technology-msc": "2017-10-31",
    "mathematics-msc": "2017-11-27",
    "statistical-science-msc": "2017-12-10",
    "honours-science": "2017-08-28",
    "faculty-courses": "2017-09-18",
}
"""The dates of the lists that have one on the seed page."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the lists of the shipped catalogue, by their slugs."""
    machine = Machine(tmp_path_factory.mktemp("home"))
    return {listed["slug"]: listed for listed in machine.json("lists")}


def test_each_list_has_the_seed_pages_date(shipped: dict[str, Any]) -> None:
    assert all(set(listed) == KEYS for listed in shipped.values())
    assert {slug: listed["last_updated"] for slug, listed in shipped.items() if listed["last_updated"]} == SEED


def test_each_programme_is_a_list_or_points_to_one(shipped: dict[str, Any]) -> None:
    with (CHECKOUT / "catalogue_maker/leiden/programmes.csv").open(encoding="utf-8", newline="") as file:
        programmes = [row["slug"] for row in csv.DictReader(file)]
    assert len(programmes) == 38
    assert set(programmes) <= set(shipped)
    assert shipped["bps-bsc"]["points_to"] == ["bps-bsc-1", "bps-bsc-2", "bps-bsc-3"]
    assert shipped["bps-bsc"]["classes"] == sum(shipped[f"bps-bsc-{year}"]["classes"] for year in (1, 2, 3))
    assert shipped["lst-msc"]["points_to"] == ["chemistry-lst-msc"]


def test_lists_point_where_the_seed_page_points(shipped: dict[str, Any]) -> None:
    assert shipped["astronomy-bsc"]["points_to"] == ["exam-schedule"]
    assert shipped["biology-bsc"]["points_to"] == shipped["biology-msc"]["points_to"] == ["e-guide"]
    assert shipped["physics-msc"]["points_to"] == ["information-pages", "astronomy-physics-msc"]
    assert shipped["industrial-ecology-msc"]["points_to"] == ["information-pages"]
    assert shipped["minor-alst"]["points_to"] == ["osiris"]


def test_all_lists_as_a_table_and_for_screen_readers(machine: Machine) -> None:
    table = machine.done("lists", *NOON)
    assert max(map(len, table.splitlines())) <= 80
    assert "first-year" in table
    assert "1 December 2017" in table
    plain = machine.done("lists", "--plain", *NOON)
    assert "List: first-year" in plain.splitlines()
    assert "1 december 2017" in machine.done("lists", "--lang", "nl", *NOON)


def test_one_list_is_printed_as_a_document(machine: Machine) -> None:
    title, date, made_up, *rest = machine.done("lists", "first-year", *NOON).splitlines()
    assert (title, date) == ("first-year 2017-2018", "class numbers of 1 December 2017")
    assert any(line.split()[:3] == ["28114", world.LOGIC, "Logic"] for line in rest)
    assert made_up.startswith("Made up for this demo: class numbers, days,")
    assert max(map(len, rest)) <= 80


def test_one_list_as_markdown(machine: Machine) -> None:
    lines = machine.done("lists", "first-year", "--format", "md", *NOON).splitlines()
    assert lines[0] == "# first-year 2017-2018"
    assert f"| 28114 | {world.LOGIC} | Logic | exam | Thu 25 Jan 14:00 | 6 |" in lines


def test_one_list_as_csv_has_all_facts(machine: Machine) -> None:
    rows = list(csv.DictReader(io.StringIO(machine.done("lists", "all-years", "--format", "csv", *NOON))))
    exam = next(row for row in rows if row["Number"] == "28114")
    assert (exam["Course"], exam["Description"], exam["Last day to enrol"]) == ("Logic", "exam", "Mon 15 Jan 2018")
    assert all(row["Course"] for row in rows)


def test_one_list_as_json(machine: Machine) -> None:
    one = machine.json("lists", "first-year", *NOON)
    assert set(one) == KEYS | {"academic_year", "rows"}
    assert one["classes"] == len([row for row in one["rows"] if row["class"]])
    assert all(set(row["class"]) == CLASS_KEYS for row in one["rows"] if row["class"])


@pytest.mark.parametrize("evil", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r\n=1+1", " =1"])
def test_no_title_is_a_formula_markdown_or_an_order_to_the_terminal(machine: Machine, small: Path, evil: str) -> None:
    with closing(sqlite3.connect(small)) as connection, connection:
        title = f"{evil}\x1b[31m|*x*"
        connection.execute("UPDATE course SET title_en = ? WHERE catalogue_number = ?", (title, world.LOGIC))
    printed = machine.done("lists", "first-year", "--format", "csv", *NOON)
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert all(cell[:1] not in "=+-@\t\r" or len(cell) < 2 for row in rows for cell in row.values())
    markdown = machine.done("lists", "first-year", "--format", "md", *NOON)
    assert r"\[31m\|\*x\*" in markdown
    assert "\x1b" not in printed + markdown


def test_a_list_without_class_numbers_says_so(machine: Machine) -> None:
    said = machine.done("lists", "first-year", "--year", "2001-2002", *NOON)
    assert said.splitlines() == ["first-year 2001-2002", "There are no class numbers of 2001-2002 here."]


def test_what_is_not_understood_is_misuse(machine: Machine) -> None:
    for wrong in (["--format", "xls"], ["--format", "csv", "--json"], ["--plain", "--json"]):
        ended = machine.run("lists", *wrong)
        assert (ended.returncode, ended.stdout) == (2, "")
    assert "There is no class-number list astrology-bsc." in machine.run("lists", "astrology-bsc").stderr
