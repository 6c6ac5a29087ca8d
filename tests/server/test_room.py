"""Room for connections: how many there may be, of whom, for how long without a session."""

from __future__ import annotations

import asyncio
import io
import socket
from contextlib import AsyncExitStack, nullcontext, suppress
from pathlib import Path

import asyncssh
import pytest

from enroltui.clock import ShownClock
from enroltui.registrar.registrar import Registrar
from enroltui.server.connection_limiter import ConnectionLimiter
from enroltui.server.event_log import EventLog
from enroltui.server.lifecycle import Lifecycle
from enroltui.server.limits import OF_A_COPY, Limits
from enroltui.server.service import Service
from tests.registrar.world import ANNA, BRAM, PASSWORD
from tests.server.inside import KEY, Inside, connect, inside, terminal, until, visiting


class ReasonKeeper(asyncssh.SSHClient):
    """A client that keeps the reason why its connection ended."""

    why = ""

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the reason, as the connection has ended."""
        ReasonKeeper.why = str(exc)


async def come_in(running: Inside, name: str) -> asyncssh.SSHClientConnection:
    """Log in, with more than one try where the machine is busy."""
    while True:
        with suppress(asyncssh.DisconnectError):
            return await connect(running, name, None if name == "demo" else PASSWORD, client_factory=ReasonKeeper)


@pytest.mark.parametrize("name", [ANNA, "demo"])
async def test_who_opens_no_session_in_time_is_told_so_and_disconnected(small: Path, name: str) -> None:
    async with inside(small, Limits(login_time=2), demo=True) as running:
        connection = await come_in(running, name)
        ReasonKeeper.why = ""
        await until(connection.is_closed)
        assert "You did not log in and open a session in time." in ReasonKeeper.why
        assert "niet op tijd" in ReasonKeeper.why
        await until(lambda: running.service.limiter.connections == 0)


async def test_a_session_has_no_such_limit(small: Path) -> None:
    async with inside(small, Limits(login_time=2)) as running:
        while True:
            with suppress(asyncssh.Error, asyncssh.ChannelOpenError):
                connection = await come_in(running, BRAM)
                visitor = await terminal(connection)
                break
        await visitor.wait_for("Welcome")
        for _ in range(2):  # the time of either begins after the session did
            silent = await come_in(running, ANNA)
            await until(silent.is_closed)
        visitor.press("1")
        await visitor.wait_for("› Self Service ")
        connection.close()


async def test_when_all_connections_are_taken_the_next_waits_until_one_ends(small: Path) -> None:
    async with inside(small, Limits(total_connections=2)) as running, AsyncExitStack() as stack:
        first = await connect(running)
        await stack.enter_async_context(await connect(running, BRAM))
        third = asyncio.create_task(connect(running))
        await until(lambda: bool(running.events("full")))
        assert not third.done()
        assert running.service.limiter.connections == 2
        first.close()
        await stack.enter_async_context(await third)


async def test_guests_are_counted_apart_and_refused_in_words(small: Path) -> None:
    async with inside(small, Limits(guests=1), demo=True) as running:
        async with await connect(running, "demo", None):
            with pytest.raises(asyncssh.DisconnectError, match=r"Too many others.*te veel anderen"):
                await connect(running, "demo", None)
            async with visiting(running) as visitor:
                await visitor.wait_for("Welcome")
        await until(lambda: running.service.limiter.guests == 0)
        async with await connect(running, "demo", None):
            pass


async def test_guests_are_refused_while_memory_is_short(small: Path) -> None:
    async with inside(small, Limits(memory=1), demo=True) as running:
        with pytest.raises(asyncssh.DisconnectError, match="Too many others"):
            await connect(running, "demo", None)


async def test_an_account_has_twice_as_many_connections_as_sessions(small: Path) -> None:
    async with inside(small, Limits(account_sessions=1)) as running:
        async with await connect(running), await connect(running):
            third = await connect(running, client_factory=ReasonKeeper)
            await until(third.is_closed)
            assert "You are logged in 1 time already" in ReasonKeeper.why
        await until(lambda: running.service.limiter.connections == 0)
        async with visiting(running) as visitor:
            await visitor.wait_for("Welcome")


@pytest.mark.parametrize("descriptors", [12, 40, 100, 400, 1000, 20_000])
def test_no_limit_needs_more_file_descriptors_than_there_are(descriptors: int) -> None:
    limits = Limits().within(descriptors)
    assert limits.total_connections + limits.demos * OF_A_COPY <= descriptors
    assert limits.guests + limits.drop_all <= limits.total_connections * 2 / 3
    assert limits.drop_from <= limits.drop_all
    assert limits.total_connections >= descriptors * 0.6 or limits == Limits()


def test_with_enough_file_descriptors_the_limits_are_as_asked_for() -> None:
    assert Limits().within(Limits().descriptors) == Limits()


def test_an_ipv6_network_is_one_address_to_the_limiter() -> None:
    limiter = ConnectionLimiter(Limits(connections=2))
    assert limiter.lets_in("2001:db8::1")
    assert limiter.lets_in("2001:db8::2")
    assert not limiter.lets_in("2001:db8::ffff:3")
    assert limiter.lets_in("2001:db8:0:1::1")
    assert limiter.lets_in("fe80::1%eth0")


async def test_one_port_on_all_addresses_of_the_machine(small: Path) -> None:
    registrar = Registrar.open(small)
    clock, event_log = ShownClock.parse("2018-01-15T12:00"), EventLog(as_json=True, stream=io.StringIO())
    lifecycle, other = (Lifecycle(Service(registrar, clock, Limits(), event_log, "A test.\n")) for _ in range(2))
    port = await lifecycle.listen("", 0, KEY)
    for host in ("127.0.0.1", "::1") if socket.has_ipv6 else ("127.0.0.1",):
        with suppress(OSError) if host == "::1" else nullcontext():  # a machine may have none
            reader, writer = await asyncio.open_connection(host, port)
            assert (await reader.readline()).startswith(b"SSH-2.0-")
            writer.close()
    with pytest.raises(OSError, match="in use"):
        await other.listen("", port, KEY)
    await lifecycle.drain(0)
    registrar.close()
