"""The opening minute: a countdown, a line that begins before it, and a cart that is sent with one key."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from enroltui.clock import real_now
from enroltui.registrar.registrar import Registrar
from enroltui.server.opening import Opening
from enroltui.terms import AMSTERDAM
from tests.registrar.world import ANNA, BRAM, HELPDESK, NOT_OPEN, as_student
from tests.server.inside import inside, until, visiting
from tests.standing_clock import StandingClock

OPENS = datetime(2018, 2, 15, 13, 0, tzinfo=AMSTERDAM)
JUST_BEFORE = "2018-02-15T12:59:50"


async def test_students_wait_for_the_opening_and_staff_come_in(small: Path) -> None:
    opening, clock = Opening(OPENS, timedelta(minutes=30)), StandingClock(real_now())
    async with inside(small, today=JUST_BEFORE, opening=opening, real_clock=clock) as running:
        await until(lambda: running.service.line.held_up)
        async with visiting(running) as first, visiting(running, BRAM) as second, visiting(running, HELPDESK) as staff:
            await first.wait_for("Enrolment opens in 0:10")
            await first.wait_for("You are number 1 in line.")
            await second.wait_for("You are number 2 in line.")
            await staff.wait_for("Enrolment opens in 0:10")
            clock.later(5)
            await first.wait_for("Enrolment opens in 0:05")
            await staff.wait_for("Enrolment opens in 0:05")
            clock.later(5)
            await first.wait_for("Welcome")
            await second.wait_for("Welcome")
            await staff.wait_for("Enrolment is open.")
        came_in = [event["account"] for event in running.events("enters")]
        assert came_in[0] == HELPDESK


async def test_a_prepared_cart_is_sent_with_one_key_when_it_opens(small: Path) -> None:
    registrar = Registrar.open(small)
    registrar.add_to_cart(as_student(ANNA, OPENS - timedelta(hours=1)), ANNA, [NOT_OPEN])
    registrar.close()
    opening, clock = Opening(OPENS, timedelta(seconds=5)), StandingClock(real_now())
    async with (
        inside(small, today=JUST_BEFORE, opening=opening, real_clock=clock) as running,
        visiting(running) as visitor,
    ):
        await visitor.wait_for("Welcome")
        visitor.press("c")
        await visitor.wait_for("› Shopping cart")
        visitor.press("e")
        await visitor.wait_for("› Confirm")
        clock.later(6)
        await visitor.wait_for("Enrolment opens in 0:04")
        clock.later(4)
        await visitor.wait_for("Enrolment is open.")
        visitor.press("\r")
        await visitor.wait_for("This class has been added to your schedule.")
