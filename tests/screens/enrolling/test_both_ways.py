"""The whole path of the seed page, from login to "enrolled", in both ways and both languages, kept after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.clock import academic_year
from enroltui.language import Code
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.searching import Search
from enroltui.terms import Career, Description, Status
from tests.registrar.world import NOW, as_student
from tests.screens.enrolling.kit import enrolled, go_to, in_cart
from tests.screens.kit import app_on, type_text, until, until_page, until_shown

STUDENT = "s9900001"
"""A bachelor student of the shipped catalogue."""

MOST_KEYS = 8
"""From the Enrol page to "enrolled" by class number, besides the digits."""


def open_classes(database: Path) -> list[ClassRow]:
    """Exams in which the student can enrol now."""
    registrar = Registrar.open(database)
    asked = Search(
        academic_year(NOW.date()), descriptions=frozenset({Description.EXAM}), career=Career.BACHELOR, open_only=True
    )
    rows = registrar.search(as_student(STUDENT), STUDENT, asked).rows
    registrar.close()
    return [row for row in rows if row.status is Status.OPEN and row.state is None and not row.in_cart]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_by_searching_the_course(catalogue: Path, language: Code) -> None:
    wanted = open_classes(catalogue)[0]
    before = len(in_cart(catalogue, STUDENT))
    async with app_on(catalogue, login=STUDENT, language=language) as pilot:
        for key, page in (("1", "self_service"), ("1", "student_center"), ("1", "enrol"), ("1", "academic_year")):
            await pilot.press(key)
            await until_page(pilot, page)
        await until_shown(pilot, wanted.key.academic_year)
        await pilot.press("enter")
        await until_page(pilot, "search")
        await type_text(pilot, wanted.course.catalogue_number.lower())
        await until_shown(pilot, f"☐ {wanted.key.class_number}")
        await pilot.press("enter")
        await until_shown(pilot, f"▸☐ {wanted.key.class_number}")
        await pilot.press("a")
        await until(pilot, lambda: len(in_cart(catalogue, STUDENT)) == before + 1)
        await pilot.press("c")
        await until_page(pilot, "cart")
        await until_shown(pilot, f"▸☐ {wanted.key.class_number}")
        await pilot.press("space", "e")
        await until_page(pilot, "confirm")
        await until_shown(pilot, str(wanted.key.class_number))
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, f"✓ {wanted.key.class_number}")
    await assert_kept(catalogue, language, wanted)


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_by_entering_the_class_number_in_few_keys(catalogue: Path, language: Code) -> None:
    wanted = open_classes(catalogue)[-1]
    number = str(wanted.key.class_number)
    async with app_on(catalogue, login=STUDENT, language=language) as pilot:
        for key, page in (("1", "self_service"), ("1", "student_center"), ("1", "enrol")):
            await pilot.press(key)
            await until_page(pilot, page)
        pressed = []
        for key, page, shown in (
            ("2", "class_number", ""),
            (number, "class_number", number),
            ("enter", "class_number", wanted.course.catalogue_number),
            ("enter", "class_number", "✓ "),
            ("enter", "cart", f"▸☐ {number}"),
            ("enter", "confirm", wanted.course.catalogue_number),
            ("enter", "results", f"✓ {number}"),
        ):
            keys = list(number) if key == number else [key]
            pressed += keys
            await pilot.press(*keys)
            await until_page(pilot, page)
            await until_shown(pilot, shown)
    assert len([key for key in pressed if not key.isdigit()]) == 5 < MOST_KEYS
    await assert_kept(catalogue, language, wanted)


async def assert_kept(database: Path, language: Code, wanted: ClassRow) -> None:
    """The program started anew shows the class among the student's own."""
    assert wanted.key in enrolled(database, STUDENT)
    async with app_on(database, login=STUDENT, language=language, size=(120, 50)) as pilot:
        await go_to(pilot, "my_classes")
        await until_shown(pilot, str(wanted.key.class_number))
