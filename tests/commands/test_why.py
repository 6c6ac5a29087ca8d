"""`enroltui why`, `grant` and `hold`: what staff ask and do at the counter, without a screen."""

import pytest

from enroltui.registrar.rules.asking import ENROLLING, GRANTABLE
from tests.commands.test_classes import NOON
from tests.process import Machine
from tests.registrar import world

ANNA = world.ANNA
CLOSED = str(world.CLOSED.class_number)
MASTERS = str(world.MASTERS.class_number)


def refusing(machine: Machine, number: str) -> set[str]:
    said = machine.json("why", ANNA, number, *NOON)["rules"]
    for verdict in said:
        assert set(verdict) == {"rule", "ok", "granted", "facts", "sentence"}
        assert verdict["sentence"]
    return {verdict["rule"] for verdict in said if not verdict["ok"]}


def test_every_rule_gives_its_verdict_with_facts_and_a_sentence(machine: Machine) -> None:
    said = machine.json("why", ANNA.upper(), MASTERS, *NOON)["rules"]
    rules = {verdict["rule"]: verdict for verdict in said}
    assert {rule.name for rule in ENROLLING} <= set(rules)
    assert rules["career"]["facts"] == {"class": "master", "student": "bachelor"}
    assert rules["career"]["sentence"].startswith("This class is for master students.")
    assert rules["period_over"]["facts"]["enrol_until"].startswith("2018-03-01T12:00")
    assert refusing(machine, MASTERS) == {"career"}


@pytest.mark.parametrize("number", ["28114", "99999", "2016-2017/27001"])
def test_why_ends_well_whatever_the_rules_say(machine: Machine, number: str) -> None:
    assert machine.done("why", ANNA, number, *NOON)


def test_why_is_told_to_people_in_both_languages(machine: Machine) -> None:
    said = machine.done("why", ANNA, CLOSED, *NOON)
    assert "period over" in said
    assert "refused" in said
    assert "Closed after Wed 10 Jan 2018" in " ".join(said.split())
    assert machine.done("why", ANNA, CLOSED, "--lang", "nl", "--plain", *NOON).count("wo 10 jan 2018") >= 1


def test_an_exception_lets_in_and_is_audited(machine: Machine) -> None:
    because = ("--until", "2018-01-31", "--reason", "Board of examiners")
    said = machine.done("grant", ANNA, CLOSED, "period_over", *because, *NOON)
    assert said == "Until Wed 31 Jan 2018 the rule “period over” does not hold for s9900001 in 28125.\n"
    assert refusing(machine, CLOSED) == set()
    machine.done("enrol", ANNA, CLOSED, *NOON)
    granted, _ = machine.json("audit", ANNA)
    assert (granted["action"], granted["rule"], granted["role"]) == ("grant", "period_over", "operator")
    assert granted["outcome"] == "Board of examiners"
    assert "Board of examiners (period_over)" in machine.done("audit", ANNA)
    assert machine.run("withdraw", ANNA, CLOSED, "--today", "2018-02-01").returncode == 1


@pytest.mark.parametrize(
    "wrong",
    [
        (MASTERS, "full", "--until", "2018-01-31", "--reason", "please"),
        (MASTERS, "career", "--until", "yesterday", "--reason", "please"),
        (MASTERS, "career", "--until", "2018-01-14", "--reason", "please"),
        (MASTERS, "career", "--until", "2018-01-31", "--reason", " \x1b "),
        ("abc", "career", "--until", "2018-01-31", "--reason", "please"),
    ],
)
def test_what_is_no_exception_is_misuse_and_changes_nothing(machine: Machine, wrong: tuple[str, ...]) -> None:
    ended = machine.run("grant", ANNA, *wrong, *NOON)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr
    assert machine.json("audit", ANNA) == []


def test_all_that_can_be_granted_is_named_in_the_help(machine: Machine) -> None:
    help_ = machine.done("grant", "--help")
    assert all(rule in help_ for rule in GRANTABLE)


def test_a_hold_is_placed_listed_and_lifted(machine: Machine) -> None:
    assert machine.done("hold", "list", ANNA, *NOON) == "No holds.\n"
    assert machine.done("hold", "place", ANNA, "tuition", *NOON) == "Hold placed: tuition fee not paid.\n"
    assert machine.run("hold", "place", ANNA, "tuition", *NOON).returncode == 1
    assert refusing(machine, str(world.EXAM.class_number)) == {"hold"}
    [held] = machine.json("hold", "list", ANNA, *NOON)
    assert (held["code"], held["lifted"]) == ("tuition", None)
    assert held["placed"].startswith("2018-01-15T12:00")
    machine.done("hold", "lift", ANNA, "tuition", *NOON)
    assert machine.run("hold", "lift", ANNA, "tuition", *NOON).stderr.startswith("There is no such hold")
    assert machine.json("hold", "list", ANNA, *NOON) == []
    assert "tuition fee not paid" in machine.done("hold", "list", ANNA, "--all", *NOON)
