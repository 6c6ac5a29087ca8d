"""The log of the service: what was refused on a connection, who a guest is, and each session by number and address."""

from __future__ import annotations

from pathlib import Path

import asyncssh
import pytest

from tests.registrar.world import ANNA
from tests.server.inside import connect, inside, terminal, until, visiting


async def test_forwarding_sftp_and_a_second_channel_are_refused_and_logged_once(small: Path) -> None:
    async with inside(small) as running, await connect(running) as connection:
        for _ in range(2):
            with pytest.raises(asyncssh.ChannelOpenError):
                await connection.open_connection("127.0.0.1", 22)
            with pytest.raises(asyncssh.ChannelListenError):
                await connection.forward_remote_port("", 0, "127.0.0.1", 22)
        with pytest.raises(asyncssh.Error):
            await connection.start_sftp_client()
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.create_process("help")
        refused = [(event["why"], event["name"], event["address"]) for event in running.events("refused")]
        assert refused == [(why, ANNA, "127.0.0.1") for why in ("forwarding", "sftp", "second_channel")]


async def test_a_session_is_logged_with_its_number_and_address(small: Path) -> None:
    async with inside(small) as running:
        async with await connect(running) as connection:
            await connection.run("help")
        async with visiting(running) as visitor:
            await visitor.wait_for("Student")
        await until(lambda: bool(running.events("leaves")))
        [command], [enters], [leaves] = (running.events(event) for event in ("command", "enters", "leaves"))
        assert (command["session"], enters["session"], leaves["session"]) == (1, 2, 2)
        assert {event["address"] for event in (command, enters, leaves)} == {"127.0.0.1"}
        assert [(event["role"], event["by"]) for event in running.events("login")] == [("student", "password")] * 2


async def test_a_guest_is_no_student(small: Path) -> None:
    async with inside(small, demo=True) as running, await connect(running, "demo", None) as connection:
        await terminal(connection)
        [login] = running.events("login")
        assert (login["account"], login["role"], login["by"]) == ("demo", "guest", "nothing")
