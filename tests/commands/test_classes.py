"""`enroltui classes`: for people, for screen readers, and for programs."""

import csv
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from enroltui.terms import AMSTERDAM, Component, Description, Status
from tests.process import CHECKOUT, Machine
from tests.registrar import world

NOON = ("--today", "2018-01-15T12:00")
KEYS = {
    "academic_year", "class_number", "catalogue_number", "title_en", "title_nl", "component", "description", "session",
    "career", "credits", "programmes", "starts", "ends", "place", "meetings", "capacity", "enrolled", "waiting",
    "status", "way_in", "enrol_from", "enrol_until",
}  # fmt: skip


def numbers(machine: Machine, *arguments: str) -> set[int]:
    return {row["class_number"] for row in machine.json("classes", *arguments, *NOON)}


def test_a_class_as_json(machine: Machine) -> None:
    (exam,) = machine.json("classes", str(world.EXAM.class_number), *NOON)
    assert set(exam) == KEYS
    assert exam["class_number"] == world.EXAM.class_number
    assert exam["catalogue_number"] == world.LOGIC
    assert (exam["title_en"], exam["title_nl"]) == ("Logic", "Logica")
    assert (exam["component"], exam["description"], exam["status"]) == ("exam", "exam", "open")
    assert exam["starts"] == "2018-01-25T14:00:00+01:00"
    assert exam["ends"] == "2018-01-25T16:00:00+01:00"
    assert exam["enrol_until"] == "2018-01-15T23:59:59+01:00"
    assert [meeting["starts"] for meeting in exam["meetings"]] == [exam["starts"]]
    assert exam["way_in"] == "here"


def test_words_numbers_programme_and_open_narrow_the_list(machine: Machine) -> None:
    assert world.EXAM.class_number in numbers(machine, "logic")
    assert numbers(machine, "orientatie") == {world.OTHER_OPEN.class_number}
    assert numbers(machine, f"{world.LOGIC}Y") == numbers(machine, "logic")
    everything, still_open = numbers(machine), numbers(machine, "--open")
    assert world.FULL.class_number in everything - still_open
    assert world.CLOSED.class_number in everything - still_open
    assert world.EXAM.class_number in still_open
    assert numbers(machine, "--year", "2016-2017") == {world.LAST_YEARS.class_number}


def test_the_table_fits_80_columns_and_plain_tells_one_fact_a_line(machine: Machine) -> None:
    table = machine.done("classes", *NOON)
    assert max(map(len, table.splitlines())) <= 80
    assert "28114   Logic" in table
    plain = machine.done("classes", "logic", "--plain", *NOON)
    assert plain.isascii(), "no drawing characters"
    heading, first, *_ = plain.split("\n\n")
    assert heading == "2017-2018, Monday 15 January 2018: 4 classes"
    assert all(": " in line for line in first.splitlines())
    assert "Number: 28114" in first.splitlines()
    assert "Last day to enrol: Mon 15 Jan 2018" in first.splitlines()


def test_dutch_by_option_and_by_environment(machine: Machine, tmp_path: Path, small: Path) -> None:
    dutch = machine.done("classes", "logic", "--lang", "nl", *NOON)
    assert "maandag 15 januari 2018" in dutch
    assert "tentamen" in dutch
    assert "Logica" in dutch
    asked = Machine(tmp_path, ENROLTUI_DATABASE=str(small), LANG="nl_NL.UTF-8")
    assert asked.done("classes", "logic", *NOON) == dutch


def test_nothing_found_says_what_to_try(machine: Machine) -> None:
    said = machine.done("classes", "xyzzy", *NOON)
    assert "0 classes" in said
    assert "Try fewer words, or another academic year: 2017-2018, 2016-2017." in said
    assert machine.json("classes", "xyzzy", *NOON) == []


def test_an_unknown_programme_is_refused_and_lists_those_there_are(machine: Machine) -> None:
    ended = machine.run("classes", "--programme", "astrology-bsc")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("There is no programme astrology-bsc.")


def test_titles_are_text_and_never_orders_to_the_terminal(machine: Machine, small: Path) -> None:
    with closing(sqlite3.connect(small)) as connection, connection:
        evil = "\x1b[31mRed\x1b[0m\r\nLogic [bold]\x9b2J\u202e"
        connection.execute("UPDATE course SET title_en = ? WHERE catalogue_number = ?", (evil, world.LOGIC))
    for style in ([], ["--plain"]):
        shown = machine.done("classes", str(world.EXAM.class_number), *style, *NOON)
        assert not set(shown) & {"\x1b", "\r", "\x9b", "\u202e"}
        assert "[bold]" in shown
    (exam,) = machine.json("classes", str(world.EXAM.class_number), *NOON)
    assert exam["title_en"] == "[31mRed[0m  Logic [bold]2J"


def test_a_reader_that_stops_reading_is_no_trouble(machine: Machine) -> None:
    command = machine.start("classes", "--json", *NOON)
    assert command.stdout
    assert command.stderr
    command.stdout.close()
    assert command.stderr.read() == ""
    command.stderr.close()
    command.wait()


# --- the shipped catalogue -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return every class of 2017-2018 and 2016-2017, as the command lists them on a new machine."""
    machine = Machine(tmp_path_factory.mktemp("home"))
    return [*machine.json("classes"), *machine.json("classes", "--year", "2016-2017")]


def test_the_shipped_catalogue_is_large_and_whole(shipped: list[dict[str, Any]]) -> None:
    this_year = [row for row in shipped if row["academic_year"] == "2017-2018"]
    assert len(this_year) >= 1600
    assert len({row["catalogue_number"] for row in this_year}) >= 700
    assert len({slug for row in this_year for slug in row["programmes"]}) == 35
    assert len({row["class_number"] for row in this_year}) == len(this_year)
    assert {row["component"] for row in shipped} == set(Component)
    assert {row["description"] for row in shipped} == set(Description)
    assert {row["status"] for row in this_year} == set(Status)


def test_the_shipped_titles_and_credits_are_those_of_the_sources(shipped: list[dict[str, Any]]) -> None:
    known: dict[str, set[tuple[str, str, int | None]]] = defaultdict(set)
    with (CHECKOUT / "catalogue_maker/leiden/courses.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            credits_ = int(row["ec"]) if row["ec"].isdigit() else None
            known[row["code"]].add((row["title_en"], row["title_nl"], credits_))
    compared = 0
    for row in shipped:
        if row["catalogue_number"] in known:
            compared += 1
            assert (row["title_en"], row["title_nl"], row["credits"]) in known[row["catalogue_number"]]
    assert compared > 1400


def test_times_are_leidens(shipped: list[dict[str, Any]]) -> None:
    for row in shipped:
        if row["starts"]:
            starts = datetime.fromisoformat(row["starts"])
            assert starts.utcoffset() == starts.astimezone(AMSTERDAM).utcoffset()
            assert starts < datetime.fromisoformat(row["ends"])
