"""A bare class number means the class that is open, or that the student is in, whatever year the day shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.registrar.values.classes import ClassKey
from tests.process import Machine
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, NewClass, at

JUNE = ("--today", "2018-06-01T12:00")
"""From this day on 2018-2019 is the year on offer."""
AUGUST = ("--today", "2018-08-01T12:00")
RETAKE = ClassKey("2017-2018", 41000)
"""A retake on 13 July, to be enrolled for until 3 July."""
NEXT_YEARS = ClassKey("2018-2019", 41000)


@pytest.fixture(autouse=True)
def retake(small: Path) -> None:
    arranging.add_class(small, world.LOGIC, NewClass(RETAKE, "retake", at("2018-07-13"), at("2018-07-03")))


def add_next_years(small: Path, opens: str, description: str = "paper") -> None:
    made = NewClass(NEXT_YEARS, description, None, at("2019-01-01"), at(opens))
    arranging.add_class(small, "4032CALC5", made)


def shown(machine: Machine, *day: str) -> list[str]:
    return [enrolment["academic_year"] for enrolment in machine.json("show", ANNA, *day)["enrolments"]]


def test_an_open_class_of_the_year_before_is_enrolled_in_and_withdrawn_from(machine: Machine) -> None:
    assert "added to your schedule" in machine.done("enrol", ANNA, "41000", *JUNE)
    assert shown(machine, *JUNE) == ["2017-2018"]
    assert {rule["rule"] for rule in machine.json("why", ANNA, "41000", *JUNE)["rules"]} >= {"period_over"}
    assert machine.json("roster", "41000", *JUNE)["enrolled"][0]["student_number"] == ANNA
    assert [row["academic_year"] for row in machine.json("classes", "41000", *JUNE)] == ["2017-2018"]
    assert "2017-2018/41000" in machine.done("audit", "--class", "41000", *JUNE)
    granted = machine.done(
        "grant", ANNA, "41000", "too_late_to_withdraw", "--until", "2018-08-02", "--reason", "ill", *JUNE
    )
    assert "41000" in granted
    # In August its period is over, but she is in it.
    machine.done("withdraw", ANNA, "41000", *AUGUST)
    assert shown(machine, *AUGUST) == []


def test_the_issues_own_case_on_the_shipped_catalogue(tmp_path: Path, catalogue: Path) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE=str(catalogue))
    ended = machine.run("enrol", ANNA, "11821", "--json", *JUNE)
    assert "other_year" not in ended.stdout
    rules = {rule["rule"]: rule["ok"] for rule in machine.json("why", ANNA, "11821", *JUNE)["rules"]}
    assert rules["other_year"]
    assert rules["period_over"]


def test_only_real_doubt_asks(machine: Machine, small: Path) -> None:
    add_next_years(small, "2018-05-15")
    ended = machine.run("enrol", ANNA, "28115", "41000", *JUNE)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "may be of 2017-2018, 2018-2019" in ended.stderr
    assert shown(machine, *JUNE) == []
    machine.done("enrol", ANNA, "2017-2018/41000", *JUNE)
    assert shown(machine, *JUNE) == ["2017-2018"]
    # Of these two she can only leave the one in which she is.
    machine.done("withdraw", ANNA, "41000", *JUNE)
    assert shown(machine, *JUNE) == []
    dutch = machine.run("enrol", ANNA, "41000", "--lang", "nl", *JUNE)
    assert "kan van 2017-2018, 2018-2019 zijn" in dutch.stderr


def test_what_opens_later_or_is_over_leaves_no_doubt(machine: Machine, small: Path) -> None:
    add_next_years(small, "2018-07-15")
    machine.done("enrol", ANNA, "41000", *JUNE)
    assert shown(machine, *JUNE) == ["2017-2018"]
    machine.done("withdraw", ANNA, "41000", *JUNE)
    machine.done("enrol", ANNA, "41000", *AUGUST)
    assert shown(machine, *AUGUST) == ["2018-2019"]


def test_where_none_is_open_it_means_the_shown_years_else_one_that_opens_later(machine: Machine, small: Path) -> None:
    add_next_years(small, "2018-09-01")
    march = ("--today", "2017-11-01T12:00")
    ended = machine.run("enrol", ANNA, "41000", *march)
    assert "opens on Fri 15 Dec 2017" in ended.stderr
    arranging.add_class(
        small, world.LOGIC, NewClass(ClassKey("2018-2019", 41001), "paper", None, at("2019-01-01"), at("2018-07-15"))
    )
    ended = machine.run("enrol", ANNA, "41001", "--today", "2018-05-01T12:00")
    assert "opens on Sun 15 Jul 2018" in ended.stderr
