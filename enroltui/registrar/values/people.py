"""Who asks, and who the people are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from enroltui.terms import Career, Role, SessionEnd, Via


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
    session: str | None = None
    """The key of the session within which it is asked; None: of no session, such as an operator's command."""
    session_number: int | None = None
    """The number of that session, by which the audit trail names it."""
    address: str | None = None
    """From where it is asked: a network address, or the user and machine of the local program."""


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
    """Whether the person must choose a new password now."""
    credential: str = field(default="", compare=False)
    """By what they have just logged in: a mark of the password, or an SSH key's fingerprint."""
    session: str | None = field(default=None, compare=False)
    """The key of their session, once it has begun."""
    session_number: int | None = field(default=None, compare=False)
    """The number of that session."""
    address: str | None = field(default=None, compare=False)
    """From where the session is."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the shipped catalogue, as the login page lists it, password and all."""

    account: Account
    password: str


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Wrong number, wrong password or a closed account, told alike; with the seconds to wait before the next try."""

    wait: float
    looked_at: bool = field(default=True, compare=False)
    """False: it came too early, so that it was not even looked whether it is right."""
    locked: bool = field(default=False, compare=False)
    """There were so many wrong ones that it is no pause any more, but a lock."""
    spent: bool = False
    """It is right, but a one-time password that was used before, or is too old."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a session takes place."""

    address: str
    """From where one logs in: a network address, or the user and machine of the local program."""
    via: Via
    """SCREEN for the local program, or SSH."""
    host: str
    """The machine on which the program runs."""
    process: str
    """Which run of the program it is."""


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session, as who keeps the service sees it. Times are aware."""

    number: int
    account: str
    role: Role
    address: str
    via: Via
    credential: str
    """By what one logged in: "password", or an SSH key's fingerprint."""
    host: str
    process: str
    began: datetime
    seen: datetime
    """When the program that holds it last said that it was there."""
    ended: datetime | None
    why: SessionEnd | None
    silent: bool
    """Nothing was heard of that program for minutes: it was killed, or its machine is away."""
    own: bool
    """Whether it is the session in which this is asked."""


@dataclass(frozen=True, slots=True)
class SshKey:
    """A public key by which its owner logs in over SSH."""

    key: str
    fingerprint: str
    """The fingerprint as ssh and `ssh-keygen -l` show it."""
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
    closed: bool
    """Whether the account is closed: nobody can log in by it."""
