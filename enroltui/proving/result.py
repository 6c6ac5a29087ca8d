"""What a game came to: how much was seen, and all that was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from enroltui.proving.checking import Kept, PlayerRequest, fights, violations
from enroltui.proving.faults import Fault
from enroltui.proving.plants import PLANTS
from enroltui.proving.players import met, read


class Lack(NamedTuple):
    """Of what is called `name` only so much was seen, and so much is wanted."""

    name: str
    seen: int
    wanted: int


@dataclass(frozen=True)
class Result:
    """What was seen, and what was `wrong`; `found` is what was found of a fault that was planted."""

    requests: int
    answered: int
    fights: int
    mischief: Counter[str]
    met: Counter[str]
    wrong: list[Fault]
    plant: str | None = None
    found: tuple[Fault, ...] = ()

    def too_little(self, least: Mapping[str, int]) -> list[Lack]:
        """Return what there should have been more of, that the result proves anything."""
        seen = self.mischief + Counter({f"met {name}": times for name, times in self.met.items()})
        seen["fights"], seen["interrupted"] = self.fights, self.met["interrupted"]
        return [Lack(name, seen[name], wanted) for name, wanted in least.items() if seen[name] < wanted]


def result_of(
    records: Iterable[Path], kept: Kept, mischief: Counter[str], wrong: Iterable[Fault], plant: str | None = None
) -> Result:
    """Check what players wrote down against what was kept; then plant a fault (one of PLANTS), and check again."""
    paths = list(records)
    asked = list(read(paths).values())
    all_wrong = [*wrong, *violations(asked, kept)]
    found: tuple[Fault, ...] = ()
    times = answered(asked), fights(asked)
    if plant and _planted(plant, asked, kept):
        found = tuple(fault for fault in violations(asked, kept) if fault not in all_wrong)
    return Result(len(asked), *times, mischief, met(paths), all_wrong, plant, found)


def answered(asked: Iterable[PlayerRequest]) -> int:
    """Count the requests that have an answer."""
    return sum(bool(request.answers) for request in asked)


def _planted(plant: str, asked: list[PlayerRequest], kept: Kept) -> bool:
    """Spoil what was recorded or kept by a plant; say whether there was anything that it can spoil."""
    try:
        PLANTS[plant](asked, kept)
    except (StopIteration, ValueError, IndexError):  # too little happened
        return False
    return True
