"""A class as the registrar needs it, and from whose point of view it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.values.classes import ClassRow
from enroltui.terms import Career


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Tells for whom (None: nobody in particular) and at which moment classes are looked at."""

    student_id: int | None
    career: Career | None
    now: datetime
    grants: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """The rules that staff have switched off for the student, by class id."""


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """A class as the registrar needs it: its own ids, what the rules go by, and what the caller gets."""

    id: int
    course_id: int
    facts: ClassFacts
    row: ClassRow
    admitted: bool
    """The student is admitted to a minor of its course, for its academic year."""
