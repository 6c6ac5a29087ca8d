"""The line for a place: fair, staff first, and kept for whoever loses the connection."""

from __future__ import annotations

from pathlib import Path

import asyncssh

from enroltui.registrar.registrar import Registrar
from enroltui.server.figures import memory
from enroltui.server.limits import Limits
from enroltui.server.waiting_line import Ticket, WaitingLine
from enroltui.terms import Role
from tests.registrar.world import BRAM, CROWD, HELPDESK, as_role
from tests.server.inside import connect, inside, terminal, until, visiting


class Arrivals:
    """A line, and the accounts that came in, in the order of their turns."""

    def __init__(self, places: int = 1, kept: float = 600, longest: int = 5000) -> None:
        self.line = WaitingLine(places, kept, longest)
        self.turns: list[str] = []

    def arrive(self, account: str, now: float, *, staff: bool = False) -> Ticket | None:
        return self.line.arrive(account, staff=staff, now=now, notice=lambda: self.turns.append(account))


def test_first_come_first_served_and_staff_first() -> None:
    arrivals = Arrivals()
    first = arrivals.arrive("first", 0)
    for number, account in enumerate(("a", "b", "c"), 1):
        arrivals.arrive(account, number)
    arrivals.arrive("helpdesk", 4, staff=True)
    assert arrivals.line.positions() == {"helpdesk": 1, "a": 2, "b": 3, "c": 4}
    assert first is not None
    arrivals.line.leave(first, 5, broken=False)
    assert arrivals.turns == ["first", "helpdesk"]


def test_who_tries_again_and_again_is_never_earlier() -> None:
    arrivals = Arrivals()
    inside_one = arrivals.arrive("first", 0)
    arrivals.arrive("patient", 1)
    for number in range(100):
        ticket = arrivals.arrive("impatient", 2 + number)
        assert ticket is not None
        assert ticket.notice is not None
        arrivals.line.give_up(ticket, ticket.notice, 2 + number, broken=number % 2 == 0)
    arrivals.arrive("last", 200)
    arrivals.arrive("impatient", 201)
    positions = arrivals.line.positions()
    assert positions["patient"] == 1
    assert positions["impatient"] > positions["last"]
    assert inside_one is not None


def test_a_place_in_line_is_kept_for_a_broken_line_and_given_up_after_a_while() -> None:
    arrivals = Arrivals(kept=600)
    arrivals.arrive("first", 0)
    ticket = arrivals.arrive("a", 1)
    arrivals.arrive("b", 2)
    assert ticket is not None
    assert ticket.notice is not None
    arrivals.line.give_up(ticket, ticket.notice, 3, broken=True)
    arrivals.arrive("a", 600)
    assert arrivals.line.positions() == {"a": 1, "b": 2}
    assert ticket.notice is not None
    arrivals.line.give_up(ticket, ticket.notice, 700, broken=True)
    arrivals.arrive("a", 1301)
    assert arrivals.line.positions() == {"b": 1, "a": 2}


def test_a_place_is_kept_for_who_is_called_but_away_and_passes_on_after_ten_minutes() -> None:
    arrivals = Arrivals(kept=600)
    first = arrivals.arrive("first", 0)
    away = arrivals.arrive("away", 1)
    arrivals.arrive("next", 2)
    assert first is not None
    assert away is not None
    assert away.notice is not None
    arrivals.line.give_up(away, away.notice, 3, broken=True)
    arrivals.line.leave(first, 4, broken=False)
    assert arrivals.turns == ["first"]
    again = arrivals.arrive("away", 100)
    assert again is not None
    assert again.inside
    arrivals.line.leave(again, 101, broken=False)
    assert arrivals.turns == ["first", "next"]


