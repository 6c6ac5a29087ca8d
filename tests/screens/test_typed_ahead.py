"""Whoever knows the way types faster than the database answers: no key is lost, and none comes too early."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from enroltui.app import EnrolApp
from enroltui.clock import ShownClock
from enroltui.language import Language
from enroltui.registrar.registrar import Registrar
from enroltui.visit import Visit
from kit.patience import PATIENCE
from tests.registrar.world import ANNA, BRAM, HELPDESK, LECTURE, RETAKE
from tests.screens.enrolling.kit import fill_cart, type_ahead
from tests.screens.kit import app_on, enrolled, page_of, screen_text, until, until_page, until_shown


async def test_to_the_cart_and_on_to_the_confirmation_in_one_breath(small: Path) -> None:
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "ce")
        await until_page(pilot, "confirm")
        await until_shown(pilot, str(RETAKE.class_number))


async def test_a_number_and_enter_at_the_counter_before_the_students_are_there(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await pilot.press("1")
        type_ahead(pilot, f"{BRAM}\r")
        await until_page(pilot, "student")
        await until_shown(pilot, BRAM)


async def test_the_keys_that_wait_keep_their_order_over_several_pages(small: Path) -> None:
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "ce\rv")
        await until_shown(pilot, "This class has been added to your schedule.")


async def test_digits_pick_in_one_menu_after_the_other(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        for _ in range(2):  # on pages that come, and on those that are kept
            type_ahead(pilot, "11")
            await until_page(pilot, "student_center")
            await pilot.press("escape", "escape")
        type_ahead(pilot, "1113")
        await until_page(pilot, "class_lists")
        assert [getattr(page, "PAGE", "") for page in pilot.app.screen_stack[-5:]] == [
            *("main_menu", "self_service", "student_center", "enrol", "class_lists")
        ]


async def test_enter_and_a_digit_reach_a_list_and_what_its_key_opens(small: Path) -> None:
    enrolled(small, LECTURE)
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "\r2d")  # Self Service, My classes, the details of the first
        await until_page(pilot, "class_details")
        await until_shown(pilot, str(LECTURE.class_number))


async def test_a_password_is_typed_at_once_after_the_pick_of_its_item(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "131typed")
        await until_page(pilot, "account")
        await until_shown(pilot, "•••••")


async def test_what_is_typed_behind_ctrl_p_goes_to_the_palette(small: Path) -> None:
    async with app_on(small) as pilot:  # at the login page, whose field has the focus
        for _ in range(3):
            type_ahead(pilot, "\x10colours light")
            await until_shown(pilot, "colours light")
            await until(pilot, lambda: "Colours: dark" not in screen_text(pilot.app))
            await pilot.press("escape")
            await until(pilot, lambda: "colours light" not in screen_text(pilot.app))


async def test_escape_gets_one_out_of_waiting(small: Path) -> None:
    fill_cart(small, ANNA, RETAKE)
    async with app_on(small, login=ANNA) as pilot:
        type_ahead(pilot, "ce\x1bl")
        await until_shown(pilot, "Welkom")
        assert page_of(pilot) == "main_menu"


async def test_tab_twice_reaches_the_demo_students_also_before_they_are_there(small: Path) -> None:
    opened, may_open = list[Registrar](), Event()

    def open_registrar() -> Registrar:
        assert may_open.wait(PATIENCE)
        opened.append(Registrar.open(small))
        return opened[-1]

    visit = Visit(open_registrar, ShownClock.parse("2018-01-15T10:00"), Language("en"), language_chosen=True)
    async with EnrolApp(visit).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "tab")
        may_open.set()
        await until_shown(pilot, ANNA)
        await pilot.press("enter")
        await until_shown(pilot, "Press Enter to log in.")
        await pilot.press("enter")
        await until_page(pilot, "main_menu")
    opened[0].close()
