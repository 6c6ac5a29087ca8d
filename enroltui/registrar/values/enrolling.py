"""What was asked for a class, what became of it, and what a student has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from enroltui.registrar.rules.clashes import Clash
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.terms import State


class Change(StrEnum):
    """What became of one class in a request."""

    ADDED = "added"
    """The class was put into the shopping cart."""
    REMOVED = "removed"
    """The class was taken out of the shopping cart."""
    ENROLLED = "enrolled"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    KEPT = "kept"
    """To be given up for a class of whose waiting list the student is on: until a place there is won."""


class Mode(StrEnum):
    """What is asked for several classes at once."""

    FREE = "free"
    """Whatever is free; the others are refused."""
    FREE_OR_WAITING = "free_or_waiting"
    """Whatever is free, and a place on the waiting list of what is full."""
    ALL_OR_NOTHING = "all_or_nothing"
    """Nothing, unless every class has a place."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result line of one class. `reason` is set when refused; `row` is None when there is no such class."""

    key: ClassKey
    change: Change
    row: ClassRow | None = None
    reason: Reason | None = None
    offer: ClassRow | None = None
    """A class that would help besides or instead: the exam of an added lecture, the retake of an exam."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What would become of a cart if it were sent now, and what clashes within it. Nothing has been changed."""

    outcomes: tuple[Outcome, ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One enrolment of a student, with its times (aware, Europe/Amsterdam)."""

    row: ClassRow
    state: State
    enrolled: datetime | None
    waiting_since: datetime | None
    withdrawn: datetime | None
    position: int | None
