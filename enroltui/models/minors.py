"""Minors on offer, and the applications for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from enroltui import terms
from enroltui.models.columns import AmsterdamTime, one_of, unique_where


class Minor(SQLModel, table=True):
    """A minor as it is on offer in an academic year; its name and its courses are those of its programme."""

    __table_args__ = (
        UniqueConstraint("programme_id", "academic_year"),
        UniqueConstraint("id", "academic_year"),
        CheckConstraint("length(academic_year) = 9", name="academic_year"),
        CheckConstraint("places >= 0", name="places"),
        CheckConstraint("places_outside BETWEEN 0 AND places", name="places_outside"),
        one_of("way_in", (terms.WayIn.HERE, terms.WayIn.OSIRIS)),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id")
    academic_year: str
    code: str
    delft_code: str | None = None
    places: int
    places_outside: int | None = None
    """How many of the places are for students from outside; None where that is not known."""
    way_in: str


class MinorApplication(SQLModel, table=True):
    """A student's application for a minor; at most one in an academic year that is neither refused nor withdrawn."""

    __tablename__ = "minor_application"
    __table_args__ = (
        ForeignKeyConstraint(["minor_id", "academic_year"], ["minor.id", "minor.academic_year"]),
        one_of("state", terms.ApplicationState),
        CheckConstraint("state NOT IN ('admitted', 'refused') OR decided IS NOT NULL", name="decided"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn IS NOT NULL)", name="withdrawn"),
        unique_where(
            "uq_minor_application_active", "student_id", "academic_year", condition="state IN ('applied', 'admitted')"
        ),
        Index("ix_minor_application_minor_id_state", "minor_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    minor_id: int
    academic_year: str
    """The academic year in which the minor is on offer."""
    state: str
    applied: datetime = Field(sa_type=AmsterdamTime)
    decided: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    withdrawn: datetime | None = Field(default=None, sa_type=AmsterdamTime)
