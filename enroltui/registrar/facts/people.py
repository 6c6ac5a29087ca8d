"""Who asks, and who the people are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from enroltui.terms import Career, Role, Via


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, in which role, from where, and at which shown moment (aware, Europe/Amsterdam; the rules go by it)."""

    name: str
    """A student number, a staff login, or the operating system's user for role operator."""
    role: Role
    via: Via
    now: datetime
    language: str = "en"
    """The visit's language: for letters to a student who has never chosen one."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who has logged in: a student (then career and programme are set) or a member of staff."""

    name: str
    """Student number or staff login."""
    person: str
    """The person's own name."""
    role: Role
    career: Career | None = None
    programme: str | None = None
    language: str | None = None
    list_slug: str | None = None
    password_once: bool = False
    """Must choose a new password now."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the shipped catalogue, as the login page lists it, password and all."""

    account: Account
    password: str


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Wrong number, wrong password or a closed account, told alike; with the seconds to wait before the next try."""

    wait: float


@dataclass(frozen=True, slots=True)
class SshKey:
    """A public key by which its owner logs in over SSH."""

    key: str
    fingerprint: str
    """As ssh and `ssh-keygen -l` show it."""
    comment: str
    added: datetime


@dataclass(frozen=True, slots=True)
class StudentFact:
    """A student, as the helpdesk and `enroltui students` see them."""

    student_number: str
    name: str
    programme: str
    career: Career
    background: bool
    demo_password: str | None
