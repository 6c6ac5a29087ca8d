"""What staff see of a class: who is in it, who waits, and how it filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from enroltui.registrar.values.classes import ClassRow, Programme


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A student in a class or on its waiting list; `since`: aware, by the clock of the visit that it was done in."""

    student_number: str
    name: str
    programme: Programme
    since: datetime


@dataclass(frozen=True, slots=True)
class Roster:
    """A class with its students, and how it filled."""

    row: ClassRow
    enrolled: tuple[RosterLine, ...]
    """Who is enrolled, in the order in which they enrolled."""
    waiting: tuple[RosterLine, ...]
    """Who waits, in the order of the line."""
    counts: tuple[tuple[date, int], ...]
    """How many were enrolled at the end of each day on which that changed, in order of time."""
