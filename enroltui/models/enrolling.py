"""Carts, enrolments, the audit trail and answered requests."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from enroltui import terms
from enroltui.models.columns import AmsterdamTime, PlainJson, one_of, unique_where


class CartItem(SQLModel, table=True):
    """A class in a student's shopping cart. It holds no seat."""

    __tablename__ = "cart_item"
    __table_args__ = (UniqueConstraint("student_id", "class_id"),)

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id")
    class_id: int = Field(foreign_key="class.id", index=True)
    added: datetime = Field(sa_type=AmsterdamTime)


class Enrolment(SQLModel, table=True):
    """A student's enrolment in a class; at most one that is not withdrawn."""

    __table_args__ = (
        one_of("state", terms.State),
        CheckConstraint("(state = 'withdrawn') = (withdrawn IS NOT NULL)", name="withdrawn"),
        CheckConstraint("state <> 'enrolled' OR enrolled IS NOT NULL", name="enrolled"),
        CheckConstraint("state <> 'waiting' OR waiting_since IS NOT NULL", name="waiting"),
        unique_where("uq_enrolment_active", "student_id", "class_id", condition="state <> 'withdrawn'"),
        Index("ix_enrolment_class_state", "class_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    class_id: int = Field(foreign_key="class.id")
    state: str
    waiting_since: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    enrolled: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    withdrawn: datetime | None = Field(default=None, sa_type=AmsterdamTime)


class AuditEvent(SQLModel, table=True):
    """What somebody did or tried to do: who, in which role, by which way, for whom, when, and with what outcome."""

    __tablename__ = "audit_event"
    __table_args__ = (
        one_of("role", terms.Role),
        one_of("via", terms.Via),
        Index("ix_audit_event_student_id_id", "student_id", "id"),
        Index("ix_audit_event_class_id_id", "class_id", "id"),
        # Not of what the shipped catalogue's build made up, which is half of its file already.
        Index("ix_audit_event_at", "at", info={"condition": "via <> 'build'"}),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=AmsterdamTime)
    """The moment by the real clock."""
    visit_at: datetime = Field(sa_type=AmsterdamTime)
    """The moment that the visit showed, by which the rules decided."""
    actor: str
    role: str
    via: str
    student_id: int | None = Field(default=None, foreign_key="student.id")
    class_id: int | None = Field(default=None, foreign_key="class.id")
    action: str
    outcome: str
    rule: str | None = None
    session_number: int | None = None
    """The session within which it was done, which may be forgotten sooner; null: of no session."""
    address: str | None = None
    """From where, as of a session; null: before addresses were kept, or made up by the build."""


class Request(SQLModel, table=True):
    """The first answer to a request key, so that the same request sent twice is carried out once."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=255)
    asked: str = Field(sa_type=PlainJson)
    """What was asked, as JSON: the same key with something else asked is an error."""
    answer: str = Field(sa_type=PlainJson)
    at: datetime = Field(sa_type=AmsterdamTime)
