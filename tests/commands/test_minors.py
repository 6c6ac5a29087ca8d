"""`enroltui minors` and `enroltui minor`, as people run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.process import Machine
from tests.registrar.minors import world as minor_world
from tests.registrar.minors.world import DELFT, STARS
from tests.registrar.world import ANNA, BRAM, CROWD

IN_THE_WINDOW = ("--today", "2017-06-01")
NOON = ("--today", "2018-01-15T12:00")


@pytest.fixture
def stars(machine: Machine, small: Path) -> Machine:
    """Return a machine whose database has minors."""
    minor_world.add_minors(small)
    return machine


def test_the_minors_in_json(stars: Machine) -> None:
    found = stars.json("minors", *NOON)
    assert [minor["slug"] for minor in found] == [STARS, minor_world.SKY, DELFT, minor_world.NEW]
    assert found[0] == {
        "slug": "minor-stars",
        "name_en": "Stars",
        "name_nl": "Sterren",
        "academic_year": "2017-2018",
        "code": "4000MARS",
        "delft_code": None,
        "places": 2,
        "places_outside": 1,
        "admitted": 0,
        "waiting": 0,
        "way_in": "here",
        "classes": 3,
    }
    assert (found[2]["way_in"], found[2]["delft_code"], found[2]["classes"]) == ("osiris", "TA-MI-1", 0)


def test_the_minors_in_words_say_whether_one_can_apply(stars: Machine) -> None:
    over = stars.done("minors", *NOON)
    assert "ended on Monday 31 July 2017. Those of a later year open on 1 May, if on offer." in over
    assert "minor-delft  4000MLFT  10      0         in Osiris" in over
    assert "not there yet" in over
    assert "One can apply until Monday 31 July 2017." in stars.done("minors", *IN_THE_WINDOW)
    assert "Delft's code: TA-MI-1" in stars.done("minors", *NOON, "--plain")


def test_applying_deciding_and_withdrawing(stars: Machine) -> None:
    assert stars.done("minor", "apply", ANNA.upper(), STARS, *IN_THE_WINDOW) == "The application was received.\n"
    stars.done("minor", "apply", CROWD[0], STARS, *IN_THE_WINDOW)
    stars.done("minor", "admit", ANNA, STARS, *NOON)
    stars.done("minor", "refuse", CROWD[0], STARS, *NOON)
    found = stars.json("minors", STARS, *NOON)
    assert [(application["student_number"], application["state"]) for application in found] == [
        (ANNA, "admitted"),
        (CROWD[0], "refused"),
    ]
    assert found[0]["applied"].startswith("2017-06-01T")
    assert found[0]["applied"].endswith("+02:00")
    stars.done("minor", "withdraw", ANNA, STARS, *NOON)
    assert "withdrawn" in stars.done("minors", STARS, *NOON)
    assert [letter["kind"] for letter in stars.json("outbox", "list")] == ["minor_admitted", "minor_refused"]


def test_a_refusal_has_its_sentence_and_exit_status_1(stars: Machine) -> None:
    stars.done("minor", "apply", CROWD[1], STARS, *IN_THE_WINDOW)
    for words, said in (
        (("apply", ANNA, STARS, *NOON), "ended on Monday 31 July 2017"),
        (("apply", ANNA, DELFT, *IN_THE_WINDOW), "Register in its own system, Osiris."),
        (("apply", BRAM, STARS, *IN_THE_WINDOW), "a master student cannot apply"),
        (("apply", CROWD[1], STARS, *IN_THE_WINDOW), "There is an application for the minor Stars already."),
        (("admit", ANNA, STARS, *NOON), "There is no application for this minor."),
        (("apply", ANNA, "minor-none", *IN_THE_WINDOW), "There is no programme minor-none."),
        (("apply", "s0000000", STARS, *IN_THE_WINDOW), "No student has the number s0000000."),
    ):
        ended = stars.run("minor", *words)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert said in ended.stderr


def test_only_who_is_admitted_enrols(stars: Machine) -> None:
    number = str(minor_world.OF_STARS.class_number)
    ended = stars.run("enrol", ANNA, number, *NOON)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Only students admitted to the minor Stars can enrol in this class." in ended.stderr
    stars.done("minor", "apply", ANNA, STARS, *IN_THE_WINDOW)
    stars.done("minor", "admit", ANNA, STARS, *NOON)
    stars.done("enrol", ANNA, number, *NOON)


def test_nobody_has_applied_and_no_minors(stars: Machine, machine: Machine, tmp_path: Path) -> None:
    assert stars.done("minors", STARS, *NOON) == "Nobody has applied for this minor.\n"
    assert stars.json("minors", STARS, *NOON) == []
