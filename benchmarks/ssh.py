"""Many sessions by SSH in one process, beside a process a session under a real sshd; the same visitors in one run."""

from __future__ import annotations

import asyncio
import getpass
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile, which
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import IO, Any

import asyncssh

from benchmarks.figures import Figure, time_beside, time_within
from benchmarks.filling import Databases, as_student
from benchmarks.process_tree import memory, processor_time
from benchmarks.terminal import ENROLTUI, environment
from enroltui.registrar.registrar import Registrar
from enroltui.shipped import shipped_catalogue

SESSIONS, PROCESSES = 300, 10
"""Of the service, and of a process each: those would take ten times the memory of most machines."""
TYPING = 20
WORD = "logic"
"""What each of them types, and takes back."""
BETWEEN_KEYS = 1.0
"""Seconds, as somebody types who reads what is found."""
AT_ONCE = 10
"""Visitors who come in, or walk on, at the same time."""
PATIENCE = 60
MEBIBYTE = 1024 * 1024
MEMORY_GOAL, SCREEN_GOAL = 3 * MEBIBYTE, 0.050
STUDENT = "s9900001"


@dataclass
class Cost:
    """What sessions took, each, and what those who type waited for."""

    processor: float
    memory: float
    key_to_screen: float


@dataclass
class Way:
    """A way to come in: where, with what, and which keys then lead to the Main Menu."""

    pid: int
    port: int
    options: dict[str, Any]
    log_in: Callable[[Visitor], Awaitable[None]]
    at_once: int
    """Visitors who come in at the same time."""


class Visitor:
    """Somebody at a terminal of 80x24, who looks for words in what is painted."""

    def __init__(self, process: asyncssh.SSHClientProcess[bytes]) -> None:
        self._process = process

    def press(self, keys: str) -> None:
        """Type these keys."""
        self._process.stdin.write(keys.encode())

    async def wait_for(self, words: str) -> None:
        """Read on until these words have been painted."""
        seen = b""
        async with asyncio.timeout(PATIENCE):
            while words.encode() not in seen:
                seen = seen[-200:] + await self._read()

    async def wait_for_quiet(self, seconds: float) -> None:
        """Read on until nothing has come for so long."""
        while True:
            try:
                await asyncio.wait_for(self._read(), seconds)
            except TimeoutError:
                return

    async def paint_after(self, key: str) -> float:
        """Seconds from a key to the first that is painted after it."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        self.press(key)
        async with asyncio.timeout(PATIENCE):
            await self._read()
        return loop.time() - start

    async def _read(self) -> bytes:
        data = await self._process.stdout.read(65536)
        if not data:
            raise ConnectionError("the session ended")
        return data


def ssh(_: Databases) -> list[Figure]:
    """Memory and processor time a session, and from key to screen while some of them type."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        database = Path(copyfile(shipped_catalogue(), home / "enroltui.db"))
        with _service(home, database) as way:
            ours = asyncio.run(_measure(way, SESSIONS))
        with _sshd(home, database) as way:
            bare = asyncio.run(_measure(way, PROCESSES))
    what = f"{SESSIONS} sessions by SSH; bare: a process each under sshd ({PROCESSES})"
    spare = (f"{one.memory / MEBIBYTE:.1f} MiB" for one in (ours, bare))
    waits = f"Key to screen, the 95th of a hundred, while {TYPING} type"
    return [
        Figure(
            f"{what}: memory a session",
            next(spare),
            next(spare),
            f"{ours.memory / bare.memory:.2f}",
            "at most 3 MiB",
            ours.memory <= MEMORY_GOAL,
        ),
        time_beside("Processor time from connecting to the Main Menu", ours.processor, bare.processor, at_most=1 / 8),
        time_within(waits, ours.key_to_screen, bare.key_to_screen, limit=SCREEN_GOAL),
    ]


async def _measure(way: Way, count: int) -> Cost:
    """Let so many come in and walk to the search page, then some of them type."""
    async with _visitors(way, 1) as [warm]:
        await _walk(warm)
    await asyncio.sleep(1)  # for what the first one leaves behind to be gone
    base, began = memory(way.pid), processor_time(way.pid)
    async with _visitors(way, count) as visitors:
        processor = (processor_time(way.pid) - began) / count
        await _few_at_once(_walk, visitors)
        taken = (memory(way.pid) - base) / count
        await asyncio.sleep(1)
        waits = await asyncio.gather(*(_type(visitor, place) for place, visitor in enumerate(visitors[:TYPING])))
    return Cost(processor, taken, quantiles([one for wait in waits for one in wait], n=20)[-1])


@asynccontextmanager
async def _visitors(way: Way, count: int) -> AsyncIterator[list[Visitor]]:
    """So many people at the Main Menu."""
    few = asyncio.Semaphore(way.at_once)
    async with AsyncExitStack() as stack:

        async def come_in() -> Visitor:
            async with few:
                connection = await stack.enter_async_context(await _connect(way))
                process = await connection.create_process(term_type="xterm-256color", term_size=(80, 24), encoding=None)
                visitor = Visitor(process)
                await way.log_in(visitor)
                await visitor.wait_for("Welcome")
                return visitor

        yield list(await asyncio.gather(*(come_in() for _ in range(count))))


