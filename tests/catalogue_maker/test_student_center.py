"""What rules and Student Center know besides enrolments: requirements, and what demo students find there."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.student_center import MessageContent
from enroltui.terms import AMSTERDAM, HoldCode, MessageKind, Role, Via

SHOWN = datetime(2018, 1, 15, 12, tzinfo=AMSTERDAM)
THEIR_COURSES = "SELECT student_id, course_id, state FROM enrolment JOIN class ON class.id = class_id"


def as_student(number: str) -> Caller:
    return Caller(number, Role.STUDENT, Via.SCREEN, SHOWN)


def test_some_courses_require_another(shipped: sqlite3.Connection) -> None:
    required = {
        tuple(row)
        for row in shipped.execute(
            "SELECT later.catalogue_number, earlier.catalogue_number FROM requirement"
            " JOIN course AS later ON later.id = course_id JOIN course AS earlier ON earlier.id = required_course_id"
        )
    }
    assert 10 <= len(required) <= 30
    assert ("4032DATAS", "4031PRGR6") in required


def test_nobody_is_in_a_course_without_what_it_requires(shipped: sqlite3.Connection) -> None:
    lacking = shipped.execute(
        f"WITH theirs AS ({THEIR_COURSES} WHERE state <> 'withdrawn')"
        " SELECT theirs.student_id, theirs.course_id FROM theirs JOIN requirement USING (course_id)"
        " WHERE NOT EXISTS (SELECT 1 FROM completed AS done WHERE done.student_id = theirs.student_id"
        " AND done.course_id = required_course_id)"
        " AND NOT EXISTS (SELECT 1 FROM theirs AS other WHERE other.student_id = theirs.student_id"
        " AND other.course_id = required_course_id AND other.state = 'enrolled')"
    ).fetchall()
    assert lacking == []


def test_nobody_takes_a_course_that_is_done(shipped: sqlite3.Connection) -> None:
    twice = shipped.execute(
        f"SELECT student_id, course_id FROM completed JOIN ({THEIR_COURSES} WHERE state <> 'withdrawn')"
        " USING (student_id, course_id)"
    ).fetchall()
    assert twice == []
    assert shipped.execute("SELECT max(completed) FROM completed").fetchone()[0] < "2017-09-01"


def test_what_demo_students_are_told(registrar: Registrar) -> None:
    def unread(number: str) -> list[tuple[MessageKind, MessageContent]]:
        found = registrar.student_center(as_student(number), number).messages
        return [(message.kind, message.told) for message in found]

    assert unread("s9900001") == []
    assert unread("s9900005") == [(MessageKind.PROMOTED, MessageContent(ClassKey("2017-2018", 29811)))]
    assert unread("s9900006") == [(MessageKind.HOLD_PLACED, MessageContent(hold=HoldCode.TUITION))]
    until = datetime(2018, 2, 28, 23, 59, 59, tzinfo=AMSTERDAM)
    granted = MessageContent(ClassKey("2017-2018", 19460), rule="career", until=until)
    assert unread("s9900009") == [(MessageKind.GRANTED, granted)]


def test_one_seat_alert_and_one_plan(registrar: Registrar) -> None:
    [alert] = registrar.seat_alerts(as_student("s9900011"), "s9900011")
    assert alert.key.class_number == 32672
    assert alert.waiting_capacity == 0
    assert alert.free == 0
    [plan] = registrar.plans(as_student("s9900008"), "s9900008")
    assert plan.name == "Spring"
    assert len(plan.rows) == 3


def test_what_staff_and_students_did_is_in_the_audit_trail(shipped: sqlite3.Connection) -> None:
    events = shipped.execute(
        "SELECT student_number, action, outcome, rule FROM audit_event JOIN student ON student.id = student_id"
        " WHERE action NOT IN ('enrol', 'withdraw') AND action NOT LIKE '%minor' ORDER BY at"
    ).fetchall()
    assert [tuple(event) for event in events] == [
        ("s9900009", "grant", "Bachelor done but for the project; the coordinator of the master agrees", "career"),
        ("s9900006", "hold_placed", "tuition", None),
        ("s9900011", "seat_alert", "set", None),
    ]
