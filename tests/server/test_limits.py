"""Each limit holds, and is lifted again."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import weakref
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.server import entry
from enroltui.server.connection_limiter import ConnectionLimiter
from enroltui.server.limits import InputRate, Limits
from kit.patience import PATIENCE
from tests.registrar.world import ANNA, BRAM, HELPDESK, as_student
from tests.server.inside import connect, inside, terminal, until, visiting

REFUSED = (OSError, asyncssh.Error)


async def test_who_does_not_log_in_in_time_is_disconnected(small: Path) -> None:
    async with inside(small, Limits(login_time=1)) as running:
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        await until(lambda: running.service.limiter.half_open == 1)
        await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
        await until(lambda: running.service.limiter.half_open == 0)


async def test_tries_a_connection(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "ANSWER_AFTER", 0.01)
    keys = [asyncssh.generate_private_key("ssh-ed25519") for _ in range(5)]
    async with inside(small, Limits(tries=3)) as running:
        with pytest.raises(asyncssh.DisconnectError, match="Too many tries"):
            await connect(running, ANNA, None, client_keys=keys)
        assert len(running.events("refused")) == 3
        async with await connect(running):
            pass


async def test_connections_and_half_open_ones_an_address(small: Path) -> None:
    async with inside(small, Limits(connections=2, half_open=1)) as running:
        _, half = await asyncio.open_connection("127.0.0.1", running.port)
        await until(lambda: running.service.limiter.half_open == 1)
        with pytest.raises(REFUSED):
            await connect(running)
        half.close()
        await until(lambda: running.service.limiter.half_open == 0)
        async with await connect(running), await connect(running, BRAM):
            with pytest.raises(REFUSED):
                await connect(running, HELPDESK)
        await until(lambda: running.service.limiter.connections == 0)
        async with await connect(running):
            assert running.service.limiter.connections == 1


async def test_sessions_an_account(small: Path) -> None:
    async with inside(small, Limits(account_sessions=1)) as running, visiting(running) as first:
        await first.wait_for("Welcome")
        async with visiting(running) as second:
            await second.wait_for("You are logged in 1 time already.")
            assert await second.wait_for_end() == 75
        first.press("\x11")
        await first.wait_for_end()
        async with visiting(running) as again:
            await again.wait_for("Welcome")


async def test_an_idle_session_is_warned_then_ended_and_the_cart_is_kept(small: Path) -> None:
    async with inside(small) as running, visiting(running) as visitor:
        await visitor.wait_for("Welcome")
        [session] = running.lifecycle.sessions
        ends = session.channel.last_input + Limits().idle_time
        session.look_after(ends - 59, {})
        await visitor.wait_for("in a minute you are logged out")
        session.look_after(ends, {})
        assert await visitor.wait_for_end() == 0
        assert "no key was pressed for long" in visitor.text


async def test_ten_megabytes_of_keys_are_taken_little_by_little_and_others_notice_nothing(small: Path) -> None:
    async with inside(small, Limits(input_burst=512)) as running:
        async with visiting(running) as flooding, visiting(running, BRAM) as other:
            await flooding.wait_for("Welcome")
            flooding.process.stdin.write(b"\x1b[B" * 3_500_000)
            await other.wait_for("Welcome")
            other.press("1")
            await other.wait_for("› Self Service ")
            flooding.process.channel.abort()
        async with visiting(running) as again:
            await again.wait_for("Welcome")


async def test_a_wrong_password_locks_out_the_account_from_that_address_only_and_never_a_key(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "ANSWER_AFTER", 0.01)
    key = asyncssh.generate_private_key("ssh-ed25519")
    registrar = Registrar.open(small)
    registrar.add_ssh_key(as_student(ANNA), ANNA, key.export_public_key().decode())
    registrar.close()
    limits = Limits(lock_after=2, lock_time=round(PATIENCE))
    async with inside(small, limits) as running:
        for _ in range(2):
            with pytest.raises(asyncssh.PermissionDenied):
                await connect(running, ANNA, "wrong")
        with pytest.raises(asyncssh.PermissionDenied):
            await connect(running)
        assert await running.service.check_password(ANNA, "anna likes logic", "192.0.2.7") is not None
        async with await connect(running, ANNA, None, client_keys=[key]):
            pass
        running.service.limits = replace(limits, lock_time=0)  # as if that time were over
        async with await connect(running):
            pass


async def test_a_right_password_is_let_in_however_many_ask_at_once(small: Path) -> None:
    async with inside(small) as running:
        with pytest.raises(asyncssh.PermissionDenied):
            await connect(running, ANNA, "wrong")
        for connection in await asyncio.gather(*(connect(running) for _ in range(8))):
            connection.close()
        assert len(running.events("refused")) == 1


async def test_a_password_that_could_not_be_looked_at_is_not_called_wrong(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enroltui.database.sqlite.BUSY_TIMEOUT", 0.05)
    async with inside(small) as running:
        with closing(sqlite3.connect(small)) as other:
            other.execute("BEGIN IMMEDIATE")  # a writer that never ends
            with pytest.raises(asyncssh.DisconnectError, match=r"locked by another program.* De database is"):
                await connect(running)
        assert [event["why"] for event in running.events("refused")] == ["database"]
        async with await connect(running):
            pass


async def test_a_session_is_one_for_each_connection(small: Path) -> None:
    async with inside(small) as running, await connect(running) as connection:
        visitor = await terminal(connection)
        await visitor.wait_for("Welcome")
        with pytest.raises(asyncssh.ChannelOpenError):
            await terminal(connection)


def test_new_connections_are_dropped_more_and_more_before_all_are() -> None:
    limiter = ConnectionLimiter(Limits(half_open=1000, connections=1000, drop_from=10, drop_all=20))
    taken = sum(limiter.lets_in("192.0.2.1") for _ in range(400))
    assert 10 <= taken <= 20
    for _ in range(taken):
        limiter.logged_in("192.0.2.1", "s1")
    assert limiter.lets_in("192.0.2.1")


def test_the_input_rate_lets_a_burst_through_and_then_so_many_a_second() -> None:
    rate = InputRate(Limits(input_rate=100, input_burst=1000), 0.0)
    assert rate.take(1000, 0.0) == 0.0
    assert rate.take(50, 0.0) == 0.5
    assert rate.take(0, 0.5) == 0.0
    assert rate.take(1000, 20.0) == 0.0


async def test_nothing_of_a_session_is_left_behind(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session costs megabytes: what kept one of them alive would fill the machine in a day."""
    monkeypatch.setattr("enroltui.app.EVERY", 0.2)  # asyncio keeps a cancelled timer until its time has come
    async with inside(small) as running:
        async with visiting(running) as visitor:
            await visitor.wait_for("Welcome")
            visitor.press("/")
            await visitor.wait_for("EC")
            [session] = running.lifecycle.sessions
            app: weakref.ref[Any] = weakref.ref(session._app)
            del session
        await until(lambda: not running.lifecycle.sessions and not running.service.connections)
        await until(lambda: gc.collect() >= 0 and app() is None)
