"""Break what is around the players, each kind of mischief again and again in a random order."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from time import sleep

from benchmarks.proof.proxy import Cut, Proxy, never
from enroltui.proving.kills import Players
from kit.servers import Server

PAUSES = (0.1, 1.2)
"""Between two pieces of mischief so many seconds pass, at least and at most."""
LONG_STOP = 6.0
"""So many seconds are longer than anybody waits for a lock, or than the server lets a transaction do nothing."""
TOGETHER = 40
"""About so many messages pass between two cuts."""


class Mischief:
    """What is done to players and to their database; `counts` tells what was done how often.

    `kinds`: what there is to be done, by name; more may be put in.
    """

    def __init__(self, players: Players, chance: Random) -> None:
        self.counts: Counter[str] = Counter()
        self.kinds: dict[str, Callable[[], None]] = {"kill": players.kill_one, "stop": self._stop}
        self._players = players
        self._next: list[str] = []
        self._chance = chance

    @property
    def is_new(self) -> bool:
        """Say whether some kind of mischief was not done yet."""
        return any(not self.counts[name] for name in self.kinds)

    def do_one(self) -> None:
        """Do the next piece: all kinds in turn, in another order each time, kills more often than others."""
        if not self._next:
            self._next = [*self.kinds, "kill", "kill"]
            self._chance.shuffle(self._next)
        name = self._next.pop()
        self.kinds[name]()
        self.counts[name] += 1
        sleep(self._chance.uniform(*PAUSES))

    def against_file(self, database: Path, *, small_disk: bool) -> None:
        """Also lock the file, and let the disk run full where it is a small one of its own."""

        def lock() -> None:
            other = sqlite3.connect(database, timeout=1, isolation_level=None)
            with closing(other), suppress(sqlite3.OperationalError):
                other.execute("BEGIN IMMEDIATE")
                sleep(self._chance.choice((0.1, 0.5, 0.5, LONG_STOP)))
                other.execute("ROLLBACK")

        self.kinds["lock"] = lock
        if small_disk:
            self.kinds["full disk"] = lambda: _fill(database.parent)

    def against_server(self, server: Server, proxy: Proxy, small_disk: Path | None) -> None:
        """Also cut connections, and stop, kill and start the server."""

        def cut() -> None:
            left = self._chance.randrange(1, TOGETHER)

            def at_some_messages(number: int) -> Cut | None:
                nonlocal left
                left -= 1
                return self._chance.choice(list(Cut)) if left % TOGETHER == 0 else None

            proxy.plan = at_some_messages
            sleep(0.3)
            proxy.plan = never

        def restart() -> None:
            self._chance.choice((server.stop, server.kill))()
            sleep(self._chance.uniform(0, 0.5))
            server.start()

        def full_disk(disk: Path) -> None:
            _fill(disk)
            server.kill()  # it may have gone by itself
            server.start()

        self.kinds |= {"cut": cut, "restart": restart}
        if small_disk is not None:
            self.kinds["full disk"] = lambda: full_disk(small_disk)

    def _stop(self) -> None:
        pid = self._chance.choice(self._players.processes).pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        sleep(self._chance.choice((0.2, 0.5, 1.0, LONG_STOP)))
        os.kill(pid, signal.SIGCONT)


def _fill(disk: Path) -> None:
    """Write on the disk until nothing more goes, and take that away again after a while."""
    rest = disk / "rest"
    with suppress(OSError), rest.open("wb", buffering=0) as file:
        while file.write(b"0" * 65536):
            pass
    sleep(0.5)
    rest.unlink()
