"""Why something about a minor is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from enroltui.registrar.rules.reasons import Reason
from enroltui.terms import ApplicationState


@dataclass(frozen=True, slots=True)
class MinorName:
    """A minor, as a reason names it: its programme's slug, and its name in both languages."""

    slug: str
    name_en: str
    name_nl: str


@dataclass(frozen=True, slots=True)
class MinorNotOpenYet(Reason):
    """Applying for the minors of this academic year opens later."""

    rule: ClassVar[str] = "minor_not_open_yet"
    academic_year: str
    opens: datetime


@dataclass(frozen=True, slots=True)
class MinorPeriodOver(Reason):
    """Applying for the minors of this academic year is over. Nobody knows whether a later year's will be on offer."""

    rule: ClassVar[str] = "minor_period_over"
    academic_year: str
    last_moment: datetime


@dataclass(frozen=True, slots=True)
class MinorThroughOsiris(Reason):
    """Delft's minor: one registers in Osiris."""

    rule: ClassVar[str] = "minor_through_osiris"
    minor: MinorName


@dataclass(frozen=True, slots=True)
class MinorForBachelors(Reason):
    """A minor is part of a bachelor programme, so it is not for a master student."""

    rule: ClassVar[str] = "minor_career"


@dataclass(frozen=True, slots=True)
class OneMinorAYear(Reason):
    """There is an application already, in the same academic year, for this minor or another."""

    rule: ClassVar[str] = "minor_already_applied"
    minor: MinorName
    admitted: bool


@dataclass(frozen=True, slots=True)
class NoApplication(Reason):
    """To be withdrawn or decided on, but there is no application in a state for that (None: none at all)."""

    rule: ClassVar[str] = "minor_no_application"
    state: ApplicationState | None


@dataclass(frozen=True, slots=True)
class MinorFull(Reason):
    """As many students are admitted as the minor has places."""

    rule: ClassVar[str] = "minor_full"
    places: int


@dataclass(frozen=True, slots=True)
class MinorClassesLeft(Reason):
    """The student is enrolled in classes that are for those only who are admitted to the minor."""

    rule: ClassVar[str] = "minor_classes_left"
    classes: int
