"""Hostile clients: the others notice nothing, nothing is left behind, the log stays readable."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from enroltui.server import entry
from enroltui.server.limits import Limits
from kit.patience import PATIENCE
from tests.registrar.world import ANNA, BRAM
from tests.server.inside import Inside, Visitor, connect, inside, terminal, until, visiting

REFUSED = (OSError, asyncssh.Error)


@asynccontextmanager
async def honest(running: Inside) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """A visitor who came in before; calling what it gives checks that their pages still work."""
    async with visiting(running, BRAM) as visitor:
        await visitor.wait_for("Welcome")

        async def works() -> None:
            for keys, words in (("1", "› Self Service "), ("\x1b", "Welcome")):
                visitor.press(keys)
                await visitor.wait_for(words)

        yield works


async def raw(running: Inside, data: bytes) -> bytes:
    """Send bytes that are no SSH, and read to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    answer = b""
    try:
        writer.write(data)
        answer = await asyncio.wait_for(reader.read(), PATIENCE)
    except OSError:
        pass
    writer.close()
    return answer


async def test_half_open_connections_by_the_hundred(small: Path) -> None:
    async with inside(small) as running, honest(running) as works:
        running.service.limits = Limits(login_time=2)  # for who comes from now on
        opened = await asyncio.gather(*(asyncio.open_connection("127.0.0.1", running.port) for _ in range(300)))
        await works()
        assert running.service.limiter.half_open <= Limits().half_open
        await until(lambda: running.service.limiter.half_open == 0)
        for _, writer in opened:
            writer.close()
        await works()


async def test_endless_banners_and_random_bytes(small: Path, caplog: pytest.LogCaptureFixture) -> None:
    chance = random.Random(1)
    async with inside(small) as running, honest(running) as works:
        running.service.limits = Limits(login_time=2)  # for who comes from now on
        for data in (
            b"SSH-2.0-" + b"x" * 1_000_000,
            b"SSH-2.0-\x9b\r\n",
            b"hello\r\n" * 100_000,
            b"SSH-2.0-x\r\n" + chance.randbytes(100_000),
            b"SSH-2.0-x\r\n" + b"\xff" * 64,
            b"\x00" * 1000,
        ):
            await raw(running, data)
            await works()
        await until(lambda: running.service.limiter.half_open == 0)
    assert not [record for record in caplog.records if record.exc_info], "what is no SSH is no mistake of ours"


async def test_a_resize_storm_from_1x1_to_1000x1000(small: Path) -> None:
    chance = random.Random(2)
    async with inside(small) as running, honest(running) as works, visiting(running) as stormy:
        for _ in range(500):
            stormy.process.change_terminal_size(chance.choice((0, 1, 80, 1000)), chance.choice((0, 1, 24, 1000)))
        stormy.process.change_terminal_size(2**32 - 1, 2**32 - 1)
        await works()
        stormy.process.change_terminal_size(80, 24)
        await stormy.wait_for("Welcome")


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (2**32 - 1, 2**32 - 1)])
async def test_sizes_that_cannot_be(small: Path, size: tuple[int, int]) -> None:
    async with inside(small) as running, await connect(running) as connection:
        process = await connection.create_process(term_type="xterm", term_size=size, encoding=None)
        visitor = Visitor(process, (80, 24))
        assert await visitor.read()
        process.change_terminal_size(80, 24)
        await visitor.wait_for("Self Service")


async def test_forged_answers_of_a_terminal_change_nothing(small: Path) -> None:
    forged = "\x1b[48;9999;9999;99;99t\x1b[?2048;1$y\x1b[?2026;0$y\x1b[99;99R\x1b[<0;5;5M\x1b[<0;5;5m\x1b[M   "
    async with inside(small) as running, visiting(running) as visitor:
        await visitor.wait_for("Welcome")
        for part in forged.split("\x1b")[1:]:
            visitor.press(f"\x1b{part}")
        visitor.press("1")
        await visitor.wait_for("› Self Service ")
        [session] = running.lifecycle.sessions
        assert session.channel.terminal.size == (80, 24)


async def test_a_paste_that_never_ends_is_given_up(small: Path) -> None:
    async with inside(small, Limits(input_burst=200_000)) as running, visiting(running) as visitor:
        await visitor.wait_for("Welcome")
        visitor.press("\x1b[200~" + "x" * 100_000)
        visitor.press("\x1b[201~")
        visitor.press("1")
        await visitor.wait_for("› Self Service ")


async def test_a_client_that_reads_nothing_costs_little_and_sees_all_when_it_reads_again(small: Path) -> None:
    little: dict[str, Any] = {"term_size": (80, 24), "encoding": None, "window": 2048, "max_pktsize": 1024}
    limits = Limits(output_buffer=4096)
    async with inside(small, limits) as running, honest(running) as works, await connect(running) as connection:
        process = await connection.create_process(term_type="xterm-256color", **little)
        visitor = Visitor(process, (80, 24))
        await until(lambda: any(session.channel.choked for session in running.lifecycle.sessions))
        for _ in range(50):
            visitor.press("l")
        await works()
        visitor.press("1")
        await visitor.wait_for("› Self Service ")


@pytest.mark.parametrize(
    "name",
    ["[bold red]root[/]", "x" * 1000, "s9900001'; DROP TABLE student; --", "é"],
)
async def test_user_names_with_markup_and_more(small: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "ANSWER_AFTER", 0.01)
    async with inside(small) as running:
        with pytest.raises(REFUSED):
            await connect(running, name)
        for line in running.written.getvalue().splitlines():
            assert line.isascii()
            assert line.isprintable()
            assert len(line) < 400
        async with await connect(running, ANNA) as connection:
            await (await terminal(connection)).wait_for("Welcome")
