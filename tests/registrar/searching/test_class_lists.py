"""Where class numbers are looked up: lists by programme, compositions, and numbers as they are typed or pasted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from enroltui.language import CODES, Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import AlreadyEnrolled, PeriodOver, ThroughOffice
from enroltui.registrar.rules.reasons import InCart, NotANumber, OtherYear, UnknownNumber
from enroltui.registrar.values.classes import ClassKey
from enroltui.terms import Role
from enroltui.widgets.list_order import ListOrder, in_order
from tests.registrar import world
from tests.registrar.world import ANNA, YEAR, as_role, as_student

HER = as_student(ANNA)
LOGICS = [world.EXAM, world.RETAKE, world.LECTURE, world.SEMINAR]


def numbers(registrar: Registrar, slug: str) -> list[ClassKey | None]:
    rows = registrar.class_list(HER, ANNA, slug, YEAR)
    return [row.class_row.key if row.class_row else None for row in rows]


def test_headings_tell_how_many_classes_a_list_holds(leiden: Registrar) -> None:
    first, all_years = leiden.class_lists(YEAR)
    assert (first.slug, first.programmes, first.study_year, first.classes) == (
        "first-year",
        ("computer-science-bsc",),
        1,
        5,
    )
    assert first.last_updated == world.at("2017-12-01").date()
    assert (all_years.study_year, all_years.last_updated, all_years.classes) == (None, None, 15)
    assert [class_list.classes for class_list in leiden.class_lists("2016-2017")] == [1, 1]


def test_a_list_is_sorted_by_title_then_number(leiden: Registrar) -> None:
    rows = leiden.class_list(HER, ANNA, "all-years", YEAR)
    titles = [row.course.title_en or row.course.title_nl for row in rows]
    assert titles == sorted(titles, key=str.casefold)
    assert len(rows) == 16
    logic = [row.class_row.key for row in rows if row.class_row and row.course.catalogue_number == world.LOGIC]
    assert logic == LOGICS


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("slug", ["mathematics-bsc", "astronomy-physics", "no such list"])
def test_a_long_list_starts_with_its_first_lines(registrar: Registrar, slug: str, language: Code) -> None:
    whole = registrar.class_list(HER, None, slug, YEAR)
    start = registrar.class_list_start(HER, None, slug, YEAR, language)
    shown = in_order(whole, ListOrder.COURSE, Language(language))
    assert list(start.rows) == shown[: len(start.rows)]
    assert (start.total, len(start.rows) >= min(50, len(whole))) == (len(whole), True)


def test_a_list_of_one_year_of_study(leiden: Registrar) -> None:
    assert numbers(leiden, "first-year") == [*LOGICS, world.OTHER_OPEN]


def test_a_course_without_numbers_yet_has_a_line(leiden: Registrar) -> None:
    (row,) = [row for row in leiden.class_list(HER, ANNA, "all-years", YEAR) if row.class_row is None]
    assert row.course.catalogue_number == "4031NONE3"
    assert (row.study_year, row.session) == (2, "S1")


def test_a_programme_is_a_list_too(leiden: Registrar) -> None:
    assert numbers(leiden, "astronomy-bsc") == LOGICS
    assert numbers(leiden, "no such list") == []


def test_a_composition_has_each_part_with_why_it_cannot_be_ticked(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.LECTURE])
    leiden.enrol(HER, ANNA, [world.SEMINAR], "request", from_cart=False)
    tomorrow = as_student(ANNA, world.NOW + timedelta(days=1))
    composition = leiden.composition(tomorrow, ANNA, YEAR, world.LOGIC)
    assert composition
    reasons = {part.row.key: part.reason for part in composition.parts}
    assert list(reasons) == LOGICS
    assert isinstance(reasons[world.EXAM], PeriodOver)
    assert reasons[world.RETAKE] is None
    assert reasons[world.LECTURE] == InCart(28116)
    assert reasons[world.SEMINAR] == AlreadyEnrolled(28117, waiting=False)


def test_compositions_of_other_courses(leiden: Registrar) -> None:
    nothing = leiden.composition(HER, ANNA, YEAR, "4031NONE3")
    assert nothing
    assert nothing.parts == ()
    assert leiden.composition(HER, ANNA, YEAR, "no such course") is None
    seen_by_staff = leiden.composition(as_role(Role.HELPDESK), None, YEAR, world.LOGIC)
    assert seen_by_staff
    assert [part.reason for part in seen_by_staff.parts] == [None] * 4


def test_what_is_no_class_number(leiden: Registrar, subtests: pytest.Subtests) -> None:
    for typed in [
        "",
        " ",
        "2811",
        "281145",
        "28l14",
        "-2811",
        "+2811",
        "2.811",
        "٢٨١١٤",
        "28114️⃣",
        "[bold]",
        "\x1b[2J",
        "9" * 500,
    ]:
        with subtests.test(typed=ascii(typed[:40])):
            (found,) = leiden.find(HER, ANNA, YEAR, [typed])
            assert (found.typed, found.row, found.reason) == (typed, None, NotANumber(typed))


def test_typed_numbers_are_found_in_their_order(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.RETAKE])
    typed = ["28115", " 28114\r\n", "99999", "27001", "28127", "28122", "28114"]
    found = leiden.find(HER, ANNA, YEAR, typed)
    assert [entry.typed for entry in found] == typed
    assert [(entry.row.key if entry.row else None, entry.reason) for entry in found] == [
        (world.RETAKE, InCart(28115)),
        (world.EXAM, None),
        (None, UnknownNumber("99999")),
        (None, OtherYear(27001, "2016-2017", YEAR)),
        (world.OFFICE, ThroughOffice(28127)),
        (world.FULL, None),
        (world.EXAM, None),
    ]


def test_a_class_row_by_its_key(leiden: Registrar) -> None:
    row = leiden.class_row(HER, ANNA, world.EXAM)
    assert row
    assert row.meetings[0].starts == world.at("2018-01-25", 14)
    assert row.enrol_from == world.at("2017-12-15", 13)
    assert leiden.class_row(HER, ANNA, world.UNKNOWN) is None
    assert leiden.class_row(HER, ANNA, ClassKey("", -1)) is None
