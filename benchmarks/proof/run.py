"""Run the proof: players, mischief, and the checker's verdict in the end."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event as Signal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.proof.backing_up import Backups, look_into_archive, look_into_file
from benchmarks.proof.closing import close_some
from benchmarks.proof.mischief import Mischief
from benchmarks.proof.proxy import Proxy
from enroltui.proving import arena
from enroltui.proving.checking import PlayerRequest, fights, violations
from enroltui.proving.plants import PLANTS
from enroltui.proving.players import play, read, troubles
from enroltui.where import Where
from kit.patience import PATIENCE
from kit.servers import own_server
from kit.small_disk import give_back, small_disk

PLAYERS = 8
FILE_DISK, SERVER_DISK = 300, 500
"""The small disks that run full have so many megabytes."""
FILLER = 30
"""So many megabytes are in the file besides, so that copying it takes a while."""
LEAST = {
    "fights": 1000,
    "kill": 30,
    "backup": 10,
    "full disk": 5,
    "closing": 10,
    "met a full disk": 10,
    "met a closed account": 10,
}
"""A run that meets less proves too little."""
LEAST_ON_FILES = {"stopped backup": 5}
"""On files so many backups must be stopped half-way, while players wrote."""
LEAST_ON_SERVERS = {"restart": 10}

processes = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class ProofResult:
    """What a run met, and all that was wrong."""

    requests: int
    answered: int
    fights: int
    mischief: Counter[str]
    troubles: dict[str, int]
    wrong: list[str]

    def told(self) -> str:
        """Say the verdict in lines."""
        nothing = "nothing wrong: nothing lost, nothing twice, nothing by half"
        verdict = f"{len(self.wrong)} violations" if self.wrong else nothing
        lines = [
            f"requests: {self.requests:,}, answered: {self.answered:,}, fights for a last seat: {self.fights:,}",
            f"mischief: {_counted(self.mischief)}",
            f"met by the players: {_counted(self.troubles)}",
            *(f"WRONG: {fault}" for fault in self.wrong[:20]),
            f"verdict: {verdict}",
        ]
        return "\n".join(lines)

    def too_little(self, kind: str) -> list[str]:
        """Say what a run on this kind of database should have met more of."""
        met = {"met a full disk": self.troubles.get("full", 0), "met a closed account": self.troubles.get("closed", 0)}
        seen = Counter(self.mischief) + Counter({**met, "fights": self.fights})
        least = LEAST | (LEAST_ON_SERVERS if kind == "postgresql" else LEAST_ON_FILES)
        return [f"{name}: only {seen[name]}, {wanted} wanted" for name, wanted in least.items() if seen[name] < wanted]


def prove(kind: str, seconds: float, seed: int, plant: str | None = None, *, answers: int = 0) -> ProofResult:
    """Play on a database of this kind ("sqlite" or "postgresql"); a planted fault is put in at the end.

    It is played for so many seconds, and on until there are so many answers and each kind of mischief was done.
    """
    processes.set_forkserver_preload(["enroltui.proving.players", "benchmarks.proof.backing_up"])
    chance = Random(seed)
    with TemporaryDirectory(prefix="enroltui-proof-") as name, _battlefield(kind, Path(name)) as (where, direct, arm):
        over, doors = processes.Event(), processes.Event()
        doors.set()
        paths = [Path(name) / f"player{place}.jsonl" for place in range(PLAYERS)]

        def start(place: int) -> BaseProcess:
            player = processes.Process(target=play, args=(where, paths[place], chance.randrange(10**9), over, doors))
            player.start()
            return player

        mischief = Mischief([start(place) for place in range(PLAYERS)], start, chance)
        backups = arm(mischief, doors, lambda: list(read(paths).values()))
        mischief.kinds["closing"] = lambda: close_some(direct, chance)
        end = monotonic() + seconds
        while monotonic() < end or mischief.is_new or _answered(read(paths).values()) < answers:
            mischief.do_one()
        over.set()
        stuck = [f"player {place} is stuck" for place, player in enumerate(mischief.players) if not _ended(player)]
        asked, kept = list(read(paths).values()), arena.kept(direct)
        if plant:
            PLANTS[plant](asked, kept)
        mischief.counts["stopped backup"] = backups.stopped
        wrong = stuck + backups.wrong + violations(asked, kept)
        return ProofResult(len(asked), _answered(asked), fights(asked), mischief.counts, troubles(paths), wrong)


def _answered(asked: Iterable[PlayerRequest]) -> int:
    """Count the requests that have an answer."""
    return sum(bool(request.answers) for request in asked)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def _ended(player: BaseProcess) -> bool:
    player.join(2 * PATIENCE)
    if player.exitcode is None:
        player.kill()
    return player.exitcode == 0


Arm = Callable[[Mischief, Signal, Callable[[], list[PlayerRequest]]], Backups]


@contextmanager
def _battlefield(kind: str, folder: Path) -> Iterator[tuple[Where, Where, Arm]]:
    """Yield the database as players and as the checker reach it, and what adds its own kinds of mischief."""
    disk = folder / "disk"
    disk.mkdir()
    with ExitStack() as stack:
        small = small_disk(disk, FILE_DISK if kind == "sqlite" else SERVER_DISK)
        if small:
            stack.callback(give_back, disk)
        if kind == "sqlite":
            path = disk / "arena.db"
            arena.build(path, FILLER)

            def arm_file(mischief: Mischief, doors: Signal, asked: Callable[[], list[PlayerRequest]]) -> Backups:
                backups = Backups(path, folder / "backups", processes, asked, look_into_file)
                mischief.against_file(path, small_disk=small)
                mischief.kinds["backup"] = backups.make
                mischief.kinds["backup between commands"] = lambda: backups.make_between_commands(path, doors)
                return backups

            yield path, path, arm_file
            return
        server = stack.enter_context(own_server(forgetful=False, folder=disk / "server"))
        url = server.database()
        arena.build(url)
        proxy = Proxy(server.socket)
        stack.callback(proxy.close)

        def arm_server(mischief: Mischief, doors: Signal, asked: Callable[[], list[PlayerRequest]]) -> Backups:
            backups = Backups(url, folder / "backups", processes, asked, partial(look_into_archive, server))
            mischief.against_server(server, proxy, disk if small else None)
            mischief.kinds["backup"] = backups.make
            return backups

        yield proxy.url(url), url, arm_server
