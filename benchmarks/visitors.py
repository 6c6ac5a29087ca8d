"""Let people come in at terminals over SSH, by the hundred, walk to the search page, and type."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import asyncssh

TYPING = 20
"""So many of them type."""
WORD = "logic"
"""Each of them types this and takes it back."""
BETWEEN_KEYS = 1.0
"""So many seconds pass between two keys, as of somebody who reads what is found."""
AT_ONCE = 10
"""So many visitors come in, or walk on, at the same time."""
PATIENCE = 60
MEBIBYTE = 1024 * 1024


@dataclass
class Way:
    """A way to come in: where, with what, and which keys then lead to the Main Menu."""

    process: subprocess.Popen[str]
    port: int
    options: dict[str, Any]
    log_in: Callable[[SshVisitor], Awaitable[None]]
    at_once: int
    """So many visitors come in at the same time."""

    @property
    def pid(self) -> int:
        """Return the server's process id."""
        return self.process.pid


class SshVisitor:
    """Somebody at a terminal of 80x24, who looks for words in what is painted."""

    def __init__(self, process: asyncssh.SSHClientProcess[bytes]) -> None:
        self._process = process

    def press(self, keys: str) -> None:
        """Type these keys."""
        self._process.stdin.write(keys.encode())

    async def wait_for(self, words: str) -> None:
        """Read on until these words have been painted."""
        await self.wait_for_match(re.escape(words.encode()))

    async def wait_for_match(self, pattern: bytes, patience: float = PATIENCE) -> re.Match[bytes]:
        """Read on until what matches has been painted, for so many seconds at most."""
        seen = b""
        async with asyncio.timeout(patience):
            while (match := re.search(pattern, seen, re.DOTALL)) is None:
                seen = seen[-200:] + await self._read()
        return match

    async def wait_for_quiet(self, seconds: float) -> None:
        """Read on until nothing has come for so many seconds."""
        while True:
            try:
                await asyncio.wait_for(self._read(), seconds)
            except TimeoutError:
                return

    async def paint_after(self, key: str) -> float:
        """Press a key; return the seconds until something is painted after it."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        self.press(key)
        async with asyncio.timeout(PATIENCE):
            await self._read()
        return loop.time() - start

    async def read_to_end(self) -> bytes:
        """Return all that is still painted, until the session ends."""
        read = b""
        with suppress(asyncssh.Error, ConnectionError):
            while True:
                read += await self._read()
        return read

    async def _read(self) -> bytes:
        data = await self._process.stdout.read(65536)
        if not data:
            raise ConnectionError("the session ended")
        return data


@asynccontextmanager
async def visitors(way: Way, count: int) -> AsyncIterator[list[SshVisitor]]:
    """Let so many people come in and walk to the Main Menu."""
    few = asyncio.Semaphore(way.at_once)
    async with AsyncExitStack() as stack:

        async def come_in() -> SshVisitor:
            async with few:
                connection = await stack.enter_async_context(await connect(way))
                visitor = await terminal(connection)
                await way.log_in(visitor)
                await visitor.wait_for("Welcome")
                return visitor

        yield list(await asyncio.gather(*(come_in() for _ in range(count))))


async def few_at_once(do: Callable[[SshVisitor], Awaitable[None]], visitors: Sequence[SshVisitor]) -> None:
    """Let each of them do it, a few at the same time."""
    few = asyncio.Semaphore(AT_ONCE)

    async def one(visitor: SshVisitor) -> None:
        async with few:
            await do(visitor)

    await asyncio.gather(*map(one, visitors))


async def connect(way: Way, **options: Any) -> asyncssh.SSHClientConnection:
    """Log in as everybody there does, or by other options of asyncssh's."""
    return await connect_to(way.port, **(way.options | options))


async def connect_to(port: int, **options: Any) -> asyncssh.SSHClientConnection:
    """Connect to this port of this machine, with nothing of the person's own settings."""
    return await asyncssh.connect("127.0.0.1", port, known_hosts=None, config=None, agent_path=None, **options)


async def terminal(connection: asyncssh.SSHClientConnection) -> SshVisitor:
    """Open a terminal on a connection."""
    return SshVisitor(await connection.create_process(term_type="xterm-256color", term_size=(80, 24), encoding=None))


async def walk_to_search(visitor: SshVisitor) -> None:
    """Walk to the search page, as a student who looks for the first course."""
    await visitor.wait_for_quiet(0.05)
    visitor.press("/")
    await visitor.wait_for("EC")
    await visitor.wait_for_quiet(0.05)


async def waits_of_typing(visitors: Sequence[SshVisitor]) -> list[float]:
    """Let the first `TYPING` of them type a word and take it back; return the seconds from each key to the screen."""
    waits = await asyncio.gather(*(_type(visitor, place) for place, visitor in enumerate(visitors[:TYPING])))
    return [second for wait in waits for second in wait]


def slowest(waits: Sequence[float]) -> float:
    """Return the 95th of a hundred of them."""
    return quantiles(waits, n=20)[-1]


async def _type(visitor: SshVisitor, place: int) -> list[float]:
    await asyncio.sleep(BETWEEN_KEYS * place / TYPING)
    waits = []
    for key in [*WORD, *("\x7f" for _ in WORD)]:
        await visitor.wait_for_quiet(BETWEEN_KEYS / 2)
        waits.append(await visitor.paint_after(key))
        await visitor.wait_for_quiet(BETWEEN_KEYS / 2)
    return waits
