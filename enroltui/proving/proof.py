"""Prove it: a game of so many seconds with kills, on a new file or an empty database of a server, and its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import EMFILE, ENFILE
from pathlib import Path
from random import Random
from tempfile import gettempdir
from time import monotonic, sleep

from enroltui.database.engines import check
from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.language import N_
from enroltui.proving import arena
from enroltui.proving.faults import Fault, fault
from enroltui.proving.game import Game
from enroltui.proving.kills import Players, be_ready_to_start
from enroltui.proving.result import Result, result_of
from enroltui.saving import HeldFolder, tidy
from enroltui.where import Where

PLAYERS = 8
PAUSES = (0.2, 1.0)
"""Between two kills so many seconds pass, at least and at most."""
FOLDERS = "enroltui-prove-"
"""What the names of its folders begin with; a killed program's are thrown away by the next one."""
LEAST = {"fights": 50, "kill": 10, "interrupted": 5}
"""A game with fewer fights for a last seat, kills, or kills in the midst of a request proves too little."""


def prove(server: str | None, seconds: float, plant: str | None = None) -> Result:
    """Play for so many seconds; then plant a fault (one of PLANTS), if one is asked for, that has to be found.

    `server`: the URL of an empty database, which is left as it was; None: on a file that is thrown away. Raises
    DatabaseUnusable where that cannot be had.
    """
    with _folder() as folder, _database(server, folder) as where:
        arena.build(where)
        chance = Random()
        try:
            be_ready_to_start()
            players = Players(Game(where, folder), PLAYERS, chance)
            try:
                _kill_for(seconds, players, chance)
                wrong = players.end()
            finally:
                players.throw_out()
        except (OSError, EOFError) as error:  # no process can be started
            too_many = isinstance(error, OSError) and error.errno in (EMFILE, ENFILE)
            raise DatabaseUnusable(Unusable.TOO_MANY_FILES if too_many else Unusable.NO_MEMORY, folder) from error
        mischief = Counter({"kill": players.kills})
        return result_of(players.records, arena.kept(where), mischief, [*wrong, *_damage(where)], plant)


def _kill_for(seconds: float, players: Players, chance: Random) -> None:
    end = monotonic() + seconds
    while (left := end - monotonic()) > 0:
        sleep(min(left, chance.uniform(*PAUSES)))
        players.kill_one()


def _damage(where: Where) -> Iterator[Fault]:
    """Read a whole file; find whether it is damaged."""
    try:
        check(where, whole=True)
    except DatabaseUnusable as unusable:
        if unusable.kind is not Unusable.CORRUPT:
            raise
        yield fault(N_("The file of the database is damaged."))


@contextmanager
def _folder() -> Iterator[Path]:
    try:
        tidy(where := Path(gettempdir()), FOLDERS)
        held = HeldFolder(where, FOLDERS)
    except OSError as error:  # a full disk, or no folder for temporary files at all
        raise DatabaseUnusable(Unusable.READ_ONLY, Path(FOLDERS)) from error
    with closing(held):
        yield held.path


@contextmanager
def _database(server: str | None, folder: Path) -> Iterator[Where]:
    if server is None:
        yield folder / "arena.db"
        return
    from enroltui.proving.scratch import own_schema  # a file does without what servers need

    with own_schema(server) as url:
        yield url
