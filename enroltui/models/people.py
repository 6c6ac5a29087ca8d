"""Students, staff, their sessions, and failed logins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
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
    """Whether staff gave the password: it lets in once, until `password_until`, only to choose another."""
    password_until: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    password_used: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    closed: bool = False
    background: bool = False
    demo_password: str | None = None
    """The password that the login page shows; only the shipped catalogue's demo accounts have it."""
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
    password_until: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    password_used: datetime | None = Field(default=None, sa_type=AmsterdamTime)
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
    """The key as OpenSSH writes it: its kind, and its bytes in base64."""
    comment: str
    added: datetime = Field(sa_type=AmsterdamTime)


class SignInFailure(SQLModel, table=True):
    """Failed logins of a name from an address, for pauses and locks; kept alike for names that do not exist."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (UniqueConstraint("name", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    address: str
    failures: int
    last: datetime = Field(sa_type=AmsterdamTime, index=True)


class LoginSession(SQLModel, table=True):
    """The time that somebody is logged in, from then until its end; rows of those that are over stay for a while."""

    __tablename__ = "session"
    __table_args__ = (
        one_of("role", (terms.Role.STUDENT, terms.Role.HELPDESK, terms.Role.COORDINATOR, terms.Role.OFFICE)),
        one_of("via", (terms.Via.SCREEN, terms.Via.SSH)),
        one_of("why", terms.SessionEnd),
        CheckConstraint("(ended IS NULL) = (why IS NULL)", name="ended"),
        Index("ix_session_process_ended", "process", "ended"),
        Index("ix_session_account_ended", "account", "ended"),
        Index("ix_session_ended_seen", "ended", "seen"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    """Random letters by which whoever asks within the session names it; no two databases have the same."""
    account: str
    """The name of the account: a student number, or a login of staff."""
    role: str
    address: str
    """Where it comes from: a network address, or the user and machine of the local program."""
    via: str
    credential: str
    """How the person logged in: "password", or the fingerprint of an SSH key."""
    host: str
    """The machine on which the program runs that holds it."""
    process: str
    """Which run of the program holds it: the process's number, and random letters."""
    began: datetime = Field(sa_type=AmsterdamTime)
    seen: datetime = Field(sa_type=AmsterdamTime)
    """When its process last wrote that it still holds the session."""
    ended: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    why: str | None = None
