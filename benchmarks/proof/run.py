"""A run of the proof: players, mischief, and the checker's verdict in the end."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.proof import arena
from benchmarks.proof.checking import Asked, fights, violations
from benchmarks.proof.mischief import Mischief, give_back, small_disk
from benchmarks.proof.plants import PLANTS
from benchmarks.proof.players import play, read, troubles
from benchmarks.proof.proxy import Proxy
from enroltui.where import Where
from tests.patience import PATIENCE
from tests.servers import own_server

PLAYERS = 8
FILE_DISK, SERVER_DISK = 300, 500
"""Megabytes of the small disks that run full."""
LEAST_KILLS, LEAST_RESTARTS, LEAST_FIGHTS = 30, 10, 1000
"""A run that meets less proves too little; restarts are the server's."""

processes = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Verdict:
    """What a run met, and all that was wrong."""

    requests: int
    answered: int
    fights: int
    mischief: Counter[str]
    troubles: dict[str, int]
    wrong: list[str]

    def told(self) -> str:
        """In lines."""
        verdict = f"{len(self.wrong)} violations" if self.wrong else "nothing lost, nothing twice, nothing by half"
        lines = [
            f"requests: {self.requests:,}, answered: {self.answered:,}, fights for a last seat: {self.fights:,}",
            f"mischief: {_counted(self.mischief)}",
            f"met by the players: {_counted(self.troubles)}",
            *(f"WRONG: {one}" for one in self.wrong[:20]),
            f"verdict: {verdict}",
        ]
        return "\n".join(lines)

    def too_little(self, kind: str) -> list[str]:
        """What a run on this kind of database should have met more of."""
        least = {"kills": (self.mischief["kill"], LEAST_KILLS), "fights": (self.fights, LEAST_FIGHTS)}
        if kind == "postgresql":
            least["restarts"] = (self.mischief["restart"], LEAST_RESTARTS)
        return [f"only {count} {name}, {wanted} wanted" for name, (count, wanted) in least.items() if count < wanted]


def prove(kind: str, seconds: float, seed: int, plant: str | None = None, *, answers: int = 0) -> Verdict:
    """Play on a database of this kind ("sqlite" or "postgresql"); a planted fault is put in at the end.

    It is played for so many seconds, and on until there are so many answers and somebody was killed.
    """
    processes.set_forkserver_preload(["benchmarks.proof.players"])
    chance = Random(seed)
    with TemporaryDirectory(prefix="enroltui-proof-") as name, _battlefield(kind, Path(name)) as (where, direct, arm):
        over = processes.Event()
        paths = [Path(name) / f"player{place}.jsonl" for place in range(PLAYERS)]

        def start(place: int) -> BaseProcess:
            player = processes.Process(target=play, args=(where, paths[place], chance.randrange(10**9), over))
            player.start()
            return player

        mischief = Mischief([start(place) for place in range(PLAYERS)], start, chance)
        arm(mischief)
        end = monotonic() + seconds
        while monotonic() < end or not mischief.counts["kill"] or _answered(read(paths).values()) < answers:
            mischief.do_one()
        over.set()
        stuck = [f"player {place} is stuck" for place, one in enumerate(mischief.players) if not _ended(one)]
        asked, kept = list(read(paths).values()), arena.kept(direct)
        if plant:
            PLANTS[plant](asked, kept)
        wrong = stuck + violations(asked, kept)
        return Verdict(len(asked), _answered(asked), fights(asked), mischief.counts, troubles(paths), wrong)


def _answered(asked: Iterable[Asked]) -> int:
    """How many requests have an answer."""
    return sum(bool(one.answers) for one in asked)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def _ended(player: BaseProcess) -> bool:
    player.join(2 * PATIENCE)
    if player.exitcode is None:
        player.kill()
    return player.exitcode == 0


Arm = Callable[[Mischief], None]


@contextmanager
def _battlefield(kind: str, folder: Path) -> Iterator[tuple[Where, Where, Arm]]:
    """The database as players reach it, as the checker does, and what adds its own kinds of mischief."""
    disk = folder / "disk"
    disk.mkdir()
    with ExitStack() as stack:
        small = small_disk(disk, FILE_DISK if kind == "sqlite" else SERVER_DISK)
        if small:
            stack.callback(give_back, disk)
        if kind == "sqlite":
            path = disk / "arena.db"
            arena.build(path)
            yield path, path, lambda mischief: mischief.against_file(path, small_disk=small)
            return
        server = stack.enter_context(own_server(forgetful=False, folder=disk / "server"))
        url = server.database()
        arena.build(url)
        proxy = Proxy(server.socket)
        stack.callback(proxy.close)
        yield proxy.url(url), url, lambda mischief: mischief.against_server(server, proxy, disk if small else None)
