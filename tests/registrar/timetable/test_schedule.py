"""The Student Center's first look: this week, the next exam, what closes soon; and a search for what fits."""

from __future__ import annotations

from datetime import timedelta

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.classes import last_moment_before_exam
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from enroltui.registrar.values.searching import Search
from enroltui.terms import AMSTERDAM, Role
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, BRAM, NOW, NewClass, as_role, as_student, at

HER = as_student(ANNA)


def enrol(registrar: Registrar, *keys: ClassKey) -> None:
    outcomes = registrar.enrol(HER, ANNA, keys, str(keys), from_cart=False)
    assert {outcome.change for outcome in outcomes} == {Change.ENROLLED}


def test_the_week_is_from_monday_to_sunday_in_order_of_time(leiden: Registrar) -> None:
    enrol(leiden, world.SEMINAR, world.LECTURE, world.EXAM)
    assert leiden.student_center(HER, ANNA).week == ()
    for day in ("2018-02-05", "2018-02-11"):
        week = leiden.student_center(as_student(ANNA, at(day, 23)), ANNA).week
        assert [appointment.row.key for appointment in week] == [world.LECTURE, world.SEMINAR]
    assert leiden.student_center(as_student(ANNA, at("2018-02-12", 0)), ANNA).week == ()


def test_the_next_exam_is_the_first_that_has_not_begun(leiden: Registrar) -> None:
    enrol(leiden, world.OTHER_OPEN, world.EXAM, world.LECTURE)
    begins = at("2018-01-25", 14)
    next_exam = leiden.student_center(as_student(ANNA, begins - timedelta(seconds=1)), ANNA).next_exam
    assert next_exam
    assert (next_exam.row.key, next_exam.meeting.starts) == (world.EXAM, begins)
    after = leiden.student_center(as_student(ANNA, begins), ANNA).next_exam
    assert after
    assert after.row.key == world.OTHER_OPEN
    assert leiden.student_center(as_student(ANNA, at("2018-06-01")), ANNA).next_exam is None


def test_what_closes_within_two_weeks_is_told_until_one_is_in_it_or_has_done_the_course(
    leiden: Registrar, small: Where
) -> None:
    def closing(now: str, student: str = ANNA) -> list[ClassKey]:
        return [row.key for row in leiden.student_center(as_student(student, at(now)), student).closing_soon]

    exams = [world.RETAKE, world.OTHER_OPEN, world.LAST_SEAT, world.FULL, world.CLOSEDS_RETAKE]
    assert closing("2018-01-15") == [world.EXAM]
    assert closing("2018-01-01") == [world.CLOSED]
    assert closing("2018-02-20") == exams
    assert closing("2018-02-20", BRAM) == []
    enrol(leiden, world.RETAKE)
    arranging.complete(small, ANNA, "4032AI4X6")
    assert closing("2018-02-20") == [world.OTHER_OPEN, world.CLOSEDS_RETAKE]
    assert closing("2018-03-02") == []


def test_history_has_what_staff_did_for_one_too(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM, world.PROJECT)
    leiden.withdraw(as_role(Role.HELPDESK), ANNA, [world.EXAM], "counter")
    leiden.add_to_cart(HER, ANNA, [world.EXAM])
    of_exam = leiden.history(HER, ANNA, world.EXAM)
    assert [(event.actor, event.role, event.outcome) for event in of_exam] == [
        (ANNA, Role.STUDENT, "enrolled"),
        ("helpdesk", Role.HELPDESK, "withdrawn"),
    ]
    assert len(leiden.history(HER, ANNA)) == 3


def test_a_search_for_what_fits_finds_what_the_rules_find_no_clash_in(leiden: Registrar, small: Where) -> None:
    made = [
        ("4031ORIE3", NewClass(ClassKey(world.YEAR, 30001), meets=at("2018-01-25", 15))),
        ("4031ORIE3", NewClass(ClassKey(world.YEAR, 30002), "lecture", meets=at("2018-01-25", 13))),
        ("4031ORIE3", NewClass(ClassKey(world.YEAR, 30003), "lecture", meets=at("2018-01-25", 16))),
        ("4031ORIE3", NewClass(ClassKey(world.YEAR, 30004), "lecture", meets=at("2018-01-25", 12))),
        (world.LOGIC, NewClass(ClassKey(world.YEAR, 30005), "lecture", meets=at("2018-01-25", 14))),
    ]
    for code, new_class in made:
        arranging.add_class(small, code, new_class)
    everything = [row.key for row in leiden.search(HER, ANNA, Search(world.YEAR)).rows]
    assert [row.key for row in leiden.search(HER, ANNA, Search(world.YEAR, fits=True)).rows] == everything
    enrol(leiden, world.EXAM)
    page = leiden.search(HER, ANNA, Search(world.YEAR, fits=True))
    verdicts = {key: leiden.why(as_role(Role.HELPDESK), ANNA, key) for key in everything}
    refused = {
        key
        for key, said in verdicts.items()
        if any(not verdict.ok for verdict in said if verdict.rule == "time_conflict")
    }
    assert {key.class_number for key in refused} == {30001, 30002}
    assert [row.key for row in page.rows] == [key for key in everything if key not in refused]
    assert page.total == len(page.rows)
    assert leiden.search(as_role(Role.HELPDESK), None, Search(world.YEAR, fits=True)).total == len(everything)


def test_times_that_come_out_are_leidens(leiden: Registrar) -> None:
    enrol(leiden, world.EXAM)
    next_exam = leiden.student_center(HER, ANNA).next_exam
    assert next_exam
    for moment in (last_moment_before_exam(NOW.date()), next_exam.meeting.starts):
        assert moment.utcoffset() == moment.astimezone(AMSTERDAM).utcoffset()
