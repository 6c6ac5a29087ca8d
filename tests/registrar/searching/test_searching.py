"""Class search: what is typed finds what is meant, whatever signs are in it; open only as the rules say."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import text

from enroltui.database.engines import open_engine
from enroltui.database.transactions import writing
from enroltui.errors import UnfitInput
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.searching import Compare, Order, Search
from enroltui.terms import Career, Description, Role, Status
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.world import ANNA, BRAM, YEAR, as_role, as_student

HER = as_student(ANNA)
CALCULUS, X_RAYS, ORIENTATION, PRESENTING = "4032CALC5", "4032AI4X6", "4031ORIE3", "4343PRES6"


def courses(registrar: Registrar, words: str) -> set[str]:
    page = registrar.search(HER, ANNA, Search(YEAR, words))
    assert page.total == len(page.rows)
    return {row.course.catalogue_number for row in page.rows}


def keys(registrar: Registrar, asked: Search) -> list[ClassKey]:
    return [row.key for row in registrar.search(HER, ANNA, asked).rows]


def test_words(leiden: Registrar, subtests: pytest.Subtests) -> None:
    cases: list[tuple[str, set[str]]] = [
        ("logic", {world.LOGIC}),
        ("LOGICA", {world.LOGIC}),
        ("ogic", {world.LOGIC}),
        ("orientatie", {ORIENTATION}),
        ("Oriëntatie", {ORIENTATION}),
        ("oriëntatie", {ORIENTATION}),
        ("betawetenschappen orientatie", {ORIENTATION}),
        ("orientatie logic", set()),
        ("4031LOGI6", {world.LOGIC}),
        ("4031logi6y", {world.LOGIC}),
        ("4031LOGI6T", {world.LOGIC}),
        ("4031LOGI6N", set()),
        ("28114", {world.LOGIC}),
        ("28114 logic", {world.LOGIC}),
        ("28114 calculus", set()),
        ("27001", set()),
        ("ai", {X_RAYS}),
        ("AI x", {X_RAYS}),
        ("a", {X_RAYS, CALCULUS, "4042MALST"}),
        ("og", set()),
        ("ra", {X_RAYS}),
        ('"results"', {PRESENTING}),
        ('"', {PRESENTING}),
        ("[bold]", {PRESENTING}),
        ("[b", {PRESENTING}),
        ("100%", {CALCULUS}),
        ("%", {CALCULUS}),
        ("_", {CALCULUS}),
        ("e_1", {CALCULUS}),
        ("l%c", set()),
        ("lo_ic", set()),
        ("logic OR calculus", set()),
        ("logic*", set()),
        ("folded:logic", set()),
        ("NEAR(logic)", set()),
        ("-", {X_RAYS}),
        ("😀", set()),
        ("😀😀😀", set()),
        ("逻辑课程", set()),
        ("\x1b[31mlogic", set()),
        ("logic\n\t", {world.LOGIC}),
        ("x" * 10_000, set()),
        ("logic " * 2_000, {world.LOGIC}),
        (" ".join(map(str, range(3_000))), set()),
        ("'; DROP TABLE course; --", set()),
    ]
    for words, found in cases:
        with subtests.test(words=ascii(words[:40])):
            assert courses(leiden, words) == found


def test_a_course_that_is_renamed_is_found_by_its_new_name_only(leiden: Registrar, small: Where) -> None:
    engine = open_engine(small)
    with writing(engine) as connection:
        connection.execute(text("UPDATE course SET folded = 'reasoning' WHERE catalogue_number = '4031LOGI6'"))
    engine.dispose()
    assert courses(leiden, "logic") == set()
    assert courses(leiden, "reasoning") == {world.LOGIC}


def test_the_default_order_is_by_course_exams_first(leiden: Registrar) -> None:
    assert keys(leiden, Search(YEAR, "logic")) == [world.EXAM, world.RETAKE, world.LECTURE, world.SEMINAR]
    every = leiden.search(HER, ANNA, Search(YEAR)).rows
    assert [row.course.catalogue_number for row in every] == sorted(row.course.catalogue_number for row in every)


def test_pages_follow_on_each_other(leiden: Registrar, subtests: pytest.Subtests) -> None:
    for order in Order:
        with subtests.test(order=order.value):
            asked = Search(YEAR, order=order)
            whole = leiden.search(HER, ANNA, asked)
            parts = [leiden.search(HER, ANNA, asked, first, 4) for first in range(0, whole.total + 4, 4)]
            assert [row for page in parts for row in page.rows] == list(whole.rows)
            assert {page.total for page in parts} == {15}


def test_other_orders(leiden: Registrar) -> None:
    by_time = leiden.search(HER, ANNA, Search(YEAR, order=Order.WHEN)).rows
    assert by_time[-1].key == world.PROJECT  # without a set day
    starts = [row.meetings[0].starts for row in by_time[:-1]]
    assert starts == sorted(starts)
    by_number = keys(leiden, Search(YEAR, order=Order.NUMBER))
    assert by_number == sorted(by_number)
    credits_ = [row.course.credits for row in leiden.search(HER, ANNA, Search(YEAR, order=Order.CREDITS)).rows]
    known = [credits_known for credits_known in credits_ if credits_known is not None]
    assert known == sorted(known)
    assert credits_[len(known) :] == [None, None]


@pytest.mark.parametrize(
    "asked",
    [Search(YEAR, "\x00"), Search(YEAR, "logic\ud800"), Search(YEAR, credits=10**30)],
    ids=["nul", "half", "large"],
)
def test_what_no_database_keeps_is_refused(leiden: Registrar, asked: Search) -> None:
    with pytest.raises(UnfitInput):
        keys(leiden, asked)


def test_filters(leiden: Registrar, subtests: pytest.Subtests) -> None:
    cases: list[tuple[Search, list[ClassKey] | int]] = [
        (Search("2016-2017"), [world.LAST_YEARS]),
        (Search("1999-2000"), []),
        (Search(""), []),
        (Search(YEAR, credits=9), [world.PROJECT]),
        (Search(YEAR, credits=7, credits_compare=Compare.AT_LEAST), [world.PROJECT]),
        (Search(YEAR, credits=3, credits_compare=Compare.AT_MOST), [world.OTHER_OPEN]),
        (Search(YEAR, credits=2**31 - 1), []),
        (Search(YEAR, catalogue_number="logi"), [world.EXAM, world.RETAKE, world.LECTURE, world.SEMINAR]),
        (Search(YEAR, catalogue_number="logi", catalogue_compare=Compare.EXACTLY), []),
        (Search(YEAR, catalogue_number="4031orie3", catalogue_compare=Compare.EXACTLY), [world.OTHER_OPEN]),
        (Search(YEAR, catalogue_number="4343", catalogue_compare=Compare.AT_LEAST), [world.MASTERS]),
        (Search(YEAR, catalogue_number="%"), []),
        (
            Search(YEAR, descriptions=frozenset([Description.LECTURE, Description.PAPER])),
            [world.LECTURE, world.PROJECT],
        ),
        (Search(YEAR, programme="astronomy-bsc"), [world.EXAM, world.RETAKE, world.LECTURE, world.SEMINAR]),
        (Search(YEAR, programme="magic"), []),
        (Search(YEAR, "logic", subject_area="WSK"), []),
        (Search(YEAR, "logic", subject_area="INF", organisation="LIACS", language="en", credits=6), 4),
        (Search(YEAR, language="nl"), []),
    ]
    for asked, found in cases:
        with subtests.test(asked=str(asked)):
            answer = keys(leiden, asked)
            assert answer == found or len(answer) == found


def test_the_career_tells_how_many_it_hides(leiden: Registrar) -> None:
    page = leiden.search(HER, ANNA, Search(YEAR, career=Career.BACHELOR))
    assert (page.total, page.hidden_by_career) == (14, 1)
    page = leiden.search(HER, ANNA, Search(YEAR, career=Career.MASTER))
    assert ([row.key for row in page.rows], page.hidden_by_career) == ([world.MASTERS], 14)
    page = leiden.search(HER, ANNA, Search(YEAR, "nothing like it", career=Career.MASTER))
    assert (page.total, page.hidden_by_career) == (0, 0)


MOMENTS = [
    at + step
    for at in (world.at("2017-12-15", 13), world.at("2017-12-16", 13), world.at("2018-01-15", 23, 59), world.NOW)
    for step in (-timedelta(seconds=1), timedelta(0), timedelta(seconds=59), timedelta(seconds=60))
]


def test_open_only_finds_what_the_rules_call_open(leiden: Registrar, subtests: pytest.Subtests) -> None:
    for moment, student in product(MOMENTS, [ANNA, BRAM, None]):
        with subtests.test(moment=str(moment), student=student):
            caller = as_student(student, moment) if student else as_role(Role.HELPDESK, moment)
            every = leiden.search(caller, student, Search(YEAR)).rows
            found = leiden.search(caller, student, Search(YEAR, open_only=True)).rows
            assert found == tuple(row for row in every if row.status in (Status.OPEN, Status.NEARLY_FULL))


def test_rows_show_how_the_class_stands_for_the_student(leiden: Registrar) -> None:
    leiden.add_to_cart(HER, ANNA, [world.LECTURE])
    leiden.enrol(HER, ANNA, [world.EXAM], "request", from_cart=False)
    rows = {row.key: row for row in leiden.search(HER, ANNA, Search(YEAR)).rows}
    assert rows[world.LECTURE].in_cart
    assert rows[world.EXAM].state == "enrolled"
    assert (rows[world.WAITING_LIST].enrolled, rows[world.WAITING_LIST].waiting) == (1, 2)
    assert rows[world.EXAM].course.programmes == ("astronomy-bsc", "computer-science-bsc")
    for other in leiden.search(as_role(Role.HELPDESK), None, Search(YEAR)).rows:
        assert not other.in_cart
        assert other.state is None


def test_the_form_offers_what_finds_something(leiden: Registrar) -> None:
    choices = leiden.choices(YEAR)
    assert choices.academic_years == ("2017-2018", "2016-2017")
    assert choices.subject_areas == ("INF", "WSK")
    assert [programme.slug for programme in choices.programmes] == ["computer-science-bsc", "astronomy-bsc"]
    assert leiden.choices("1999-2000").subject_areas == ()


def test_all_classes_for_the_command_line(leiden: Registrar) -> None:
    operator = as_role(Role.OPERATOR)
    assert len(leiden.classes(operator, "", "", YEAR)) == 15
    assert [row.key for row in leiden.classes(operator, "logic", "astronomy-bsc", YEAR)][:1] == [world.EXAM]
    assert leiden.classes(operator, "x" * 10_000, "", YEAR) == ()
