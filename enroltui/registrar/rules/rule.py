"""What a rule is: what it looks at besides the class, and where it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Flag, auto

from enroltui.registrar.rules.clashes import Busy
from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.reasons import Reason
from enroltui.terms import Career, HoldCode, State


@dataclass(frozen=True, slots=True)
class RequiredCourse:
    """A course that another one requires; a title is "" where it is unknown in that language."""

    catalogue_number: str
    title_en: str
    title_nl: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a student stands to a class: what the rules need to know besides the class itself."""

    career: Career
    state: State | None = None
    """The state of the student's enrolment in this class now; None: there is none."""
    holds: tuple[HoldCode, ...] = ()
    missing: tuple[RequiredCourse, ...] = ()
    """Courses that the class requires, that the student has neither done nor is enrolled in."""
    busy: tuple[Busy, ...] = ()
    """Meetings of other classes in which the student is enrolled; those that overlap none of this class's may lack."""
    admitted: bool = False
    """Whether the student is admitted to a minor of the class's course, for the class's academic year."""
    accepts_clashes: bool = False
    """The student has been warned that teaching clashes, and wants it so."""
    granted: frozenset[str] = frozenset()
    """Code names of the rules that staff have switched off for this student and class."""


def is_in(state: State | None) -> bool:
    """Return whether a student who stands so to a class is enrolled in it, or waits for it."""
    return state in (State.ENROLLED, State.WAITING)


class Asked(Flag):
    """Where a rule is asked. "Why" tells the verdicts of all, wherever they are asked."""

    ENROLLING = auto()
    CART = auto()
    """The rule is asked before a class is put into the shopping cart, which takes what other rules refuse."""
    PROMOTION = auto()
    """The rule is asked again when a place is free for who waits in line."""
    WITHDRAWING = auto()
    """The rule is asked when who is enrolled, or waits, withdraws."""
    NOTE = auto()
    """The rule refuses nothing, but is told."""


Answer = tuple[Reason | None, Mapping[str, object]]
"""Why a rule refuses, or None; and what it went by: numbers, terms and aware moments, by name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, declared once in `enrolling.RULES`, from which all lists of rules are made."""

    reason: type[Reason]
    answer: Callable[[ClassFacts, Standing, datetime], Answer]
    """What it says of a class and a student at a moment (aware)."""
    asked: Asked
    grantable: bool = False
    """Whether staff may switch it off for one student and one class."""

    @property
    def name(self) -> str:
        """Return the rule's code name in JSON, audit and docs, which is its reason's."""
        return self.reason.rule
