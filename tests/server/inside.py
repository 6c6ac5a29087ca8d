"""The service within the test's own process and loop, and visitors by asyncssh: hundreds of them cost little."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import asyncssh
import pyte

from enroltui.clock import ShownClock, real_now
from enroltui.registrar.registrar import Registrar
from enroltui.server.event_log import EventLog
from enroltui.server.lifecycle import Lifecycle
from enroltui.server.limits import Limits
from enroltui.server.opening import Opening
from enroltui.server.service import Service
from kit.patience import PATIENCE
from tests.registrar.world import ANNA, PASSWORD

KEY = asyncssh.generate_private_key("ssh-ed25519")


class Listens(Protocol):
    """A service that listens on a port, wherever it runs."""

    port: int


@dataclass
class Inside:
    """A service of this process, the port that it listens on, and its log."""

    service: Service
    lifecycle: Lifecycle
    port: int
    written: io.StringIO

    @property
    def log(self) -> list[dict[str, Any]]:
        """The events of its log up to now."""
        return [json.loads(line) for line in self.written.getvalue().splitlines()]

    def events(self, event: str) -> list[dict[str, Any]]:
        """The events of one kind."""
        return [line for line in self.log if line["event"] == event]


@asynccontextmanager
async def inside(
    database: Path,
    limits: Limits | None = None,
    *,
    demo: bool = False,
    today: str = "2018-01-15T12:00",
    opening: Opening | None = None,
    real_clock: Callable[[], datetime] = real_now,
) -> AsyncIterator[Inside]:
    """A service on this database, at noon of the hand-made world's day unless another moment is named.

    There is time enough to log in, unless a limit of this test's own says otherwise.
    """
    registrar, written = Registrar.open(database), io.StringIO()
    event_log = EventLog(as_json=True, stream=written)
    clock = ShownClock.parse(today, real_clock)
    limits = limits or Limits()
    if limits.login_time == Limits().login_time:
        limits = replace(limits, login_time=round(PATIENCE))
    service = Service(registrar, clock, limits, event_log, "A test.\n", demo=demo, opening=opening)
    lifecycle = Lifecycle(service)
    try:
        yield Inside(service, lifecycle, await lifecycle.listen("127.0.0.1", 0, KEY), written)
    finally:
        await lifecycle.drain(0)
        with ThreadPoolExecutor(1) as waiting:  # a question that is still asked keeps a connection
            await asyncio.get_running_loop().run_in_executor(waiting, service._asking.shutdown)
        registrar.close()
        await until(lambda: not service.connections)


async def connect(
    running: Listens, name: str = ANNA, password: str | None = PASSWORD, **options: Any
) -> asyncssh.SSHClientConnection:
    """Log in, as a student unless named otherwise."""
    return await asyncssh.connect(
        "127.0.0.1",
        running.port,
        username=name,
        password=password,
        known_hosts=None,
        client_keys=options.pop("client_keys", None),
        config=None,
        agent_path=None,
        login_timeout=PATIENCE,
        **options,
    )


class Visitor:
    """Somebody at a terminal, who presses keys and reads the screen."""

    def __init__(self, process: asyncssh.SSHClientProcess[bytes], size: tuple[int, int]) -> None:
        self.process = process
        self.written = b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """The lines of the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, keys: str) -> None:
        """Type these keys."""
        self.process.stdin.write(keys.encode())

    async def wait_for(self, words: str) -> None:
        """Read on until these words stand on the screen."""

        async def read() -> None:
            while words not in self.text:
                assert await self.read(), f"it ended before {words!r}:\n{self.text}"

        try:
            await asyncio.wait_for(read(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{words!r} is not on the screen:\n{self.text}") from None

    async def wait_until_gone(self, words: str) -> None:
        """Read on until these words no longer stand on the screen."""
        while words in self.text:
            assert await self.read(), f"it ended with {words!r}:\n{self.text}"

    async def read(self) -> bool:
        """Read what comes next; False at the end."""
        written = await asyncio.wait_for(self.process.stdout.read(65536), PATIENCE)
        self.written += written
        self._stream.feed(written)
        return bool(written)

    async def wait_for_end(self) -> int | None:
        """Read to the end; the exit status."""
        while await self.read():
            pass
        return (await self.process.wait()).exit_status


@asynccontextmanager
async def visiting(
    running: Listens, name: str = ANNA, *, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[Visitor]:
    """A connection with a terminal, for as long as the block runs."""
    async with await connect(running, name, **options) as connection:
        yield await terminal(connection, size)


async def terminal(connection: asyncssh.SSHClientConnection, size: tuple[int, int] = (80, 24)) -> Visitor:
    """Open a terminal on a connection."""
    process = await connection.create_process(term_type="xterm-256color", term_size=size, encoding=None)
    return Visitor(process, size)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds, however long that takes."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while not condition():
        assert asyncio.get_running_loop().time() < end, "waited in vain"
        await asyncio.sleep(0.01)
