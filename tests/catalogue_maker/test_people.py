"""The people: a dozen demo students and the staff who can log in, and the others who can't."""

from __future__ import annotations

import re
import sqlite3

import pytest

from enroltui.registrar.people.passwords import is_password


def test_demo_students(shipped: sqlite3.Connection) -> None:
    students = shipped.execute(
        "SELECT student.*, programme.slug, programme.kind, programme.career AS its_career FROM student"
        " JOIN programme ON programme.id = programme_id WHERE NOT background"
    ).fetchall()
    assert len(students) == 12
    assert all(re.fullmatch(r"s99\d{5}", student["student_number"]) for student in students)
    assert all(student["email"] == f"{student['student_number']}@student.example" for student in students)
    assert all(student["career"] == student["its_career"] == student["kind"] for student in students)
    assert all(student["demo_password"] for student in students)
    by_number = {student["student_number"]: student["slug"] for student in students}
    assert by_number["s9900001"] == "computer-science-bsc"
    assert {"astronomy-msc", "physics-bsc", "media-technology-msc", "bps-bsc"} < set(by_number.values())


def test_every_shown_password_logs_in(shipped: sqlite3.Connection) -> None:
    accounts = shipped.execute(
        "SELECT demo_password, password_hash FROM student WHERE demo_password IS NOT NULL"
        " UNION ALL SELECT demo_password, password_hash FROM staff"
    ).fetchall()
    assert len(accounts) == 15
    for password, password_hash in accounts:
        assert password_hash.startswith("$argon2id$v=19$")
        assert is_password(password, password_hash)
    assert len({row["password_hash"] for row in accounts}) == 15


def test_staff(shipped: sqlite3.Connection) -> None:
    staff = dict(shipped.execute("SELECT login, role FROM staff").fetchall())
    assert staff == {"helpdesk": "helpdesk", "coordinator": "coordinator", "office": "office"}
    courses = shipped.execute(
        "SELECT catalogue_number FROM coordinator_course JOIN course ON course.id = course_id ORDER BY 1"
    ).fetchall()
    assert [row[0] for row in courses] == ["4031ALGO6", "4031DABA6", "4031LOGI6"]


def test_background_students_are_plainly_made_up_and_cannot_log_in(shipped: sqlite3.Connection) -> None:
    students = shipped.execute("SELECT * FROM student WHERE background").fetchall()
    assert 2300 <= len(students) <= 2700
    assert all(re.fullmatch(r"s98\d{5}", student["student_number"]) for student in students)
    assert all(re.fullmatch(r"Student \d{4}", student["name"]) for student in students)
    assert all(student["email"].endswith("@student.example") for student in students)
    assert all(student["password_hash"] is None and student["demo_password"] is None for student in students)


@pytest.mark.parametrize("state", ["enrolled", "waiting", "withdrawn"])
def test_some_demo_student_has_an_enrolment_in_each_state(shipped: sqlite3.Connection, state: str) -> None:
    found = shipped.execute(
        "SELECT count(*) FROM enrolment JOIN student ON student.id = student_id WHERE NOT background AND state = ?",
        (state,),
    ).fetchone()
    assert found[0] >= 1


def test_one_demo_student_has_nothing_and_one_has_ten_classes(shipped: sqlite3.Connection) -> None:
    counts = dict(
        shipped.execute(
            "SELECT student_number, sum(state = 'enrolled') FROM student LEFT JOIN enrolment ON student.id = student_id"
            " WHERE NOT background GROUP BY student.id"
        ).fetchall()
    )
    assert None in counts.values()
    assert counts["s9900002"] == 10


def test_logic_is_left_for_the_first_demo_student_to_enrol_in(shipped: sqlite3.Connection) -> None:
    enrolled = shipped.execute(
        "SELECT description FROM enrolment JOIN class ON class.id = class_id JOIN course ON course.id = course_id"
        " JOIN student ON student.id = student_id"
        " WHERE student_number = 's9900001' AND catalogue_number = '4031LOGI6' ORDER BY class.id"
    ).fetchall()
    assert [row[0] for row in enrolled] == ["lecture", "seminar"]
