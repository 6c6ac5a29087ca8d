"""`enroltui enrol` and `enroltui withdraw`: done, or refused with the reason, and kept."""

import json

from enroltui.registrar.values.classes import ClassKey
from tests.commands.test_classes import NOON
from tests.process import Machine
from tests.registrar import world

REFUSALS = {
    world.UNKNOWN: "unknown_number",
    ClassKey(world.YEAR, world.LAST_YEARS.class_number): "other_year",
    world.FULL: "full",
    world.NOT_OPEN: "not_open_yet",
    world.CLOSED: "period_over",
    world.OFFICE: "through_office",
    world.OSIRIS: "through_osiris",
    world.MASTERS: "career",
}


def enrolled(machine: Machine) -> dict[int, str]:
    shown = machine.json("show", world.ANNA, *NOON)
    assert shown["student_number"] == world.ANNA
    for enrolment in shown["enrolments"]:
        assert set(enrolment) == {"class_number", "academic_year", "state", "position"}
    return {enrolment["class_number"]: enrolment["state"] for enrolment in shown["enrolments"]}


def test_an_enrolment_is_kept_and_can_be_withdrawn(machine: Machine) -> None:
    number = str(world.EXAM.class_number)
    said = machine.done("enrol", world.ANNA, number, *NOON)
    added = "28114 Logic, exam: This class has been added to your schedule."
    assert said == f"{added} Next: 28115, the retake on Tue 20 Mar 14:00.\n"
    assert enrolled(machine) == {world.EXAM.class_number: "enrolled"}
    assert "28114   Logic" in machine.done("show", world.ANNA, *NOON)
    again = machine.run("enrol", world.ANNA, number, *NOON)
    assert (again.returncode, again.stdout) == (1, "")
    assert "Already enrolled in this class." in again.stderr
    machine.done("withdraw", world.ANNA.upper(), number, *NOON)
    assert enrolled(machine) == {}
    assert "withdrawn" in machine.done("show", world.ANNA, "--all", *NOON)


def test_every_refusal_has_its_rule_and_its_sentence_and_one_refused_class_stops_no_other(machine: Machine) -> None:
    numbers = [str(key.class_number) for key in (*REFUSALS, world.EXAM)]
    ended = machine.run("enrol", world.ANNA, *numbers, "--json", *NOON)
    assert ended.returncode == 1
    results = json.loads(ended.stdout)["results"]
    for result in results:
        assert set(result) == {"class_number", "outcome", "rule", "sentence"}
    rules = {result["class_number"]: result["rule"] for result in results if result["outcome"] == "refused"}
    assert rules == {key.class_number: rule for key, rule in REFUSALS.items()}
    reasons = ended.stderr.splitlines()
    assert len(reasons) == len(REFUSALS)
    for result, reason in zip(results, reasons, strict=False):
        assert reason.startswith(str(result["class_number"]))
        assert result["sentence"] in reason
    assert enrolled(machine) == {world.EXAM.class_number: "enrolled"}


def test_a_closed_exam_names_its_open_retake(machine: Machine) -> None:
    ended = machine.run("enrol", world.ANNA, str(world.CLOSED.class_number), *NOON)
    assert f"Next: {world.CLOSEDS_RETAKE.class_number}, the retake on" in ended.stderr


def test_a_class_of_another_year_is_named_with_its_year(machine: Machine) -> None:
    year, number = world.LAST_YEARS
    ended = machine.run("enrol", world.ANNA, f"{year}/{number}", *NOON, "--json")
    (result,) = json.loads(ended.stdout)["results"]
    assert result["rule"] == "period_over"
    machine.done("enrol", world.ANNA, f"{year}/{number}", "--today", "2017-01-10")


def test_the_operator_stands_in_the_audit_trail(machine: Machine) -> None:
    machine.done("enrol", world.ANNA, str(world.EXAM.class_number), *NOON)
    machine.run("enrol", world.ANNA, str(world.FULL.class_number), *NOON)
    done, tried = machine.json("audit", world.ANNA)
    assert (done["role"], done["via"], done["action"], done["outcome"]) == ("operator", "command", "enrol", "enrolled")
    assert done["actor"]
    assert done["visit_at"].startswith("2018-01-15T12:00")
    assert (tried["outcome"], tried["rule"]) == ("refused", "full")
    assert machine.json("audit", "--class", str(world.FULL.class_number), *NOON) == [tried]
    assert "enrol, refused (full)" in machine.done("audit", world.ANNA)


def test_what_is_no_class_number_is_misuse_and_changes_nothing(machine: Machine) -> None:
    for typed in ("abc", "", " ", "1234567", "２８１１４", "😀", "-", "28114;", "[bold]", "17/28114"):
        ended = machine.run("enrol", *NOON, "--", world.ANNA, str(world.EXAM.class_number), typed)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert len(ended.stderr.splitlines()) == 1
    assert enrolled(machine) == {}


def test_an_unknown_student_is_refused(machine: Machine) -> None:
    for command in (["show", "s0000000"], ["enrol", "s0000000", "28114"], ["withdraw", "\x1b[31m", "28114"]):
        ended = machine.run(*command, *NOON)
        assert (ended.returncode, ended.stdout) == (1, "")
        assert ended.stderr.startswith("No student has the number")
        assert "\x1b" not in ended.stderr
