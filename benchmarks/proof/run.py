"""Run the proof: players, mischief, and the checker's verdict in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.proof.backing_up import Backups, back_up, look_into_archive, look_into_file
from benchmarks.proof.closing import close_some
from benchmarks.proof.mischief import Mischief
from benchmarks.proof.proxy import Proxy
from enroltui.language import Language
from enroltui.proving import arena
from enroltui.proving.checking import PlayerRequest
from enroltui.proving.game import Flag, Game
from enroltui.proving.kills import Players, be_ready_to_start
from enroltui.proving.players import read
from enroltui.proving.result import Result, answered, result_of
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
    "met full": 10,
    "met closed": 10,
}
"""A run that meets less proves too little."""
LEAST_ON_FILES = {"stopped backup": 5}
"""On files so many backups must be stopped half-way, while players wrote."""
LEAST_ON_SERVERS = {"restart": 10}

ENGLISH = Language("en")


def told(result: Result) -> str:
    """Say in lines what was met, and the verdict."""
    wrong = [*result.wrong, *result.found]
    nothing = "nothing wrong: nothing lost, nothing twice, nothing by half"
    verdict = f"{len(wrong)} violations" if wrong else nothing
    lines = [
        f"requests: {result.requests:,}, answered: {result.answered:,}, fights for a last seat: {result.fights:,}",
        f"mischief: {_counted(result.mischief)}",
        f"met by the players: {_counted(result.met)}",
        *(f"WRONG: {fault.told(ENGLISH)}" for fault in wrong[:20]),
        f"verdict: {verdict}",
    ]
    return "\n".join(lines)


def least_on(kind: str) -> dict[str, int]:
    """Return what a run on this kind of database has to meet at least; what met less proves nothing."""
    return LEAST | (LEAST_ON_SERVERS if kind == "postgresql" else LEAST_ON_FILES)


def prove(kind: str, seconds: float, seed: int, plant: str | None = None, *, answers: int = 0) -> Result:
    """Play on a database of this kind ("sqlite" or "postgresql"); a planted fault is put in at the end.

    It is played for so many seconds, and on until there are so many answers and each kind of mischief was done.
    """
    be_ready_to_start(back_up.__module__)
    chance = Random(seed)
    with TemporaryDirectory(prefix="enroltui-proof-") as name, _battlefield(kind, Path(name)) as (where, direct, arm):
        players = Players(Game(where, Path(name), PATIENCE), PLAYERS, chance)
        try:
            mischief = Mischief(players, chance)
            backups = arm(mischief, players.game.closed, lambda: list(read(players.records).values()))
            mischief.kinds["closing"] = lambda: close_some(direct, chance)
            end = monotonic() + seconds
            while monotonic() < end or mischief.is_new or answered(read(players.records).values()) < answers:
                mischief.do_one()
            wrong = [*players.end(), *backups.wrong]
        finally:
            players.throw_out()
        mischief.counts["stopped backup"] = backups.stopped
        return result_of(players.records, arena.kept(direct), mischief.counts, wrong, plant)


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


Arm = Callable[[Mischief, Flag, Callable[[], list[PlayerRequest]]], Backups]


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

            def arm_file(mischief: Mischief, closed: Flag, asked: Callable[[], list[PlayerRequest]]) -> Backups:
                backups = Backups(path, folder / "backups", asked, look_into_file)
                mischief.against_file(path, small_disk=small)
                mischief.kinds["backup"] = backups.make
                mischief.kinds["backup between commands"] = lambda: backups.make_between_commands(path, closed)
                return backups

            yield path, path, arm_file
            return
        server = stack.enter_context(own_server(forgetful=False, folder=disk / "server"))
        url = server.database()
        arena.build(url)
        proxy = Proxy(server.socket)
        stack.callback(proxy.close)

        def arm_server(mischief: Mischief, closed: Flag, asked: Callable[[], list[PlayerRequest]]) -> Backups:
            backups = Backups(url, folder / "backups", asked, partial(look_into_archive, server))
            mischief.against_server(server, proxy, disk if small else None)
            mischief.kinds["backup"] = backups.make
            return backups

        yield proxy.url(url), url, arm_server
