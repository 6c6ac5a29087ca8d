"""What all players of a game share: the database, where they write down what they do, and the signs that they go by."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from time import monotonic, sleep

from enroltui.where import Where

PATIENCE = 300.0
"""When it is over a player has so many seconds for the answer to its last request, before it counts as stuck."""


class Flag:
    """A sign between processes, a file that is there or not: no process that is killed keeps a lock on it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def is_up(self) -> bool:
        """Say whether it is up."""
        return self._path.exists()

    def put_up(self) -> None:
        """Put it up, for all to see."""
        self._path.touch()

    def take_down(self) -> None:
        """Take it down again."""
        self._path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Game:
    """A database that players fight on, and a folder for what they write down."""

    where: Where
    folder: Path
    patience: float = PATIENCE

    @property
    def over(self) -> Flag:
        """Return the flag that is up when players are to end."""
        return Flag(self.folder / "over")

    @property
    def closed(self) -> Flag:
        """Return the flag that is up while players are to have no database open."""
        return Flag(self.folder / "closed")

    def record(self, place: int) -> Path:
        """Return the file in which the player of this place writes down what is asked and answered."""
        return self.folder / f"player{place}.jsonl"

    def is_over(self) -> bool:
        """Say whether a player is to end; also when the program that started it is no more."""
        starter = parent_process()
        return self.over.is_up or (starter is not None and not starter.is_alive())

    def wait_for_doors(self) -> None:
        """Wait until players may open the database again."""
        end = monotonic() + self.patience
        while self.closed.is_up and not self.is_over() and monotonic() < end:
            sleep(0.001)
