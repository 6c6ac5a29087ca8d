"""Students, staff, and failed logins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from enroltui import terms
from enroltui.models.columns import AmsterdamTime, one_of


class Student(SQLModel, table=True):
    """A student. Background students of the shipped catalogue have no password and cannot log in."""

    __table_args__ = (one_of("career", terms.Career),)

    id: int | None = Field(default=None, primary_key=True)
    student_number: str = Field(unique=True)
    name: str
    email: str
    career: str
    programme_id: int = Field(foreign_key="programme.id", index=True)
    password_hash: str | None = None
    password_once: bool = False
    """The password was given by staff and must be changed at the next login."""
    closed: bool = False
    background: bool = False
    demo_password: str | None = None
    """Shown on the login page; filled in the shipped catalogue only."""
    language: str | None = None
    list_slug: str | None = None
    """The class-number list that the student chose last."""


class Staff(SQLModel, table=True):
    """A staff account: helpdesk, coordinator or office."""

    __table_args__ = (CheckConstraint("role IN ('helpdesk', 'coordinator', 'office')", name="role"),)

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    name: str
    email: str
    role: str
    password_hash: str | None = None
    password_once: bool = False
    closed: bool = False
    demo_password: str | None = None
    language: str | None = None
    list_slug: str | None = None


class CoordinatorCourse(SQLModel, table=True):
    """A course that a coordinator answers for."""

    __tablename__ = "coordinator_course"
    __table_args__ = (UniqueConstraint("staff_id", "course_id"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id")
    course_id: int = Field(foreign_key="course.id", index=True)


class SshKey(SQLModel, table=True):
    """A public key by which one student or member of staff logs in over SSH."""

    __tablename__ = "ssh_key"
    __table_args__ = (
        UniqueConstraint("student_id", "public_key"),
        UniqueConstraint("staff_id", "public_key"),
        CheckConstraint("(student_id IS NULL) <> (staff_id IS NULL)", name="owner"),
    )

    id: int | None = Field(default=None, primary_key=True)
    student_id: int | None = Field(default=None, foreign_key="student.id")
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    public_key: str
    """Its kind and its bytes in base64."""
    comment: str
    added: datetime = Field(sa_type=AmsterdamTime)


class SignInFailure(SQLModel, table=True):
    """Failed logins of a name from an address, for the growing pause; kept alike for names that do not exist."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (UniqueConstraint("name", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    address: str
    failures: int
    last: datetime = Field(sa_type=AmsterdamTime)