def test_a_called_place_that_nobody_takes_passes_on() -> None:
    arrivals = Arrivals(kept=600)
    first, away = arrivals.arrive("first", 0), arrivals.arrive("away", 1)
    arrivals.arrive("next", 2)
    assert first is not None
    assert away is not None
    assert away.notice is not None
    arrivals.line.give_up(away, away.notice, 3, broken=True)
    arrivals.line.leave(first, 4, broken=False)
    arrivals.line.call(603)
    assert arrivals.turns == ["first"]
    arrivals.line.call(604)
    assert arrivals.turns == ["first", "next"]


def test_who_was_cut_off_inside_soon_after_the_turn_is_first_in_line_again() -> None:
    arrivals = Arrivals()
    first = arrivals.arrive("first", 0)
    assert first is not None
    arrivals.arrive("a", 1)
    arrivals.arrive("b", 2)
    arrivals.line.leave(first, 3, broken=True)
    arrivals.arrive("first", 4)
    assert arrivals.line.positions() == {"first": 1, "b": 2}


def test_a_full_line_takes_nobody_more() -> None:
    arrivals = Arrivals(places=1, longest=1)
    assert arrivals.arrive("a", 0) is not None
    assert arrivals.arrive("b", 0) is not None
    assert arrivals.arrive("c", 0) is None


def test_three_hundred_places_and_a_thousand_more_are_admitted_in_order_of_arrival() -> None:
    arrivals = Arrivals(places=300)
    tickets = [arrivals.arrive(f"s{number}", number / 1000) for number in range(1300)]
    for number in range(1000):
        ticket = tickets[number]
        assert ticket is not None
        arrivals.line.leave(ticket, 2 + number, broken=False)
        arrivals.line.positions()
    assert arrivals.turns == [f"s{number}" for number in range(1300)]


async def test_one_waits_sees_the_place_and_moves_on_by_itself(small: Path) -> None:
    async with inside(small, Limits(sessions=1)) as running, visiting(running) as first:
        await first.wait_for("Welcome")
        async with visiting(running, BRAM) as waiting:
            await waiting.wait_for("You are number 1 in line.")
            waiting.press("l")
            await waiting.wait_for("Je bent nummer 1 in de rij.")
            async with visiting(running, HELPDESK) as staff:
                await staff.wait_for("You are number 1 in line.")
                await waiting.wait_for("Je bent nummer 2 in de rij.")
                staff.press("q")
                assert await staff.wait_for_end() == 75
            await waiting.wait_for("Je bent nummer 1 in de rij.")
            first.press("\x11")
            await waiting.wait_for("Welkom, Student")


async def test_a_place_in_line_survives_a_broken_connection(small: Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    registrar = Registrar.open(small)
    registrar.add_ssh_key(as_role(Role.OPERATOR), CROWD[5], key.export_public_key().decode())
    registrar.close()
    async with inside(small, Limits(sessions=1)) as running, visiting(running) as first:
        await first.wait_for("Welcome")
        connection = await connect(running, BRAM)
        waiting = await terminal(connection)
        await waiting.wait_for("You are number 1 in line.")
        async with visiting(running, CROWD[5], client_keys=[key]) as next_one:
            await next_one.wait_for("You are number 2 in line.")
            connection.abort()
            await until(lambda: running.service.limiter.connections == 2)
            async with visiting(running, BRAM) as back:
                await back.wait_for("You are number 1 in line.")


async def test_a_plain_command_waits_in_the_same_line(small: Path) -> None:
    async with inside(small, Limits(sessions=1)) as running, visiting(running) as first:
        await first.wait_for("Welcome")
        async with await connect(running, BRAM) as connection:
            process = await connection.create_process("show")
            await until(lambda: len(running.service.line) == 1)
            first.press("\x11")
            ended = await process.wait()
            assert ended.exit_status == 0
            assert BRAM in str(ended.stdout)


async def test_too_little_memory_sends_newcomers_to_the_line(small: Path) -> None:
    async with inside(small, Limits(memory=1)) as running:
        await until(lambda: running.service.line.held_up)
        assert memory() > 1024 * 1024
        async with visiting(running) as visitor:
            await visitor.wait_for("You are number 1 in line.")
            running.service.limits = Limits()
            await visitor.wait_for("Welcome")
