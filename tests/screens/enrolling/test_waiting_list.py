"""Waiting lists and seat alerts, as a student meets them: the place one would get, the place one has, being told."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.terms import HoldCode, Role, State
from tests.registrar.arranging import add_class
from tests.registrar.world import (
    ANNA,
    CROWD,
    FULL,
    LAST_SEAT,
    WAITING_LIST,
    YEAR,
    NewClass,
    as_role,
    as_student,
    at,
)
from tests.screens.enrolling.kit import fill_cart, go_to, in_cart
from tests.screens.kit import app_on, enrolled, running_text, states, type_text, until, until_page, until_shown


async def show(pilot: Pilot[None], key: ClassKey) -> None:
    pilot.app.show(ClassDetailsPage(key))  # type: ignore[attr-defined]
    await until_shown(pilot, str(key.class_number))


def withdraw(database: Path, key: ClassKey, *students: str) -> None:
    registrar = Registrar.open(database)
    for student in students:
        registrar.withdraw(as_student(student), student, [key], f"leave {student}")
    registrar.close()


async def test_a_full_class_offers_its_waiting_list_with_the_place_one_would_get(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await show(pilot, WAITING_LIST)
        await until_shown(pilot, "Full. Press j to join the waiting list, as number 3.")
        await pilot.press("j")
        await until_page(pilot, "confirm")
        await until_shown(pilot, "⧗ Full. You would be number 3 on the waiting list.")
        await pilot.press("enter")
        await until_page(pilot, "results")
        await until_shown(pilot, "⧗ 28123", "You are number 3 on the waiting list.", "told here and by letter")
        await pilot.press("m")
        await until_page(pilot, "my_classes")
        await until_shown(pilot, "⧗ waiting, no. 3")
    assert states(small)[28123] is State.WAITING


async def test_a_place_of_two_digits_is_told_in_full_in_a_small_window(small: Path) -> None:
    long = NewClass(
        ClassKey(YEAR, 28190), "practical", at("2018-03-26"), capacity=1, waiting_capacity=40, enrolled=1, waiting=10
    )
    key = add_class(small, "4032AI4X6", long)
    async with app_on(small, login=ANNA) as pilot:
        await show(pilot, key)
        await until_shown(pilot, "as number 11")
        await pilot.press("j", "enter")
        await until_page(pilot, "results")
        await pilot.press("m")
        await until_shown(pilot, "⧗ waiting, no. 11")


async def test_the_cart_offers_it_too_and_keeps_what_was_refused(small: Path) -> None:
    fill_cart(small, ANNA, WAITING_LIST)
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "cart")
        await until_shown(pilot, "Press j to join the waiting list, as number 3.", "j waiting list")
        await pilot.press("j", "enter")
        await until_page(pilot, "results")
        assert in_cart(small, ANNA) == []


async def test_who_is_let_in_is_told_wherever_they_are_and_reads_it_in_messages(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await show(pilot, WAITING_LIST)
        await pilot.press("j")
        await until_shown(pilot, "You would be number 3 on the waiting list.")
        await pilot.press("enter")
        await until_page(pilot, "results")
        withdraw(small, WAITING_LIST, CROWD[1], CROWD[2], CROWD[0])
        await pilot.app._news.look()  # type: ignore[attr-defined]  # which it does by itself every few seconds
        await until_shown(pilot, "New message: A place came free: you are enrolled in 28123 AI for X-rays now")
        await go_to(pilot, "student_center")
        await until_shown(pilot, "A place came free: you are enrolled in 28123 AI for X-rays now", "Messages (1 new)")
        await pilot.press("end", "enter")
        await until_page(pilot, "messages")
        await until_shown(pilot, "● new", "1 new")
        await pilot.press("m")
        await until_shown(pilot, "· read", "0 new")
        await pilot.press("enter")
        await until_page(pilot, "class_details")
        await until_shown(pilot, "✓ enrolled")


async def test_what_came_before_the_login_is_told_at_it_and_once(small: Path) -> None:
    registrar = Registrar.open(small)
    for kind in (HoldCode.TUITION, HoldCode.DOCUMENTS):
        registrar.place_hold(as_role(Role.HELPDESK), ANNA, kind)
    registrar.close()
    async with app_on(small, login=ANNA) as pilot:
        await until_shown(pilot, "2 new messages: On hold: documents for your admission are missing.")
        await go_to(pilot, "student_center")
        await pilot.app._news.look()  # type: ignore[attr-defined]
        await until_shown(pilot, "Messages (2 new)")
        assert "2 new messages:" not in running_text(pilot)


async def test_a_seat_alert_is_set_taken_away_and_told_of_once(small: Path) -> None:
    enrolled(small, LAST_SEAT, student=CROWD[5])
    async with app_on(small, login=ANNA) as pilot:
        await show(pilot, LAST_SEAT)
        await until_shown(pilot, "Full. Press i to be told when a place is free.")
        await pilot.press("i")
        await until_shown(pilot, "You will be told when a place is free (i: no longer).")
        await pilot.press("i")
        await until_shown(pilot, "You will no longer be told", "Full. Press i to be told when a place is free.")
        await pilot.press("i")
        await until_shown(pilot, "You will be told, here and by letter")
        withdraw(small, LAST_SEAT, CROWD[5])
        await go_to(pilot, "messages")
        await until_shown(pilot, "A place is free in 28121 AI for X-rays. Enrol soon: it is not kept for you.")
        await pilot.press("a")
        await until(pilot, lambda: in_cart(small, ANNA) == [LAST_SEAT])


async def test_from_the_search_results_too(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "search")
        await type_text(pilot, str(FULL.class_number))
        await until_shown(pilot, "○ full", "1-1 of 1")
        await pilot.press("enter")
        await until_shown(pilot, "i tell me")
        await pilot.press("i")
        await until_shown(pilot, "You will be told, here and by letter, when a place is free in 28122")
        assert "j waiting list" not in running_text(pilot)


async def test_from_a_class_number_list_too(small: Path) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await go_to(pilot, "class_lists")
        await until_shown(pilot, "▸☐ 28114")
        pilot.app.screen.choose_list("all-years")  # type: ignore[attr-defined]
        await until_shown(pilot, "of 16")
        await pilot.press("home", *["down"] * 4)
        await until_shown(pilot, "▸☐ 28123", "j waiting list")
        await pilot.press("j")
        await until_page(pilot, "confirm")
        await until_shown(pilot, "You would be number 3 on the waiting list.")


@pytest.mark.parametrize("key", ["j", "i"])
async def test_a_class_with_places_offers_neither(small: Path, key: str) -> None:
    async with app_on(small, login=ANNA) as pilot:
        await show(pilot, LAST_SEAT)
        await until_shown(pilot, "a to cart")
        await pilot.press(key)
        await pilot.pause()
        assert "Full" not in running_text(pilot)
