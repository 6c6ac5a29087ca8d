"""Which meetings overlap: compared as intervals, so that one that begins when another ends does not clash with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from enroltui.terms import MeetingKind


class Timed(Protocol):
    """A meeting, of which only the time and the kind matter here."""

    @property
    def starts(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...
    @property
    def kind(self) -> MeetingKind: ...


@dataclass(frozen=True, slots=True)
class Busy:
    """A meeting of a class in which the student is enrolled, or would be by the same request."""

    class_number: int
    catalogue_number: str
    title_en: str
    title_nl: str
    starts: datetime
    ends: datetime
    kind: MeetingKind


@dataclass(frozen=True, slots=True)
class Clash:
    """Two classes that meet at the same time: from when to when both do. The titles are the other class's."""

    class_number: int
    other_number: int
    title_en: str
    title_nl: str
    starts: datetime
    ends: datetime
    exams: bool
    """Exam against exam, which can't be accepted."""


def overlap(first: Timed | Busy, second: Timed | Busy) -> bool:
    """Tell whether there is a moment that lies in both meetings."""
    return first.starts < second.ends and second.starts < first.ends


def worst_clash(class_number: int, meetings: Iterable[Timed], busy: Iterable[Busy]) -> Clash | None:
    """Tell what a class that meets then clashes with: first exam against exam, then the earliest; None: nothing."""
    clashes = [
        Clash(
            class_number,
            other.class_number,
            other.title_en,
            other.title_nl,
            max(meeting.starts, other.starts),
            min(meeting.ends, other.ends),
            exams=meeting.kind is MeetingKind.EXAM and other.kind is MeetingKind.EXAM,
        )
        for meeting in meetings
        for other in busy
        if overlap(meeting, other)
    ]
    return min(clashes, key=lambda clash: (not clash.exams, clash.starts, clash.other_number), default=None)
