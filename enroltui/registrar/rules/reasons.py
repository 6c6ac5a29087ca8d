"""Why something is refused: small values with the facts that their sentences need.

`rule` is a reason's code name in JSON, audit and docs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is refused."""

    rule: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class UnknownNumber(Reason):
    """No class has this number in any year."""

    rule: ClassVar[str] = "unknown_number"
    typed: str


@dataclass(frozen=True, slots=True)
class NotANumber(Reason):
    """What was typed is not a class number (five digits)."""

    rule: ClassVar[str] = "not_a_number"
    typed: str


@dataclass(frozen=True, slots=True)
class OtherYear(Reason):
    """The number belongs to another academic year only."""

    rule: ClassVar[str] = "other_year"
    class_number: int
    belongs_to: str
    asked: str


@dataclass(frozen=True, slots=True)
class WhichYear(Reason):
    """The number may mean a class of any of these academic years."""

    rule: ClassVar[str] = "which_year"
    class_number: int
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InCart(Reason):
    """The class is already in the shopping cart."""

    rule: ClassVar[str] = "in_cart"
    class_number: int


@dataclass(frozen=True, slots=True)
class NotInCart(Reason):
    """The class was to be enrolled in from the cart, but is not there (any more)."""

    rule: ClassVar[str] = "not_in_cart"
    class_number: int


@dataclass(frozen=True, slots=True)
class NotEnrolled(Reason):
    """The student was to be withdrawn from the class, but is not enrolled in it."""

    rule: ClassVar[str] = "not_enrolled"
    class_number: int


@dataclass(frozen=True, slots=True)
class HeldBack(Reason):
    """The class was left as it was, as another class of the same request was refused: all or nothing, or a swap."""

    rule: ClassVar[str] = "held_back"
    class_number: int
    because: int


@dataclass(frozen=True, slots=True)
class PlacesFree(Reason):
    """A seat alert is asked for, but places are free now."""

    rule: ClassVar[str] = "places_free"
    class_number: int


@dataclass(frozen=True, slots=True)
class HasWaitingList(Reason):
    """A seat alert is asked for, but the class has a waiting list, whose first gets the next place."""

    rule: ClassVar[str] = "has_waiting_list"
    class_number: int
