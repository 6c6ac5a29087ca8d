"""Minors on offer, and the applications for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from enroltui.registrar.rules.minor_reasons import MinorName
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.classes import Programme
from enroltui.terms import ApplicationState, WayIn


@dataclass(frozen=True, slots=True)
class MinorRow:
    """A minor as it is on offer, with what it is for the student asked about. Times are aware, Europe/Amsterdam."""

    programme: Programme
    """Its name, and the slug of its class-number list."""
    academic_year: str
    code: str
    delft_code: str | None
    places: int
    places_outside: int | None
    """How many of the places are for students from outside; None where that is not known."""
    way_in: WayIn
    """Whether students apply here or in Delft's Osiris."""
    admitted: int
    waiting: int
    """How many applications wait for a decision."""
    classes: int
    """How many class numbers its courses have, for this academic year."""
    state: ApplicationState | None = None
    """The state of the student's latest application for it; None: there is none."""
    applied: datetime | None = None
    decided: datetime | None = None
    withdrawn: datetime | None = None

    @property
    def free(self) -> int:
        """Return the number of places left, never below zero."""
        return max(0, self.places - self.admitted)

    @property
    def name(self) -> MinorName:
        """Return the minor, as reasons name it."""
        return MinorName(self.programme.slug, self.programme.name_en, self.programme.name_nl)


@dataclass(frozen=True, slots=True)
class MinorsOnOffer:
    """The minors of one academic year, in the order of the seed page."""

    academic_year: str
    last_moment: datetime
    """The last moment at which one can apply."""
    closed: Reason | None
    """Why nobody can apply at the caller's moment; None: one can."""
    minors: tuple[MinorRow, ...]
    active: MinorRow | None
    """The minor that the student asked about has applied for or is admitted to."""


@dataclass(frozen=True, slots=True)
class MinorApplication:
    """An application for a minor, as staff see it. Times are aware, Europe/Amsterdam."""

    student_number: str
    name: str
    programme: str
    """The slug of what the student studies."""
    minor: str
    """The slug of what was applied for."""
    academic_year: str
    state: ApplicationState
    applied: datetime
    decided: datetime | None
    withdrawn: datetime | None
