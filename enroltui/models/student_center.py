"""Requirements, completed courses, holds, exceptions, exchanges, seat alerts, messages and plans."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from enroltui import terms
from enroltui.models.columns import AmsterdamTime, PlainJson, one_of, unique_where


class Requirement(SQLModel, table=True):
    """A course that must be done, or enrolled in, before another one."""

    __table_args__ = (
        UniqueConstraint("course_id", "required_course_id"),
        CheckConstraint("course_id <> required_course_id", name="another"),
    )

    id: int | None = Field(default=None, primary_key=True)
    course_id: int = Field(foreign_key="course.id")
    required_course_id: int = Field(foreign_key="course.id")


class Completed(SQLModel, table=True):
    """A course that a student has done."""

    __table_args__ = (UniqueConstraint("student_id", "course_id"),)

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id")
    course_id: int = Field(foreign_key="course.id")
    completed: date


class Hold(SQLModel, table=True):
    """What stops a student from enrolling until it is lifted; one of a kind at a time."""

    __table_args__ = (
        one_of("code", terms.HoldCode),
        CheckConstraint("(lifted IS NULL) = (lifted_by IS NULL)", name="lifted"),
        unique_where("uq_hold_active", "student_id", "code", condition="lifted IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    code: str
    placed: datetime = Field(sa_type=AmsterdamTime)
    placed_by: str
    lifted: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    lifted_by: str | None = None


class RuleGrant(SQLModel, table=True):
    """A documented exception: one rule does not hold for one student and one class, for a time."""

    __tablename__ = "rule_grant"
    __table_args__ = (Index("ix_rule_grant_student_id_class_id", "student_id", "class_id"),)

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id")
    class_id: int = Field(foreign_key="class.id")
    rule: str
    """A code name of `rules.GRANTABLE`."""
    until: datetime = Field(sa_type=AmsterdamTime)
    granted_by: str
    reason: str


class Exchange(SQLModel, table=True):
    """A class that is given up when a waiting enrolment in another becomes a place.

    Only the enrolment in it that is older than the waiting one: a later one in the same class was not promised.
    """

    enrolment_id: int = Field(primary_key=True, foreign_key="enrolment.id")
    class_id: int = Field(foreign_key="class.id")


class SeatAlert(SQLModel, table=True):
    """A student's wish to be told when a place in a class is free."""

    __tablename__ = "seat_alert"
    __table_args__ = (UniqueConstraint("class_id", "student_id"),)

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="class.id")
    student_id: int = Field(foreign_key="student.id", index=True)


class Message(SQLModel, table=True):
    """What a student is told at the next login: its kind and facts. Its words are made when it is shown."""

    __table_args__ = (one_of("kind", terms.MessageKind), Index("ix_message_student_id_read", "student_id", "read"))

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id")
    kind: str
    facts: str = Field(sa_type=PlainJson)
    """What the message tells, as JSON; see `MessageContent` in `registrar/values/student_center.py`."""
    at: datetime = Field(sa_type=AmsterdamTime)
    read: datetime | None = Field(default=None, sa_type=AmsterdamTime)


class Plan(SQLModel, table=True):
    """A named cart that is kept for later."""

    __table_args__ = (UniqueConstraint("student_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id")
    name: str


class PlanItem(SQLModel, table=True):
    """A class in a plan."""

    __tablename__ = "plan_item"
    __table_args__ = (UniqueConstraint("plan_id", "class_id"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    class_id: int = Field(foreign_key="class.id")
