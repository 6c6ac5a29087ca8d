"""The outbox: the letters that are to be sent by mail, and how far each has come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from enroltui import terms
from enroltui.models.columns import AmsterdamTime, PlainJson, one_of


class Letter(SQLModel, table=True):
    """A letter of the outbox: its kind and facts. Its words are made when it is shown or sent."""

    __table_args__ = (
        one_of("kind", terms.LetterKind),
        one_of("state", terms.LetterState),
        CheckConstraint("tries >= 0", name="tries"),
        Index("ix_letter_state_id", "state", "id"),
        Index("ix_letter_student_id_id", "student_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(unique=True)
    """The mail's Message-ID, made when the letter is written: a second copy of it is known by that."""
    request_key: str | None = Field(default=None, unique=True, max_length=255)
    """The same key again does not write another letter; None for letters that another change writes."""
    kind: str
    facts: str = Field(sa_type=PlainJson)
    """What the letter tells, as JSON; see `registrar/letters/contents.py`."""
    language: str
    recipient: str
    student_id: int = Field(foreign_key="student.id")
    """The student whom the letter is from or to."""
    written: datetime = Field(sa_type=AmsterdamTime)
    state: str
    tries: int = 0
    first_try: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    next_try: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    """A waiting letter is tried again no sooner than then; where it is None, at once."""
    last_answer: str | None = None
    """What the mail server answered to the last try, or why it could not be reached."""
