"""The notes: what is told of some classes beside the rules, which refuse nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.rules.rule import Answer, Standing
from enroltui.terms import Description


@dataclass(frozen=True, slots=True)
class RetakeOnItsOwn(Reason):
    """A note: a retake wants an enrolment of its own; being enrolled for the exam does not count. Refuses nothing."""

    rule: ClassVar[str] = "retake"
    class_number: int


def retake(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """Seed page: a retake wants its own enrolment, always."""
    noted = RetakeOnItsOwn(facts.class_number) if facts.description is Description.RETAKE else None
    return noted, {"description": facts.description}


@dataclass(frozen=True, slots=True)
class NoExamDay(Reason):
    """A note: a research project has no day, and wants enrolment all the same. Refuses nothing."""

    rule: ClassVar[str] = "research_project"
    class_number: int


def research_project(facts: ClassFacts, student: Standing, now: datetime) -> Answer:
    """Seed page: the Bachelor Research Project wants enrolment too, though it has no exam day."""
    return None if facts.meetings else NoExamDay(facts.class_number), {"exam": facts.exam}
