"""What the service does by asyncssh's private names: these fail when a newer asyncssh has them no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

from enroltui.server.asyncssh_private import MOST_VARIABLES, SEEN_IN
from enroltui.server.limits import MEBIBYTE
from enroltui.server.terminal import LONGEST_VALUE
from tests.server.inside import Visitor, connect, inside, until

GONE = f"asyncssh {version('asyncssh')} does other than {SEEN_IN}: mend enroltui/server/asyncssh_private.py"


async def test_few_and_short_variables_of_a_client_are_kept(small: Path) -> None:
    sent = {f"LC_{number}": "x" * (LONGEST_VALUE + number % 2) for number in range(200)}
    async with inside(small) as running, await connect(running) as connection:
        process = await connection.create_process(term_type="xterm", env=sent | {"PATH": "x"}, encoding=None)
        assert await process.stdout.read(1)
        [session] = running.lifecycle.sessions
        kept = session.channel.terminal.variables
        assert kept == {f"LC_{number}": sent[f"LC_{number}"] for number in range(0, 2 * MOST_VARIABLES, 2)}, GONE


async def test_a_client_that_does_not_read_its_socket_is_noticed(small: Path) -> None:
    async with (
        inside(small) as running,
        through_a_pipe(running.port) as (port, is_open),
        await connect(SimpleNamespace(port=port)) as connection,
    ):
        process = await connection.create_process(
            term_type="xterm", term_size=(80, 24), encoding=None, window=1024 * MEBIBYTE
        )
        visitor = Visitor(process, (80, 24))
        await visitor.wait_for("Welcome")
        is_open.clear()
        [session] = running.lifecycle.sessions
        unread = 0
        while not session.channel.choked:
            assert unread < 64 * MEBIBYTE, GONE
            session.channel.write(bytes(MEBIBYTE))
            unread += MEBIBYTE
            await asyncio.sleep(0)
        is_open.set()
        while unread > 0:
            unread -= len(await process.stdout.read(MEBIBYTE))
        await until(lambda: not session.channel.choked)
        visitor.press("1")
        await visitor.wait_for("› Self Service ")


@asynccontextmanager
async def through_a_pipe(port: int) -> AsyncIterator[tuple[int, asyncio.Event]]:
    """A port from which one comes to the service's; what the service sends is read on while the event is set."""
    is_open, gone = asyncio.Event(), asyncio.Event()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: asyncio.Event | None) -> None:
        async with closing(writer):
            while data := await reader.read(65536):
                if gate is not None:
                    await gate.wait()
                writer.write(data)

    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_service, to_service = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(pump(reader, to_service, None), pump(from_service, writer, is_open))
        gone.set()

    async with await asyncio.start_server(join, "127.0.0.1", 0) as pipe:
        is_open.set()
        yield pipe.sockets[0].getsockname()[1], is_open
        await gone.wait()


@asynccontextmanager
async def closing(writer: asyncio.StreamWriter) -> AsyncIterator[None]:
    try:
        yield
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
