"""A session over SSH is ended from another process at once, with the reason, and lasts so long at most."""

from __future__ import annotations

from pathlib import Path

import asyncssh
import pytest

from enroltui.process import host, this_run
from enroltui.registrar.registrar import Registrar
from enroltui.server.entry import Entry
from enroltui.server.limits import Limits
from enroltui.terms import Role, SessionEnd, Via
from tests.registrar.world import ANNA, PASSWORD, as_role, as_student
from tests.server.inside import Inside, connect, inside, terminal, until, visiting

OPERATOR, HELPDESK = as_role(Role.OPERATOR), as_role(Role.HELPDESK)
NEW = "another password of hers"


async def test_a_session_is_seen_by_others_and_ended_by_them_at_once_with_the_reason(small: Path) -> None:
    other = Registrar.open(small)
    async with inside(small) as running, visiting(running) as visitor:
        await visitor.wait_for("Welcome")
        [session] = other.sessions(HELPDESK)
        assert (session.account, session.via, session.credential) == (ANNA, Via.SSH, "password")
        assert (session.address, session.host, session.process) == ("127.0.0.1", host(), this_run())
        assert other.end_sessions(HELPDESK, session.number) == 1
        assert await visitor.wait_for_end() == 0
        assert "The helpdesk or the office ended this session." in visitor.text
    other.close()


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (lambda registrar: registrar.close_account(OPERATOR, ANNA), "This account was closed"),
        (lambda registrar: registrar.set_password_once(HELPDESK, ANNA), "This account has a new password"),
        (
            lambda registrar: registrar.change_password(as_student(ANNA), PASSWORD, NEW),
            "This account has a new password",
        ),
    ],
)
async def test_what_else_ends_it(small: Path, ends: object, said: str) -> None:
    other = Registrar.open(small)
    async with inside(small) as running, visiting(running) as visitor:
        await visitor.wait_for("Welcome")
        ends(other)  # type: ignore[operator]
        assert await visitor.wait_for_end() == 0
        assert said in visitor.text
    other.close()


async def test_a_session_is_over_when_its_line_is_cut_and_when_it_ends_by_itself(small: Path) -> None:
    other = Registrar.open(small)
    async with inside(small) as running:
        async with visiting(running) as visitor:
            await visitor.wait_for("Welcome")
        await until(lambda: not other.sessions(OPERATOR))
        status, _ = await run(running, "show")
        assert status == 0
        await until(lambda: len(other.sessions(OPERATOR, over=True)) == 2)
        await until(lambda: not other.sessions(OPERATOR))
    assert {session.why for session in other.sessions(OPERATOR, over=True)} == {SessionEnd.LEFT}
    other.close()


async def test_a_session_lasts_so_long_at_most_and_one_is_warned(small: Path) -> None:
    other = Registrar.open(small)
    async with inside(small, Limits(longest_life=4)) as running, visiting(running) as visitor:
        await visitor.wait_for("This session has lasted long: in 1 minute you are logged out.")
        assert await visitor.wait_for_end() == 0
        assert "You were logged out, as this session had lasted long." in visitor.text
    assert [session.why for session in other.sessions(OPERATOR, over=True)] == [SessionEnd.TOO_LONG]
    other.close()


async def test_a_one_time_password_is_no_use_for_plain_commands_and_lets_in_once_at_a_terminal(small: Path) -> None:
    other = Registrar.open(small)
    once = other.set_password_once(HELPDESK, ANNA)
    async with inside(small) as running:
        for command in ("show", "enrol 28114"):
            status, said = await run(running, command, once)
            assert status != 0
            assert "you can only choose a new one. Log in with a terminal for that." in said
        assert other.enrolments(OPERATOR, ANNA) == ()
        async with visiting(running, password=once) as visitor:
            await visitor.wait_for("Choose a new password first")
            for keys in ("\x10", "3", "\x1b", "\x1b", "1"):
                visitor.press(keys)
            with pytest.raises(asyncssh.PermissionDenied):
                await connect(running, password=once)
            await visitor.wait_for("Choose a new password first")
            await until(lambda: running.service.line.inside == 1)
        with pytest.raises(asyncssh.PermissionDenied):
            await connect(running, password=once)
    other.close()


async def test_wrong_passwords_from_one_network_of_ipv6_count_together(small: Path) -> None:
    async with inside(small, Limits(lock_after=2)) as running:

        async def lets_in(address: str, password: str) -> bool:
            return await Entry(running.service, address, lambda *_: None).validate_password(ANNA, password)

        for address in ("2001:db8::1", "2001:db8::2"):
            assert not await lets_in(address, "wrong")
        assert not await lets_in("2001:db8::3", PASSWORD)
        assert await lets_in("2001:db8:0:1::1", PASSWORD)


async def test_the_second_at_a_terminal_with_a_one_time_password_is_told_that_it_was_used(small: Path) -> None:
    other = Registrar.open(small)
    once = other.set_password_once(HELPDESK, ANNA)
    async with (
        inside(small) as running,
        await connect(running, password=once) as slower,
        visiting(running, password=once) as visitor,
    ):
        await visitor.wait_for("Choose a new password first")
        late = await terminal(slower)
        await late.wait_for_end()
        assert "This password was given for one use within a day" in late.text
        assert "helpdesk for another." in late.text, "a line ends between two words"
    other.close()


async def run(running: Inside, command: str, password: str = PASSWORD) -> tuple[int | None, str]:
    """Run a plain command; its exit status, and what it wrote to stderr."""
    async with await connect(running, password=password) as connection:
        done = await connection.run(command)
    return done.exit_status, str(done.stderr)
