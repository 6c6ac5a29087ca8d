"""Let a thousand people arrive by SSH when all places are taken, and end the service in order with everybody told."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from signal import SIGTERM
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from benchmarks.figures import Figure, time_within
from benchmarks.process_tree import memory
from benchmarks.ssh_servers import LOG, service
from benchmarks.visitors import AT_ONCE, Way, connect, terminal
from enroltui.server.driver import RESTORE
from kit.filling import Databases, student_number

CLASSES = 1_000
PLACES, ARRIVALS = 300, 1_000
LET_IN = 600
"""So many of those who waited leave as soon as they are in; who comes in after them stays."""
RETRIES = 30
"""One of those who wait breaks off, or leaves, and comes again so many times, while the others wait."""
QUIT, LEAVE_LINE = "\x11", "q"
LIMITS = {"sessions": PLACES, "connections": 3000, "half-open": 3000}
END = 60.0
"""The service has to be gone so many seconds after SIGTERM."""
LONG = 600.0
"""Somebody may have to wait in line for so many seconds."""
TOLD = b"The service stops in"
STOPPED = re.escape(RESTORE.encode()) + rb".*has been stopped for a moment"
"""The service gives the terminal back, and then says why."""


def arrivals(databases: Databases) -> list[Figure]:
    """Measure who was let in before whom, the memory of one who waits, and how the service ends under all of it."""
    database = databases.copy(databases.of(CLASSES), "arrivals")
    students = [student_number(number) for number in range(1, PLACES + ARRIVALS + 2)]
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with service(home, database, students, LIMITS) as way:
            return asyncio.run(Arrivals(way, home / LOG, students).measure())


class Arrivals:
    """All who come, from the first who takes a place to the last who is told that the service stops."""

    def __init__(self, way: Way, log: Path, students: list[str]) -> None:
        self._way, self._log = way, log
        self._first, self._others, self._impatient = students[:PLACES], students[PLACES:-1], students[-1]
        self._few = asyncio.Semaphore(AT_ONCE)
        self._leave = asyncio.Event()
        """It is set when those who are inside are to give their places back."""
        self._told = 0

    async def measure(self) -> list[Figure]:
        """Fill the places, let the others arrive, give places back, and end the service."""
        everybody = [asyncio.create_task(self._take_a_place(student)) for student in self._first]
        await self._until("enters", PLACES)
        before = memory(self._way.pid)
        half = ARRIVALS // 2
        everybody += [asyncio.create_task(self._wait_in_line(student)) for student in self._others[:half]]
        await self._until("waits", half)
        retrying = asyncio.create_task(self._try_again_and_again())
        everybody += [asyncio.create_task(self._wait_in_line(student)) for student in self._others[half:]]
        await retrying
        everybody.append(asyncio.create_task(self._wait_in_line(self._impatient)))
        await self._until("waits", ARRIVALS + RETRIES + 1)
        each = (memory(self._way.pid) - before) / ARRIVALS
        self._leave.set()
        inside = PLACES + LET_IN + PLACES
        await self._until("enters", inside)
        began = monotonic()
        self._way.process.send_signal(SIGTERM)
        await asyncio.gather(*everybody)
        status = await asyncio.to_thread(self._way.process.wait, END)
        return self._figures(each, monotonic() - began, status)

    def _figures(self, each: float, end: float, status: int) -> list[Figure]:
        stayed = ARRIVALS + 1 - LET_IN
        what = f"{PLACES} places, {ARRIVALS:,} arrive, {LET_IN + PLACES} of them come in"
        earlier, told = self._let_in_early(), f"{self._told} of {stayed}"
        ended = f"SIGTERM with {PLACES} inside and {stayed - PLACES} in line"
        return [
            Figure(f"{what}: before somebody who came earlier", str(earlier), goal="none", met=not earlier),
            Figure(f"{what}: memory of one who waits", f"{each / 1024:.0f} KiB"),
            Figure(f"{ended}: told, and the terminal given back", told, goal="all", met=self._told == stayed),
            time_within(f"{ended}: until it had ended, status {status}", end, limit=END),
        ]

    def _let_in_early(self) -> int:
        """Count those who came in while somebody waited who had come earlier, and was still there."""
        line = list(dict.fromkeys(event["account"] for event in self._events("waits")))
        early = 0
        for event in self._events("enters")[PLACES:]:
            place = line.index(event["account"])
            early += any(who != self._impatient for who in line[:place])
            del line[place]
        return early

    # --- what each of them does -------------------------------------------------------------------------------------

    async def _take_a_place(self, student: str) -> None:
        async with self._few:
            connection = await connect(self._way, username=student)
            visitor = await terminal(connection)
            await visitor.wait_for("Welcome")
        await self._leave.wait()
        visitor.press(QUIT)
        await visitor.read_to_end()

    async def _wait_in_line(self, student: str) -> None:
        async with self._few:
            visitor = await terminal(await connect(self._way, username=student))
            await visitor.wait_for("in line")
        found = await visitor.wait_for_match(rb"Welcome|" + STOPPED, LONG)
        if found[0] != b"Welcome":
            self._told += 1
        elif len(self._events("enters")) <= PLACES + LET_IN:
            visitor.press(QUIT)
            await visitor.read_to_end()
        else:
            painted = await visitor.read_to_end()
            self._told += TOLD in painted and re.search(STOPPED, painted, re.DOTALL) is not None

    async def _try_again_and_again(self) -> None:
        for number in range(RETRIES):
            connection = await connect(self._way, username=self._impatient)
            visitor = await terminal(connection)
            await visitor.wait_for("in line")
            if number % 2:
                visitor.press(LEAVE_LINE)
                await visitor.read_to_end()
            connection.abort()

    # --- what the service has written down --------------------------------------------------------------------------

    async def _until(self, event: str, count: int) -> None:
        async with asyncio.timeout(LONG):
            while len(self._events(event)) < count:
                await asyncio.sleep(0.2)

    def _events(self, event: str) -> list[dict[str, Any]]:
        lines = map(json.loads, self._log.read_text(encoding="utf-8").splitlines())
        return [line for line in lines if line["event"] == event]
