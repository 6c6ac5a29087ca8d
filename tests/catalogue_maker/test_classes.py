"""Which classes there are: enough of each kind, with numbers as uSis has them."""

from __future__ import annotations

import sqlite3
from collections import Counter

THIS_YEAR = "FROM class JOIN course ON course.id = course_id WHERE academic_year = '2017-2018'"
WITHOUT_CLASSES = {"minor-alst", "minor-data-science", "minor-geo-resources"}


def test_at_least_1600_classes_of_at_least_700_courses(shipped: sqlite3.Connection) -> None:
    classes, courses = shipped.execute(f"SELECT count(*), count(DISTINCT course_id) {THIS_YEAR}").fetchone()
    assert classes >= 1600
    assert courses >= 700


def test_35_programmes_have_classes(shipped: sqlite3.Connection) -> None:
    with_classes = {
        row[0]
        for row in shipped.execute(
            "SELECT DISTINCT slug FROM class JOIN programme_course USING (course_id)"
            " JOIN programme ON programme.id = programme_id WHERE academic_year = '2017-2018'"
        )
    }
    every = {row[0] for row in shipped.execute("SELECT slug FROM programme")}
    assert every - with_classes == WITHOUT_CLASSES


def test_the_numbers_of_about_one_course_in_twenty_are_not_yet_defined(shipped: sqlite3.Connection) -> None:
    without = shipped.execute(
        "SELECT count(*) FROM course WHERE id NOT IN (SELECT course_id FROM class WHERE academic_year = '2017-2018')"
    ).fetchone()[0]
    every = shipped.execute("SELECT count(*) FROM course").fetchone()[0]
    assert 0.03 < without / every < 0.07


def test_every_component_occurs_at_least_twenty_times(shipped: sqlite3.Connection) -> None:
    counted = Counter(row[0] for row in shipped.execute(f"SELECT component {THIS_YEAR}"))
    assert len(counted) == 9
    assert min(counted.values()) >= 20, counted


def test_a_retake_is_an_exam_and_has_one(shipped: sqlite3.Connection) -> None:
    odd = shipped.execute(
        "SELECT description, component FROM class"
        " WHERE component <> CASE description WHEN 'retake' THEN 'exam' ELSE description END"
    ).fetchall()
    assert odd == []
    exams = {
        tuple(row) for row in shipped.execute("SELECT course_id, academic_year FROM class WHERE description='exam'")
    }
    retakes = {
        tuple(row) for row in shipped.execute("SELECT course_id, academic_year FROM class WHERE description='retake'")
    }
    assert retakes == exams


def test_exams_are_compulsory_and_what_is_beside_them_is_not(shipped: sqlite3.Connection) -> None:
    def compulsory(number: str) -> dict[str, int]:
        return dict(
            shipped.execute(
                f"SELECT description, compulsory {THIS_YEAR} AND catalogue_number = ?", (number,)
            ).fetchall()
        )

    assert compulsory("4031LOGI6") == {"exam": 1, "retake": 0, "lecture": 0, "seminar": 0}
    assert compulsory("4031STDV6") == {"seminar": 1}


def test_a_number_is_used_in_one_year_only(shipped: sqlite3.Connection) -> None:
    numbers = [row[0] for row in shipped.execute("SELECT class_number FROM class")]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) >= 10_000
    assert max(numbers) <= 39_999


def test_the_faculty_courses_of_the_seed_page_were_there_the_year_before(shipped: sqlite3.Connection) -> None:
    titles = {
        row[0]
        for row in shipped.execute(
            "SELECT coalesce(nullif(title_en, ''), title_nl) FROM class JOIN course ON course.id = course_id"
            " WHERE academic_year = '2016-2017'"
        )
    }
    assert titles == {
        "Complex Networks",
        "Keerpunten in de geschiedenis van de natuurwetenschappen",
        "On being a scientist",
        "Science and the Public",
        "Science Methodology",
    }


def test_whose_class_it_is(shipped: sqlite3.Connection) -> None:
    def careers(where: str) -> set[str]:
        return {row[0] for row in shipped.execute(f"SELECT career {THIS_YEAR} AND {where}")}

    assert careers("title_en IN ('Complex Networks', 'On being a scientist')") == {"bachelor"}
    assert careers("title_nl = 'Keerpunten in de geschiedenis van de natuurwetenschappen'") == {"bachelor"}
    assert careers("title_en IN ('Science and the Public', 'Science Methodology')") == {"master"}
    assert careers("catalogue_number = '4031LOGI6'") == {"bachelor"}
    assert careers("catalogue_number = '4303STEVO'") == {"master"}


def test_logic(shipped: sqlite3.Connection) -> None:
    rows = shipped.execute(f"SELECT description {THIS_YEAR} AND catalogue_number = '4031LOGI6'").fetchall()
    assert [row[0] for row in rows] == ["exam", "retake", "lecture", "seminar"]
