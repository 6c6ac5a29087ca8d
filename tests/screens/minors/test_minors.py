"""Minors as a student meets them, and as staff decide on the applications."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from enroltui.language import Code, Language
from enroltui.registrar.registrar import Registrar
from enroltui.terms import Role
from enroltui.widgets.menu import Menu
from tests.registrar.minors import world as minor_world
from tests.registrar.minors.world import STARS
from tests.registrar.world import ANNA, BRAM, CROWD, HELPDESK, NOW, as_role
from tests.screens.kit import app_on, running_text, screen_text, until_page, until_shown

pytestmark = pytest.mark.usefixtures("unpainted")

IN_THE_WINDOW = "2017-06-01T10:00"
NOOR = "s9900007"
"""Of the shipped catalogue: admitted to Biodiversity and Natural Environment."""


@pytest.fixture
def with_minors(small: Path) -> Path:
    minor_world.add_minors(small)
    return small


async def open_minors(pilot: Pilot[None]) -> None:
    await pilot.press("1", "1")
    await until_page(pilot, "student_center")
    pilot.app.go("minors")  # type: ignore[attr-defined]
    await until_page(pilot, "minors")
    await until_shown(pilot, "▸ 4")


async def test_the_menu_of_enrol_leads_to_the_minors(with_minors: Path) -> None:
    async with app_on(with_minors, login=ANNA) as pilot:
        pilot.app.go("enrol")  # type: ignore[attr-defined]
        await until_page(pilot, "enrol")
        await pilot.press("7")
        await until_page(pilot, "minors")


async def test_a_student_applies_sees_it_and_withdraws(with_minors: Path) -> None:
    async with app_on(with_minors, today=IN_THE_WINDOW, login=ANNA) as pilot:
        await open_minors(pilot)
        await until_shown(pilot, "You can apply for one minor, until Monday 31 July 2017.")
        await pilot.press("a")
        await until_shown(pilot, "Applied for Stars.", "⧗ applied", "Applied on Thu 1 Jun 2017.")
        await pilot.press("a", "down", "a")  # one application is all: the key is off
        await pilot.press("up", "w")
        await until_shown(pilot, "Withdraw your application for the minor Stars?")
        await pilot.press("enter")
        await until_shown(pilot, "Withdrawn from Stars.", "– withdrawn")
        await pilot.press("down", "a")
        await until_shown(pilot, "Applied for Sky.")


async def test_delfts_minor_says_where_to_register_instead(with_minors: Path) -> None:
    async with app_on(with_minors, today=IN_THE_WINDOW, login=ANNA) as pilot:
        await open_minors(pilot)
        await pilot.press("down", "down")
        osiris = "Delft's is a minor of Delft University. Register in its own system, Osiris."
        await until_shown(pilot, "Delft's, 4000MLFT, Delft TA-MI-1", osiris)
        await pilot.press("a")
        await until_shown(pilot, f"✗ {osiris}")


async def test_a_master_student_is_told_that_minors_are_for_bachelors(with_minors: Path) -> None:
    async with app_on(with_minors, today=IN_THE_WINDOW, login=BRAM) as pilot:
        await open_minors(pilot)
        await until_shown(pilot, "a master student cannot apply for one")


async def test_a_database_without_minors_says_so(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        pilot.app.go("minors")  # type: ignore[attr-defined]
        await until_shown(pilot, "There are no minors on offer in this database.")
        await pilot.press("a", "w", "d")
        await until_page(pilot, "minors")


@pytest.mark.parametrize(
    ("language", "over"),
    [
        ("en", "ended on Monday 31 July 2017. Those of a later year open on 1 May, if on offer."),
        ("nl", "Een later aanbod, als dat er is, gaat open op 1 mei."),
    ],
)
async def test_on_the_shown_day_the_window_is_over_and_the_next_one_is_named(
    catalogue: Path, language: Code, over: str
) -> None:
    async with app_on(catalogue, language=language, login=NOOR) as pilot:
        await open_minors(pilot)
        await until_shown(pilot, over)
        before = screen_text(pilot.app)
        await pilot.press("a")
        assert screen_text(pilot.app) == before


async def test_from_a_minor_to_its_class_numbers(catalogue: Path) -> None:
    async with app_on(catalogue, login=NOOR) as pilot:
        await open_minors(pilot)
        await pilot.press("down")
        await until_shown(pilot, "Admitted on Tue 6 Jun 2017.")
        await pilot.press("d")
        await until_page(pilot, "class_lists")
        await until_shown(pilot, "Biodiversity and Natural Environment 2017-2018", "31431")
        await pilot.press("a")
        await until_shown(pilot, "In your shopping cart: 31431")
        await pilot.press("escape")
        await until_page(pilot, "minors")


async def test_who_is_not_admitted_is_refused_in_the_list(catalogue: Path) -> None:
    async with app_on(catalogue, login="s9900001") as pilot:
        await open_minors(pilot)
        await pilot.press("down", "d")
        await until_shown(pilot, "31431")
        await pilot.press("a")
        await until_shown(pilot, "Only students admitted to the minor Biodiversity and Natural Environment can enrol")


@pytest.mark.parametrize(
    ("size", "language"), [((80, 24), "en"), ((80, 24), "nl"), ((120, 40), "en"), ((120, 40), "nl")]
)
async def test_how_it_looks(
    catalogue: Path, size: tuple[int, int], language: Code, snapshot: SnapshotAssertion
) -> None:
    async with app_on(catalogue, size=size, language=language, login=NOOR) as pilot:
        await open_minors(pilot)
        await pilot.press("down")
        await until_shown(pilot, "Admitted on" if language == "en" else "Toegelaten op")
        assert screen_text(pilot.app) == snapshot


# --- staff ----------------------------------------------------------------------------------------------------------


def apply(database: Path, *students: str) -> None:
    registrar = Registrar.open(database)
    for student in students:
        assert registrar.apply_for_minor(minor_world.student(student), student, STARS) is None
    registrar.close()


async def open_applications(pilot: Pilot[None]) -> None:
    pilot.app.go("minor_applications")  # type: ignore[attr-defined]
    await until_page(pilot, "minor_applications")
    await until_shown(pilot, "s99")


async def test_staff_admit_up_to_the_places_and_refuse(with_minors: Path) -> None:
    apply(with_minors, *CROWD[:4])
    async with app_on(with_minors, login=HELPDESK) as pilot:
        await open_applications(pilot)
        await pilot.press("a", "x")  # nothing yet: the keys work on an application
        await until_shown(pilot, "0 of 2", "1 of 4")
        await pilot.press("enter", "a")
        await until_shown(pilot, f"Student {CROWD[0]} is admitted, and gets a letter.", "1 of 2")
        await pilot.press("x")
        await until_shown(pilot, f"Student {CROWD[1]} is refused, and gets a letter.", "✗ refused")
        await pilot.press("a")
        await until_shown(pilot, f"Student {CROWD[2]} is admitted", "2 of 2")
        await pilot.press("a")
        await until_shown(pilot, "Full: all 2 places of this minor are taken.")
    registrar = Registrar.open(with_minors)
    letters = registrar.letters(as_role(Role.OPERATOR, NOW))
    assert [(letter.student.student_number, letter.facts.kind) for letter in letters] == [
        (CROWD[0], "minor_admitted"),
        (CROWD[1], "minor_refused"),
        (CROWD[2], "minor_admitted"),
    ]
    registrar.close()


async def test_the_menus_of_helpdesk_and_office_lead_to_the_applications(catalogue: Path) -> None:
    for login in ("helpdesk", "office"):
        async with app_on(catalogue, login=login) as pilot:
            items = pilot.app.screen.query_one(Menu).rows
            digit = next(number for number, item in items if item.id == "minor_applications")
            await pilot.press(str(digit))
            await until_page(pilot, "minor_applications")
            await until_shown(pilot, "57 of 60", "20")


async def test_a_student_and_a_coordinator_cannot_go_there(catalogue: Path) -> None:
    for login in (NOOR, "coordinator"):
        async with app_on(catalogue, login=login) as pilot:
            pilot.app.go("minor_applications")  # type: ignore[attr-defined]
            await until_page(pilot, "main_menu")
            assert "Undecided" not in running_text(pilot)


@pytest.mark.parametrize(
    ("size", "language"), [((80, 24), "en"), ((80, 24), "nl"), ((120, 40), "en"), ((120, 40), "nl")]
)
async def test_how_the_applications_look(
    catalogue: Path, size: tuple[int, int], language: Code, snapshot: SnapshotAssertion
) -> None:
    text = Language(language).text
    async with app_on(catalogue, size=size, language=language, login="office") as pilot:
        await open_applications(pilot)
        await pilot.press("down")
        await until_shown(pilot, text("{place} of {count}", place=1, count=77))
        await pilot.press("enter")
        await until_shown(pilot, f"a {text('admit')}")
        assert screen_text(pilot.app) == snapshot
