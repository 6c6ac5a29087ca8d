"""The players' processes: started, killed and started again, and ended. No other process is touched."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from threading import current_thread, main_thread
from types import ModuleType

from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.language import N_
from enroltui.proving.faults import Fault, fault
from enroltui.proving.game import Game
from enroltui.proving.players import NO_RECORD, broken, play

processes = multiprocessing.get_context("forkserver")
"""Processes that begin with everything imported, but not as copies of this one."""
STDERR = 2
"""The number of its open file."""


def be_ready_to_start(*modules: str) -> None:
    """Start what starts the players, with these modules imported.

    The keys that end this program do not reach it; what Python says where no memory is left, no person reads.
    """
    processes.set_forkserver_preload([play.__module__, *modules])
    if current_thread() is not main_thread():  # signals are the main thread's
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what it starts ignores it too
    stderr = os.dup(STDERR)
    try:
        with open(os.devnull, "wb") as nothing:
            os.dup2(nothing.fileno(), STDERR)
        forkserver.ensure_running()
    finally:
        os.dup2(stderr, STDERR)
        os.close(stderr)
        signal.signal(signal.SIGINT, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """Let a process that is started meanwhile not run the script again by which this one was started."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class Players:
    """So many players of a game, each in a process of its own; `kills` counts those that were killed."""

    def __init__(self, game: Game, number: int, chance: Random) -> None:
        self.game = game
        self.kills = 0
        self.processes: list[BaseProcess] = []
        self._chance = chance
        try:
            for place in range(number):
                self.processes.append(self._started(place))
        except BaseException:
            self.throw_out()
            raise

    @property
    def records(self) -> list[Path]:
        """Return the files in which they write down what they do."""
        return [self.game.record(place) for place in range(len(self.processes))]

    def kill_one(self) -> None:
        """Kill one without a word, as when the machine fails, and start it again."""
        place = self._chance.randrange(len(self.processes))
        process = self.processes[place]
        self._look_for_full_disk(process)
        process.kill()
        process.join()
        self.processes[place] = self._started(place)
        self.kills += 1

    def end(self) -> list[Fault]:
        """Let all come to their end; return what went wrong with any. Raises DatabaseUnusable on a full disk."""
        self.game.over.put_up()
        for process in self.processes:
            process.join(2 * self.game.patience)
        return list(self._gone_wrong())

    def throw_out(self) -> None:
        """Kill all that are still there."""
        for process in self.processes:
            if process.exitcode is None:
                process.kill()
                process.join()

    def _started(self, place: int) -> BaseProcess:
        process = processes.Process(target=play, args=(self.game, place, self._chance.randrange(10**9)))
        with _without_main():
            process.start()
        return process

    def _gone_wrong(self) -> Iterable[Fault]:
        for place, process in enumerate(self.processes):
            if process.exitcode is None:
                yield fault(N_("Program {place} never ended: it is stuck."), place=place + 1)
                continue
            self._look_for_full_disk(process)
            if said := broken(self.game.record(place)):
                yield fault(N_("Program {place} went wrong: {error}"), place=place + 1, error=said)

    def _look_for_full_disk(self, process: BaseProcess) -> None:
        if process.exitcode == NO_RECORD:
            raise DatabaseUnusable(Unusable.FULL, self.game.folder)
