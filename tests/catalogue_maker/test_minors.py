"""Minors and the applications for them: the seed page's codes, and nobody in a minor's classes who is not admitted."""

from __future__ import annotations

import sqlite3
from collections import Counter

SEED_PAGE = {
    "Advanced Life Science and Technology": "4042MALSTN",
    "Biodiversity and Natural Environment": "4000MBDNEN",
    "Data Science": "4000MDASCN",
    "Computational Approaches to Disease, Signaling and Drug Targets": "4000MCOADN",
    "Human Evolution": "4000MHUEVN",
    "Modern Drug Discovery": "4000MMODDN",
    "Molecular Biotechnology": "4000MMBION",
    "Quantitative Biology": "4000MQBION",
    "Science and Research-Based Business": "4000MSRBBN",
    "Sustainable Development": "4000MDONTN",
    "Geo-Resources for the Future": "4000MGEORN",
}
"""The seed page gives no code for the first: this one is of its E-study guide."""
APPLICATIONS = (
    "SELECT student_id, minor_id, slug, state, applied, decided, background, student_number, student.career"
    " FROM minor_application JOIN minor ON minor.id = minor_id JOIN programme ON programme.id = minor.programme_id"
    " JOIN student ON student.id = student_id"
)
FOR_A_MINOR_ONLY = (
    "SELECT course_id, group_concat(programme_id) AS minors FROM programme_course"
    " JOIN programme ON programme.id = programme_id"
    " GROUP BY course_id HAVING min(kind) = 'minor' AND max(kind) = 'minor'"
)


def test_names_codes_and_places(shipped: sqlite3.Connection) -> None:
    rows = shipped.execute(
        "SELECT minor.*, name_en, position FROM minor JOIN programme ON programme.id = programme_id ORDER BY position"
    ).fetchall()
    assert {row["name_en"]: row["code"] for row in rows} == SEED_PAGE
    assert {row["academic_year"] for row in rows} == {"2017-2018"}
    by_code = {row["code"]: row for row in rows}
    assert by_code["4000MGEORN"]["delft_code"] == "TA-MI-192-17"
    assert [row["code"] for row in rows if row["way_in"] == "osiris"] == ["4042MALSTN", "4000MGEORN"]
    assert (by_code["4000MMBION"]["places"], by_code["4000MMBION"]["places_outside"]) == (50, 32)
    assert by_code["4000MDONTN"]["places"] == 90


def test_nobody_is_admitted_beyond_the_places_and_nobody_applies_to_delft_here(shipped: sqlite3.Connection) -> None:
    admitted = Counter(row["minor_id"] for row in shipped.execute(APPLICATIONS) if row["state"] == "admitted")
    for row in shipped.execute("SELECT id, places, way_in FROM minor"):
        assert admitted[row["id"]] <= row["places"]
        assert (row["way_in"] == "here") == bool(admitted[row["id"]])


def test_everybody_applied_in_the_window_for_one_minor(shipped: sqlite3.Connection) -> None:
    rows = shipped.execute(APPLICATIONS).fetchall()
    assert all("2017-04-30 22:00" <= row["applied"] <= "2017-07-31 21:59:59" for row in rows)
    assert all(row["decided"] > row["applied"] for row in rows if row["state"] == "admitted")
    assert all(row["decided"] is None for row in rows if row["state"] == "applied")
    assert {row["career"] for row in rows} == {"bachelor"}
    assert len({row["student_id"] for row in rows}) == len(rows)


def test_only_who_is_admitted_is_in_the_classes_of_a_minor(shipped: sqlite3.Connection) -> None:
    admitted = {
        (row["student_id"], row["slug"]): row["decided"]
        for row in shipped.execute(APPLICATIONS)
        if row["state"] == "admitted"
    }
    slugs = {str(id_): slug for id_, slug in shipped.execute("SELECT id, slug FROM programme")}
    enrolments = shipped.execute(
        "SELECT student_id, coalesce(waiting_since, enrolled) AS asked, minors FROM enrolment"
        f" JOIN class ON class.id = class_id JOIN ({FOR_A_MINOR_ONLY}) USING (course_id)"
    ).fetchall()
    assert len(enrolments) > 500
    for row in enrolments:
        since = [admitted.get((row["student_id"], slugs[id_])) for id_ in row["minors"].split(",")]
        assert any(decided and decided < row["asked"] for decided in since)


def test_demo_students_with_a_minor_and_applications_that_wait(shipped: sqlite3.Connection) -> None:
    rows = shipped.execute(APPLICATIONS).fetchall()
    assert {(row["student_number"], row["slug"], row["state"]) for row in rows if not row["background"]} == {
        ("s9900002", "minor-data-science", "applied"),
        ("s9900005", "minor-modern-drug-discovery", "admitted"),
        ("s9900007", "minor-biodiversity", "admitted"),
        ("s9900009", "minor-quantitative-biology", "admitted"),
    }
    waiting = Counter(row["slug"] for row in rows if row["state"] == "applied")
    assert waiting["minor-data-science"] > 10


def test_every_application_and_decision_has_its_audit_event(shipped: sqlite3.Connection) -> None:
    told = Counter(
        tuple(row)
        for row in shipped.execute(
            "SELECT student_id, action, outcome, at FROM audit_event WHERE action LIKE '%minor%' AND class_id IS NULL"
        )
    )
    happened: Counter[tuple[object, ...]] = Counter()
    for row in shipped.execute(APPLICATIONS):
        happened[row["student_id"], "apply_for_minor", row["slug"], row["applied"]] += 1
        if row["decided"]:
            happened[row["student_id"], "admit_to_minor", row["slug"], row["decided"]] += 1
    assert told == happened
