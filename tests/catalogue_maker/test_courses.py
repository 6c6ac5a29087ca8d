"""Courses are Leiden's: titles, credits and levels as in `courses.csv`; what is made up is marked."""

from __future__ import annotations

import sqlite3

from tests.catalogue_maker.reading import CourseLine

LINKS = """
    SELECT programme.slug, course.*, programme_course.study_year, programme_course.study_year_made_up,
           programme_course.session, programme_course.session_made_up
    FROM programme_course
    JOIN programme ON programme.id = programme_course.programme_id
    JOIN course ON course.id = programme_course.course_id
"""


def is_line(link: sqlite3.Row, line: CourseLine) -> bool:
    same_number = link["number_made_up"] if not line.code else link["catalogue_number"] == line.code
    return bool(same_number) and (link["title_en"], link["title_nl"]) == (line.title_en, line.title_nl)


def test_every_line_is_a_course_of_its_programme(shipped: sqlite3.Connection, course_lines: list[CourseLine]) -> None:
    links: dict[str, list[sqlite3.Row]] = {}
    for link in shipped.execute(LINKS):
        links.setdefault(link["slug"], []).append(link)
    for line in course_lines:
        (link,) = [link for link in links[line.programme] if is_line(link, line)]
        assert link["credits"] == line.credits, line
        assert not line.level or link["level"] == int(line.level), line
        assert line.source in link["source"], line
        assert bool(link["study_year_made_up"]) is (line.year == ""), line
        assert bool(link["session_made_up"]) is (line.semester == ""), line
        assert not line.year or link["study_year"] == int(line.year), line
        assert not line.semester or link["session"] == f"S{line.semester}", line


def test_no_course_is_invented(shipped: sqlite3.Connection, course_lines: list[CourseLine]) -> None:
    known = {(line.title_en, line.title_nl, line.credits) for line in course_lines}
    found = shipped.execute("SELECT title_en, title_nl, credits FROM course").fetchall()
    assert {tuple(row) for row in found} == known


def test_only_the_ninth_bachelor_project_is_put_in_a_programme_by_the_build(
    shipped: sqlite3.Connection, course_lines: list[CourseLine]
) -> None:
    lines = {(line.programme, line.code or line.title_en or line.title_nl) for line in course_lines}
    extra = {
        (link["slug"], link["catalogue_number"])
        for link in shipped.execute(LINKS)
        if (link["slug"], link["catalogue_number"]) not in lines
        and (link["slug"], link["title_en"] or link["title_nl"]) not in lines
    }
    assert extra == {("cs-biology-bsc", "4032BSCPR")}


def test_a_made_up_number_is_marked_and_looks_like_one(
    shipped: sqlite3.Connection, course_lines: list[CourseLine]
) -> None:
    codes = {line.code for line in course_lines if line.code}
    made_up = [row[0] for row in shipped.execute("SELECT catalogue_number FROM course WHERE number_made_up")]
    real = [row[0] for row in shipped.execute("SELECT catalogue_number FROM course WHERE NOT number_made_up")]
    assert set(real) == codes
    assert not set(made_up) & codes
    assert len(made_up) == 78
    assert all(len(number) == 9 and number.isalnum() and number.startswith("4") for number in made_up)


def test_a_shared_course_without_a_code_is_one_course(shipped: sqlite3.Connection) -> None:
    of_strategy = LINKS + "WHERE course.title_en = 'Strategy' AND course.number_made_up"
    assert {row["slug"] for row in shipped.execute(of_strategy)} == {"ict-in-business-msc", "sbb"}
    assert len({row["catalogue_number"] for row in shipped.execute(of_strategy)}) == 1


def test_area_organisation_and_language_follow_from_the_course(shipped: sqlite3.Connection) -> None:
    def of(number: str) -> tuple[str, ...]:
        columns = "subject_area, organisation, language, folded"
        row = shipped.execute(f"SELECT {columns} FROM course WHERE catalogue_number = ?", (number,)).fetchone()
        return tuple(row)

    assert of("4031LOGI6") == ("INF", "LIACS", "nl", "4031logi6 logic logica")
    assert of("4303STEVO") == ("STK", "Sterrewacht Leiden", "en", "4303stevo stellar structure and evolution")
    assert of("4082OROND")[3] == "4082orond orientatie op onderwijs"
    assert of("4603SCSFM")[:2] == ("NSC", "FWN")


def test_every_bachelor_has_its_research_project_without_an_exam_day(shipped: sqlite3.Connection) -> None:
    projects = {
        "astronomy-bsc": "4072BOS20",
        "bps-bsc": "4012BONDS",
        "biology-bsc": "4022BST07",
        "computer-science-bsc": "4032BSCPR",
        "cs-biology-bsc": "4032BSCPR",
        "cs-economics-bsc": "4032BAD16",
        "mathematics-bsc": "4082BSD18",
        "mst-bsc": "4052BEIND",
        "physics-bsc": "4062ONBST",
    }
    bachelors = {row[0] for row in shipped.execute("SELECT slug FROM programme WHERE kind = 'bachelor'")}
    assert projects.keys() == bachelors
    for slug, number in projects.items():
        (course,) = shipped.execute(LINKS + "WHERE slug = ? AND catalogue_number = ?", (slug, number)).fetchall()
        classes = shipped.execute(
            "SELECT description, way_in, (SELECT count(*) FROM meeting WHERE class_id = class.id) FROM class"
            " WHERE course_id = ? AND academic_year = '2017-2018'",
            (course["id"],),
        ).fetchall()
        assert classes, number
        assert all(description in ("paper", "presentation", "internship") for description, _, _ in classes), number
        assert all(way_in == "here" and meetings == 0 for _, way_in, meetings in classes), number
