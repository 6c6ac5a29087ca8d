"""The class-number lists are the seed page's: every one, in its order, with its own date."""

from __future__ import annotations

import sqlite3

SEED_PAGE = """
bachelor        astronomy-bsc                   -           exam-schedule
bachelor        bps-bsc-1                       -
bachelor        bps-bsc-2                       -
bachelor        bps-bsc-3                       -
bachelor        biology-bsc                     -           e-guide
bachelor        computer-science-bsc            2017-12-21
bachelor        cs-biology-bsc                  2017-10-17
bachelor        cs-economics-bsc                2017-12-21
bachelor        mathematics-bsc                 2018-01-11
bachelor        mst-bsc                         2017-08-30
bachelor        physics-bsc                     -           exam-schedule
master          astronomy-msc                   -           information-pages astronomy-physics-msc
master          astronomy-physics-msc           -
master          bps-msc                         2018-01-12
master          bps-research-projects           2017-09-20
master          biology-msc                     -           e-guide
master          computer-science-msc            2017-11-21
master          chemistry-lst-msc               2018-01-10
master          ict-in-business-msc             2018-01-09
master          ict-in-business-post-experience -
master          industrial-ecology-msc          2017-09-04 information-pages
master          media-technology-msc            2017-10-31
master          mathematics-msc                 2017-11-27
master          statistical-science-msc         2017-12-10
master          physics-msc                     -           information-pages astronomy-physics-msc
specialisation  scs                             -
specialisation  sbb                             -
minor           minor-alst                      -           osiris
minor           minor-biodiversity              -
minor           minor-data-science              -
minor           minor-computational-approaches  -
minor           minor-human-evolution           -
minor           minor-modern-drug-discovery     -
minor           minor-molecular-biotechnology   -
minor           minor-quantitative-biology      -
minor           minor-sbb                       -
minor           minor-sustainable-development   -
minor           minor-geo-resources             -           osiris
honours         honours-science                 2017-08-28
faculty         faculty-courses                 2017-09-18
"""


def test_lists_dates_and_pointers_are_the_seed_pages(shipped: sqlite3.Connection) -> None:
    expected = [
        (kind, slug, None if day == "-" else day, " ".join(points_to))
        for kind, slug, day, *points_to in (line.split() for line in SEED_PAGE.strip().splitlines())
    ]
    found = shipped.execute("SELECT kind, slug, last_updated, points_to FROM class_list ORDER BY position").fetchall()
    assert [tuple(row) for row in found] == expected


def programmes_of(shipped: sqlite3.Connection, slug: str) -> list[tuple[str, int | None]]:
    rows = shipped.execute(
        "SELECT programme.slug, study_year FROM class_list_programme"
        " JOIN programme ON programme.id = programme_id JOIN class_list ON class_list.id = class_list_id"
        " WHERE class_list.slug = ? ORDER BY programme.position",
        (slug,),
    )
    return [tuple(row) for row in rows]


def test_shared_and_split_lists(shipped: sqlite3.Connection) -> None:
    assert programmes_of(shipped, "chemistry-lst-msc") == [("chemistry-msc", None), ("lst-msc", None)]
    assert programmes_of(shipped, "astronomy-physics-msc") == [("astronomy-msc", None), ("physics-msc", None)]
    for year in (1, 2, 3):
        assert programmes_of(shipped, f"bps-bsc-{year}") == [("bps-bsc", year)]


def test_every_programme_is_in_a_list(shipped: sqlite3.Connection) -> None:
    programmes = {row[0] for row in shipped.execute("SELECT id FROM programme")}
    listed = {row[0] for row in shipped.execute("SELECT programme_id FROM class_list_programme")}
    assert len(programmes) == 38
    assert listed == programmes


def test_a_list_without_a_class_says_why_in_both_languages(shipped: sqlite3.Connection) -> None:
    empty = shipped.execute(
        "SELECT slug, notes_en, notes_nl FROM class_list WHERE NOT EXISTS ("
        " SELECT 1 FROM class_list_programme AS link"
        " JOIN programme_course USING (programme_id) JOIN class USING (course_id)"
        " WHERE link.class_list_id = class_list.id AND academic_year = '2017-2018'"
        " AND (link.study_year IS NULL OR link.study_year = programme_course.study_year))"
    ).fetchall()
    assert {row["slug"] for row in empty} == {"minor-alst", "minor-data-science", "minor-geo-resources"}
    assert all(row["notes_en"] and row["notes_nl"] for row in empty)
