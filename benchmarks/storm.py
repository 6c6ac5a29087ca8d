"""Send clients that wish the service ill, all at once, from a process of their own; see `benchmarks.hostile`."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncssh

from benchmarks.visitors import connect_to

KEYS = 10 * 1024 * 1024
"""Each typist sends so many bytes of keys at once."""
FORGED = b"\x1b[48;9999;9999;99;99t\x1b[?2026;0$y\x1b[99;99R\x1b[<0;5;5M\x1b]52;c;eHg=\x07\x1b[200~unfinished"
"""Answers of a terminal that nobody asked for, and a paste that does not end."""
NAMES = ("[bold red]root[/]", "x" * 1000, "'; DROP TABLE student; --")
LITTLE: dict[str, Any] = {"window": 2048, "max_pktsize": 1024}
TERMINAL: dict[str, Any] = {"term_type": "xterm-256color", "term_size": (80, 24), "encoding": None}
FAILED = (OSError, asyncssh.Error, TimeoutError)


class Storm:
    """Each kind of client tries over and over until the end; that it is refused or sent away is no failure."""

    def __init__(self, port: int, options: dict[str, Any]) -> None:
        """Keep asyncssh's `options`, by which those come in who have an account."""
        self._port = port
        self._options = options
        self._chance = random.Random(1)

    async def rage(self, seconds: float) -> None:
        """Let all of them try for so many seconds."""
        kinds: list[tuple[int, Callable[[], Awaitable[None]]]] = [
            (200, self._half_open),
            (4, lambda: self._raw(b"SSH-2.0-" + b"x" * 1_000_000)),
            (4, lambda: self._raw(b"SSH-2.0-x\r\n" + self._chance.randbytes(100_000))),
            (2, self._strange_name),
            (3, self._resize),
            (3, self._type_megabytes),
            (3, self._forge),
            (3, self._read_nothing),
        ]
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*(self._again_and_again(do) for number, do in kinds for _ in range(number)))

    async def _again_and_again(self, do: Callable[[], Awaitable[None]]) -> None:
        while True:
            with suppress(*FAILED):
                await do()
            await asyncio.sleep(0.5)

    async def _half_open(self) -> None:
        """Connect, say nothing, and wait."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            while await reader.read(1024):
                pass
        finally:
            writer.close()

    async def _raw(self, data: bytes) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(data)
            await reader.read()
        finally:
            writer.close()

    async def _strange_name(self) -> None:
        async with await self._connect(username=self._chance.choice(NAMES), client_keys=None, password="x"):
            pass

    async def _resize(self) -> None:
        async with await self._connect() as connection:
            process = await connection.create_process(**TERMINAL)
            reading = asyncio.ensure_future(_read(process))
            try:
                for _ in range(500):
                    columns, rows = self._chance.choice((0, 1, 80, 1000)), self._chance.choice((0, 1, 24, 1000))
                    process.change_terminal_size(columns, rows)
                    await asyncio.sleep(0.005)
            finally:
                reading.cancel()

    async def _type_megabytes(self) -> None:
        async with await self._connect() as connection:
            process = await connection.create_process(**TERMINAL)
            process.stdin.write(b"/" + b"x" * KEYS)
            await _read(process)

    async def _forge(self) -> None:
        async with await self._connect() as connection:
            process = await connection.create_process(**TERMINAL)
            for _ in range(200):
                process.stdin.write(FORGED + self._chance.randbytes(200))
                await asyncio.sleep(0.02)

    async def _read_nothing(self) -> None:
        async with await self._connect() as connection:
            process = await connection.create_process(**TERMINAL, **LITTLE)
            for _ in range(200):
                process.stdin.write(b"l")
                await asyncio.sleep(0.05)

    async def _connect(self, **options: Any) -> asyncssh.SSHClientConnection:
        return await connect_to(self._port, **(self._options | options))


async def _read(process: asyncssh.SSHClientProcess[bytes]) -> None:
    while await process.stdout.read(65536):
        pass


def rage(port: int, username: str, key: bytes, seconds: float) -> None:
    """A storm on this port; `key`: the private key by which this user comes in."""
    options = {"username": username, "client_keys": [asyncssh.import_private_key(key)]}
    asyncio.run(Storm(port, options).rage(seconds))
