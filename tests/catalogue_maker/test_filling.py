"""How full classes are: by rows alone, in the order of asking, and with each state that a student may meet."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import datetime
from itertools import pairwise

import pytest

from enroltui.registrar.rules.classes import ClassFacts, status
from enroltui.terms import AMSTERDAM, Career, Status, WayIn
from tests.catalogue_maker.reading import moment

SHOWN = datetime(2018, 1, 15, 9, tzinfo=AMSTERDAM)
COUNTED = """
    SELECT class.*, course.catalogue_number,
           sum(state = 'enrolled') AS enrolled, sum(state = 'waiting') AS waiting
    FROM class JOIN course ON course.id = course_id LEFT JOIN enrolment ON class_id = class.id
    GROUP BY class.id
"""


@pytest.fixture(scope="module")
def classes(shipped: sqlite3.Connection) -> list[sqlite3.Row]:
    return shipped.execute(COUNTED).fetchall()


def shown_status(row: sqlite3.Row) -> Status:
    facts = ClassFacts(
        class_number=row["class_number"],
        academic_year=row["academic_year"],
        career=Career(row["career"]),
        capacity=row["capacity"],
        waiting_capacity=row["waiting_capacity"],
        enrolled=row["enrolled"] or 0,
        waiting=row["waiting"] or 0,
        enrol_from_bachelor=moment(row["enrol_from_bachelor"]),
        enrol_from_master=moment(row["enrol_from_master"]),
        enrol_until=moment(row["enrol_until"]),
        way_in=WayIn(row["way_in"]),
        exam=None,
    )
    return status(facts, SHOWN, None)


def test_sizes_run_from_8_to_400(classes: list[sqlite3.Row]) -> None:
    assert min(row["capacity"] for row in classes) == 8
    assert max(row["capacity"] for row in classes) == 400


def test_no_class_is_over_its_size_and_nobody_waits_for_a_free_place(classes: list[sqlite3.Row]) -> None:
    for row in classes:
        assert (row["enrolled"] or 0) <= row["capacity"]
        assert (row["waiting"] or 0) <= row["waiting_capacity"]
        assert not row["waiting"] or row["enrolled"] == row["capacity"]


def test_every_status_can_be_met_on_the_shown_day(classes: list[sqlite3.Row]) -> None:
    found = Counter(shown_status(row) for row in classes if row["academic_year"] == "2017-2018")
    assert found.keys() == set(Status)
    assert min(found.values()) >= 10, found
    assert found[Status.OPEN] > len(classes) / 2
    assert {row["way_in"] for row in classes} == {"here", "office", "osiris"}


@pytest.mark.parametrize(
    ("number", "description", "expected"),
    [
        ("4031LOGI6", "exam", Status.OPEN),
        ("4031LOGI6", "lecture", Status.CLOSED),
        ("4031PRGR6", "exam", Status.CLOSED),
        ("4031FINF1", "exam", Status.WAITING_LIST),
        ("4031DIGT6", "exam", Status.NEARLY_FULL),
        ("4032SFTE6", "exam", Status.FULL),
        ("4032FINF3", "exam", Status.FULL),
        ("4032CMPA6", "exam", Status.NOT_OPEN),
        ("4032SSEM2", "seminar", Status.ELSEWHERE),
        ("4052DLEO3", "exam", Status.ELSEWHERE),
    ],
)
def test_special_cases(classes: list[sqlite3.Row], number: str, description: str, expected: Status) -> None:
    (row,) = [
        row
        for row in classes
        if (row["catalogue_number"], row["description"], row["academic_year"]) == (number, description, "2017-2018")
    ]
    assert shown_status(row) is expected


def test_enrolments_are_made_within_the_period_and_before_the_shown_day(shipped: sqlite3.Connection) -> None:
    outside = shipped.execute(
        "SELECT count(*) FROM enrolment JOIN class ON class.id = class_id JOIN student ON student.id = student_id"
        " WHERE coalesce(waiting_since, enrolled)"
        "    < iif(student.career = 'master', enrol_from_master, enrol_from_bachelor)"
        " OR max(coalesce(enrolled, ''), coalesce(waiting_since, ''), coalesce(withdrawn, ''))"
        "    > min(enrol_until, '2018-01-15 08:00:00.000000')"
    ).fetchone()[0]
    assert outside == 0


def test_who_asked_first_was_served_first(shipped: sqlite3.Connection) -> None:
    """Everyone enrolled asked before everyone still waiting in the same class."""
    asked = "coalesce(waiting_since, enrolled)"
    wrong = shipped.execute(
        f"SELECT class_id FROM enrolment GROUP BY class_id HAVING max(iif(state = 'enrolled', {asked}, NULL))"
        f" > min(iif(state = 'waiting', {asked}, NULL))"
    ).fetchall()
    assert wrong == []
    promoted = "SELECT count(*) FROM enrolment WHERE enrolled > waiting_since"
    assert shipped.execute(promoted).fetchone()[0] > 10


def test_a_class_was_at_no_time_over_its_size(shipped: sqlite3.Connection) -> None:
    capacity = dict(shipped.execute("SELECT id, capacity FROM class").fetchall())
    changes: dict[int, list[tuple[str, int]]] = {}
    for class_id, enrolled, withdrawn in shipped.execute(
        "SELECT class_id, enrolled, withdrawn FROM enrolment WHERE enrolled IS NOT NULL"
    ):
        changes.setdefault(class_id, []).append((enrolled, 1))
        if withdrawn:
            changes[class_id].append((withdrawn, -1))
    for class_id, of_class in changes.items():
        taken = 0
        for _, change in sorted(of_class):
            taken += change
            assert taken <= capacity[class_id]


def test_no_student_is_in_two_exams_at_once(shipped: sqlite3.Connection) -> None:
    rows = shipped.execute(
        "SELECT student_id, starts, ends FROM enrolment JOIN meeting USING (class_id)"
        " WHERE kind = 'exam' AND state <> 'withdrawn' ORDER BY student_id, starts"
    ).fetchall()
    for earlier, later in pairwise(rows):
        if earlier["student_id"] == later["student_id"]:
            assert earlier["ends"] <= later["starts"]


def test_every_change_has_its_audit_event_in_order_of_time(shipped: sqlite3.Connection) -> None:
    events = shipped.execute("SELECT * FROM audit_event ORDER BY id").fetchall()
    assert {(event["actor"], event["role"], event["via"]) for event in events} == {("build", "operator", "build")}
    assert all(event["at"] == event["visit_at"] for event in events)
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    told = Counter(
        (event["student_id"], event["class_id"], event["outcome"], event["at"])
        for event in events
        if event["action"] in ("enrol", "withdraw")
    )
    happened: Counter[tuple[int, int, str, str]] = Counter()
    for row in shipped.execute("SELECT * FROM enrolment"):
        for column, outcome in (("waiting_since", "waiting"), ("enrolled", "enrolled"), ("withdrawn", "withdrawn")):
            if row[column]:
                happened[row["student_id"], row["class_id"], outcome, row[column]] += 1
    assert told == happened