async def _few_at_once(do: Callable[[Visitor], Awaitable[None]], visitors: Sequence[Visitor]) -> None:
    few = asyncio.Semaphore(AT_ONCE)

    async def one(visitor: Visitor) -> None:
        async with few:
            await do(visitor)

    await asyncio.gather(*map(one, visitors))


async def _connect(way: Way) -> asyncssh.SSHClientConnection:
    return await asyncssh.connect("127.0.0.1", way.port, known_hosts=None, config=None, agent_path=None, **way.options)


async def _walk(visitor: Visitor) -> None:
    """To the search page, as a student who looks for the first course."""
    await visitor.wait_for_quiet(0.05)
    visitor.press("/")
    await visitor.wait_for("EC")
    await visitor.wait_for_quiet(0.05)


async def _type(visitor: Visitor, place: int) -> list[float]:
    """Seconds from each key to the screen, of somebody who types a word and takes it back."""
    await asyncio.sleep(BETWEEN_KEYS * place / TYPING)
    waits = []
    for key in [*WORD, *("\x7f" for _ in WORD)]:
        await visitor.wait_for_quiet(BETWEEN_KEYS / 2)
        waits.append(await visitor.paint_after(key))
        await visitor.wait_for_quiet(BETWEEN_KEYS / 2)
    return waits


@contextmanager
def _service(home: Path, database: Path) -> Iterator[Way]:
    """`enroltui serve`, with a place for everybody, who come in by key as they do at the other one."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    registrar = Registrar.open(database)
    registrar.add_ssh_key(as_student(STUDENT), STUDENT, key.export_public_key().decode())
    registrar.close()
    log = home / "serve.log"
    places = ("sessions", "account-sessions", "connections", "half-open")
    limits = [part for name in places for part in (f"--{name}", str(10 * SESSIONS))]
    options = ["--host", "127.0.0.1", "--port", "0", "--status-port", "0", "--log-format", "json", *limits]
    command = [*ENROLTUI, "serve", "--demo", "--database", str(database), *options]
    with log.open("w") as stderr, _running(command, str(home), stderr=stderr) as process:
        assert process.stdout is not None
        process.stdout.readline()
        port = json.loads(log.read_text().splitlines()[0])["port"]
        yield Way(process.pid, port, {"username": STUDENT, "client_keys": [key]}, _nothing_more, AT_ONCE)


async def _nothing_more(_: Visitor) -> None:
    """SSH has let one in: there is no second login."""


@contextmanager
def _sshd(home: Path, database: Path) -> Iterator[Way]:
    """OpenSSH's server, which starts the app for everybody who comes in by key."""
    program = which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if program is None:
        raise SystemExit("The part ssh needs OpenSSH's server. On Debian: apt-get install openssh-server")
    Path("/run/sshd").mkdir(exist_ok=True)
    keys = {name: asyncssh.generate_private_key("ssh-ed25519") for name in ("host", "client")}
    keys["host"].write_private_key(str(home / "host"))
    (home / "host").chmod(0o600)
    (home / "authorized").write_bytes(keys["client"].export_public_key())
    # A cursor that blinks would be taken for the answer to a key; over our SSH none does.
    variables = {**environment(str(home)), "TEXTUAL_ANIMATIONS": "none"}
    given = " ".join(f"{name}='{value}'" for name, value in variables.items() if "'" not in value)
    start = home / "start"
    start.write_text(f"#!/bin/sh\nexec env -i {given} {_quoted([*ENROLTUI, '--database', str(database)])}\n")
    start.chmod(0o755)
    port = 22022
    config = home / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home / 'host'}\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"AuthorizedKeysFile {home / 'authorized'}\nForceCommand {start}\nMaxStartups 1000\n"
    )
    with _running([program, "-D", "-e", "-f", str(config)], str(home), stderr=subprocess.DEVNULL) as process:
        _wait_for_port(port)
        options = {"username": getpass.getuser(), "client_keys": [keys["client"]]}
        # One after another, as a password that is tried several times at once is refused.
        yield Way(process.pid, port, options, _log_in, 1)


def _wait_for_port(port: int) -> None:
    end = monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if monotonic() > end:
                raise
            sleep(0.1)
        else:
            return


async def _log_in(visitor: Visitor) -> None:
    """On the app's own Login page, as the first demo student."""
    await visitor.wait_for(STUDENT)
    visitor.press("\t\t\r")
    await visitor.wait_for("••••")
    visitor.press("\r")


def _quoted(words: list[str]) -> str:
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)


@contextmanager
def _running(command: list[str], home: str, stderr: int | IO[str]) -> Iterator[subprocess.Popen[str]]:
    process: subprocess.Popen[str] = subprocess.Popen(
        command, env=environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, stderr=stderr
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit("python -m benchmarks ssh")
