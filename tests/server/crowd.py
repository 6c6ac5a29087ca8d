"""Clients of every kind that would use a service up, from twenty addresses of this machine."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncssh

from tests.registrar.world import BRAM, PASSWORD

ADDRESSES = tuple(f"127.0.0.{last}" for last in range(2, 22))
FAILED = (OSError, asyncssh.Error, asyncssh.ChannelOpenError, asyncssh.ChannelListenError, EOFError, TimeoutError)
TERMINAL: dict[str, Any] = {"term_type": "xterm-256color", "term_size": (80, 24), "encoding": None}


class Crowd:
    """Lets clients come, of one kind after another and from one address after another."""

    def __init__(self, port: int) -> None:
        self.came: Counter[str] = Counter()
        """How many of each kind have come up to now."""
        self._port = port
        self._kinds: tuple[Callable[[str], Awaitable[None]], ...] = (
            self.says_nothing,
            self.sends_half_a_banner,
            self.knocks_with_another_protocol,
            self.resets,
            self.stops_in_the_key_exchange,
            self.is_a_guest_without_a_session,
            self.is_a_guest_at_a_terminal,
            self.wants_to_watch,
            self.guesses_a_password,
            self.is_a_student_without_a_session,
            self.is_an_idle_student,
            self.opens_and_closes,
            self.asks_for_everything,
        )

    @asynccontextmanager
    async def coming(self, number: int, at_once: int, seconds: float = 0.0) -> AsyncIterator[None]:
        """Let them come while the block runs; at its end those leave who are still there."""
        task = asyncio.create_task(self._come(number, at_once, seconds))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _come(self, number: int, at_once: int, seconds: float) -> None:
        """Let so many come over so many seconds; each stays as long as it may, and then makes room for another."""
        room = asyncio.Semaphore(at_once)
        async with asyncio.TaskGroup() as coming:
            for each in range(number):
                await room.acquire()
                kind = self._kinds[each % len(self._kinds)]
                coming.create_task(self._visit(kind, ADDRESSES[each // len(self._kinds) % len(ADDRESSES)], room))
                await asyncio.sleep(seconds / number)

    async def _visit(self, kind: Callable[[str], Awaitable[None]], address: str, room: asyncio.Semaphore) -> None:
        self.came[kind.__name__] += 1
        with suppress(*FAILED):
            await kind(address)
        room.release()

    # --- without SSH ------------------------------------------------------------------------------------------------

    async def says_nothing(self, address: str) -> None:
        """Connects and is silent."""
        await self._raw(address, b"")

    async def sends_half_a_banner(self, address: str) -> None:
        """Sends half of the line by which a client names itself."""
        await self._raw(address, b"SSH-2.0-Ope")

    async def knocks_with_another_protocol(self, address: str) -> None:
        """Says what a scanner of ports does."""
        await self._raw(address, b"GET / HTTP/1.1\r\nHost: example\r\n\r\n\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")

    async def stops_in_the_key_exchange(self, address: str) -> None:
        """Names itself, and stops in the exchange of keys."""
        await self._raw(address, b"SSH-2.0-OpenSSH_9.2\r\n")

    async def resets(self, address: str) -> None:
        """Connects, and resets the connection."""
        _, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(address, 0))
        plain: socket.socket = writer.get_extra_info("socket")
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.write(b"SSH-2.0-x\r\n")
        writer.transport.abort()

    async def _raw(self, address: str, data: bytes) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(address, 0))
        try:
            writer.write(data)
            while await reader.read(4096):
                pass
        finally:
            writer.transport.abort()

    # --- by SSH -----------------------------------------------------------------------------------------------------

    async def is_a_guest_without_a_session(self, address: str) -> None:
        """Logs in as a guest, and opens no channel."""
        async with await self._connect(address, "demo") as connection:
            await connection.wait_closed()

    async def is_a_guest_at_a_terminal(self, address: str) -> None:
        """Tries the demo, and leaves its terminal alone."""
        await self._idle(address, "demo")

    async def wants_to_watch(self, address: str) -> None:
        """Logs in to watch a presentation, of which there is none."""
        await self._idle(address, "watch")

    async def guesses_a_password(self, address: str) -> None:
        """Logs in by a wrong name and password, and is refused."""
        async with await self._connect(address, f"{BRAM[:-1]}x", "a guess"):
            pass

    async def is_a_student_without_a_session(self, address: str) -> None:
        """Logs in by the right password, and opens no channel."""
        async with await self._connect(address, BRAM, PASSWORD) as connection:
            await connection.wait_closed()

    async def is_an_idle_student(self, address: str) -> None:
        """Logs in, and presses no key."""
        await self._idle(address, BRAM, PASSWORD)

    async def opens_and_closes(self, address: str) -> None:
        """Opens a channel after another, each for a moment."""
        async with await self._connect(address, BRAM, PASSWORD) as connection:
            for _ in range(10):
                with suppress(asyncssh.ChannelOpenError):
                    (await connection.create_process(**TERMINAL)).close()

    async def asks_for_everything(self, address: str) -> None:
        """Sends hundreds of requests on one channel, and one on the connection."""
        async with await self._connect(address, BRAM, PASSWORD) as connection:
            process = await connection.create_process(**TERMINAL, env={f"LC_{n}": "x" * 200 for n in range(200)})
            for size in range(200):
                process.change_terminal_size(80 + size % 20, 24)
            with suppress(asyncssh.ChannelListenError):
                await connection.forward_remote_port("", 0, "127.0.0.1", 1)

    async def _idle(self, address: str, name: str, password: str | None = None) -> None:
        async with await self._connect(address, name, password) as connection:
            process = await connection.create_process(**TERMINAL)
            while await process.stdout.read(65536):
                pass

    async def _connect(self, address: str, name: str, password: str | None = None) -> asyncssh.SSHClientConnection:
        return await asyncssh.connect(
            "127.0.0.1",
            self._port,
            local_addr=(address, 0),
            username=name,
            password=password,
            known_hosts=None,
            client_keys=None,
            config=None,
            agent_path=None,
        )
