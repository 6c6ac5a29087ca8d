"""What is printed for people names the zone of its times once, below them; programs get each distance from UTC."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.registrar.registrar import Registrar
from tests.commands.test_classes import NOON
from tests.letters.mail_kit import ask
from tests.process import Machine
from tests.registrar import world
from tests.registrar.world import ANNA
from tests.screens.people.test_sessions import begin

WAITING_LIST = str(world.WAITING_LIST.class_number)
ZONE = {"en": "Times are Leiden's (CET/CEST).", "nl": "Tijden: Nederlandse tijd (CET/CEST)."}
TABLES = [
    ["classes"], ["show", ANNA], ["audit"], ["sessions"], ["sessions", "--over"], ["outbox", "list"],
    ["roster", WAITING_LIST], ["why", ANNA, "28114"],
]  # fmt: skip
CSV = [["audit"], ["roster", WAITING_LIST], ["lists", "first-year"]]


@pytest.fixture
def busy(machine: Machine, small: Path, leiden: Registrar) -> Machine:
    """A machine with an enrolment, a session and a letter."""
    machine.done("enrol", ANNA, "28114", *NOON)
    begin(small, ANNA)
    ask(leiden, "Why?")
    return machine


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("typed", TABLES, ids=" ".join)
def test_a_table_names_the_zone_of_its_times_once_below_it(busy: Machine, typed: list[str], lang: str) -> None:
    for style in ([], ["--plain"]):
        said = busy.done(*typed, *style, "--lang", lang, *NOON)
        assert said.endswith(f"\n\n{ZONE[lang]}\n")
        assert said.count(ZONE[lang]) == 1


def test_a_document_names_it_above_its_table(busy: Machine) -> None:
    for typed in (["lists", "first-year"], ["lists", "first-year", "--format", "md"]):
        assert busy.done(*typed, *NOON).replace("\\", "").count(ZONE["en"]) == 1
    proof = busy.done("show", ANNA, "--format", "txt", *NOON)
    assert [proof.count(zone) for zone in ZONE.values()] == [1, 1]


def test_what_has_no_times_names_no_zone(machine: Machine) -> None:
    for typed in (["show", ANNA], ["audit"], ["audit", "--plain"], ["sessions"], ["outbox", "list"], ["minors"]):
        assert "CET" not in machine.done(*typed, *NOON)


@pytest.mark.parametrize("typed", TABLES, ids=" ".join)
def test_json_has_the_distance_from_utc_instead(busy: Machine, typed: list[str]) -> None:
    assert "CET" not in busy.done(*typed, "--json", *NOON)


@pytest.mark.parametrize("typed", CSV, ids=" ".join)
def test_csv_holds_nothing_but_its_rows(busy: Machine, typed: list[str]) -> None:
    assert "CET" not in busy.done(*typed, "--csv", "-", *NOON)
