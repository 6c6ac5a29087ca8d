"""`enroltui ics`, `show --ics` and `show --format`: what a student takes elsewhere."""

from __future__ import annotations

from pathlib import Path

import icalendar

from tests.commands.test_classes import NOON
from tests.process import Machine
from tests.registrar import world


def test_to_a_file_or_to_stdout_and_a_file_is_never_replaced_in_silence(machine: Machine, tmp_path: Path) -> None:
    machine.done("enrol", world.ANNA, str(world.LECTURE.class_number), *NOON)
    printed = machine.done("ics", world.ANNA, *NOON)
    assert summaries(printed) == ["Logic (lecture)"]
    assert machine.done("ics", world.ANNA.upper(), "classes.ics", *NOON) == "Written: classes.ics\n"
    assert summaries((tmp_path / "classes.ics").read_text()) == ["Logic (lecture)"]
    machine.done("withdraw", world.ANNA, str(world.LECTURE.class_number), *NOON)
    assert machine.done("show", world.ANNA, "--ics", "classes.ics", *NOON) == "Replaced: classes.ics\n"
    assert summaries((tmp_path / "classes.ics").read_text()) == ["Withdrawn: Logic (lecture)"]
    dutch = machine.done("ics", world.ANNA, "-", "--lang", "nl", *NOON)
    assert summaries(dutch) == ["Uitgeschreven: Logica (hoorcollege)"]


def summaries(content: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]


def test_what_cannot_be_written_or_is_nobodys_is_told_in_a_sentence(machine: Machine) -> None:
    for file in ("no/such/folder.ics", ".", ""):
        ended = machine.run("ics", world.ANNA, file, *NOON)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "can't be written" in ended.stderr
        assert ended.stderr.startswith(file or ".")
    ended = machine.run("ics", "s9999999", *NOON)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "s9999999" in ended.stderr
    ended = machine.run("show", world.ANNA, "--ics", "-", "--format", "md", *NOON)
    assert (ended.returncode, ended.stdout) == (2, "")


def test_a_proof_of_enrolment_is_dated_in_both_languages_and_says_that_a_demo_proves_nothing(machine: Machine) -> None:
    machine.done("enrol", world.ANNA, str(world.LECTURE.class_number), *NOON)
    text = machine.done("show", world.ANNA, "--format", "txt", *NOON)
    english, dutch = text.split("\n\n\n")
    assert english.startswith("Proof of enrolment\nDate: Monday 15 January 2018\n")
    assert dutch.startswith("Bewijs van inschrijving\nDatum: maandag 15 januari 2018\n")
    assert "In 2017-2018 enrolled in 1 class, 6 EC" in english
    assert "This is a demo: it proves nothing" in english
    for part, title in ((english, "Logic"), (dutch, "Logica")):
        assert f"28116   4031LOGI6         {title} " in part
    assert max(map(len, text.splitlines())) <= 80


def test_a_proof_in_markdown_holds_the_same_and_what_is_waited_for_or_withdrawn_from_is_not_in_it(
    machine: Machine,
) -> None:
    for number in (world.LECTURE.class_number, world.RETAKE.class_number):
        machine.done("enrol", world.ANNA, str(number), *NOON)
    machine.done("withdraw", world.ANNA, str(world.RETAKE.class_number), *NOON)
    dutch, english = machine.done("show", world.ANNA, "--format", "md", "--lang", "nl", *NOON).split("\n---\n\n")
    assert dutch.startswith("# Bewijs van inschrijving\n\n")
    assert english.startswith("# Proof of enrolment\n\n")
    assert "| 28116 | 4031LOGI6 | Logic | lecture | Mon 5 Feb 09:00 | 6 |" in english.splitlines()
    assert "28115" not in english + dutch
