"""What letters tell, kind by kind, and what crosses the registrar about them: plain facts, never words.

Nothing here imports a database library, as in `values/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import ClassVar

from enroltui.registrar.values.classes import ClassKey, Programme
from enroltui.terms import Description, LetterKind, LetterState


@dataclass(frozen=True, slots=True)
class TranscriptRequest:
    """Asks the Graduate School Office for an authenticated Transcript of Records."""

    kind: ClassVar[LetterKind] = LetterKind.TRANSCRIPT
    languages: tuple[str, ...]
    """The codes of the languages in which it is wanted."""
    remarks: str


@dataclass(frozen=True, slots=True)
class UsisQuestion:
    """A question to the uSis desk, in the student's own words."""

    kind: ClassVar[LetterKind] = LetterKind.QUESTION
    course: str
    problem: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A class as it stood when something was done that the student is told of by letter. Times are aware."""

    kind: ClassVar[LetterKind]
    key: ClassKey
    catalogue_number: str
    title_en: str
    title_nl: str
    credits: int | None
    description: Description
    starts: datetime | None
    """When the first meeting starts; None for a class without a set day."""
    ends: datetime | None
    place: str
    last_moment: datetime
    """Until then one can enrol and withdraw."""
    at: datetime
    """When it was done, by the visit's shown clock."""


@dataclass(frozen=True, slots=True)
class EnrolmentConfirmed(Confirmation):
    """Tells a student that the enrolment was done."""

    kind: ClassVar[LetterKind] = LetterKind.ENROLLED


@dataclass(frozen=True, slots=True)
class WithdrawalConfirmed(Confirmation):
    """Tells a student that the withdrawal was done."""

    kind: ClassVar[LetterKind] = LetterKind.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Promoted(Confirmation):
    """Tells a student that a place came free, and that their place in line has become a place in the class."""

    kind: ClassVar[LetterKind] = LetterKind.PROMOTED


@dataclass(frozen=True, slots=True)
class SeatFree(Confirmation):
    """Tells a student who has set a seat alert that a place is free."""

    kind: ClassVar[LetterKind] = LetterKind.SEAT_FREE


@dataclass(frozen=True, slots=True)
class MinorDecision:
    """A minor, and what was decided on a student's application for it."""

    kind: ClassVar[LetterKind]
    code: str
    name_en: str
    name_nl: str
    academic_year: str
    at: datetime
    """When it was decided, by the visit's shown clock."""


@dataclass(frozen=True, slots=True)
class MinorAdmitted(MinorDecision):
    """Tells a student of the admission."""

    kind: ClassVar[LetterKind] = LetterKind.MINOR_ADMITTED


@dataclass(frozen=True, slots=True)
class MinorRefused(MinorDecision):
    """Tells a student of the refusal."""

    kind: ClassVar[LetterKind] = LetterKind.MINOR_REFUSED


OFFICES = {
    LetterKind.TRANSCRIPT: "Transcript@science.leidenuniv.nl",
    LetterKind.QUESTION: "usis-fwn@science.leidenuniv.nl",
}
"""To whom students' letters go: seed page, "Transcript of Records" and "Questions on uSis topics"."""

LetterFacts = (
    TranscriptRequest
    | UsisQuestion
    | EnrolmentConfirmed
    | WithdrawalConfirmed
    | Promoted
    | SeatFree
    | MinorAdmitted
    | MinorRefused
)
Request = TranscriptRequest | UsisQuestion
"""What students write themselves, to an office."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """The student whom a letter is from or to."""

    student_number: str
    name: str
    email: str
    programme: Programme


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the outbox, or (number 0, no Message-ID) one as it would be written now."""

    number: int
    message_id: str
    student: Correspondent
    recipient: str
    language: str
    facts: LetterFacts
    written: datetime
    """By the real clock, aware; so are the other times."""
    state: LetterState = LetterState.WAITING
    tries: int = 0
    next_try: datetime | None = None
    """Not before then is it tried again; None: at once, or never again."""
    last_answer: str | None = None
    """What the mail server said to the last try, or why it could not be asked: text from outside."""


class SendResult(StrEnum):
    """What came of a try to send a letter."""

    ACCEPTED = auto()
    LATER = auto()
    """The server could not take it now; it is to be tried again."""
    REFUSED = auto()
    """The server refuses it for good."""
    UNREACHABLE = auto()
    """There is no server to ask, so that no other letter can be sent now either."""


@dataclass(frozen=True, slots=True)
class SendAttempt:
    """What came of a try to send a letter, and the server's words."""

    verdict: SendResult
    said: str
