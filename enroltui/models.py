"""The SQLModel tables: the whole schema, with its constraints in the database itself.

Times are kept in UTC and handed back in Europe/Amsterdam. Values that come from `terms.py` are strings with a check.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, Dialect, Index, MetaData, TypeDecorator, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from enroltui import terms

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


class AmsterdamTime(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, read back in Europe/Amsterdam. A naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            value = value.replace(tzinfo=UTC)
        return value.astimezone(terms.AMSTERDAM)


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """A check that a column holds one of the terms."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Programme(SQLModel, table=True):
    """A study programme, specialisation, minor or other heading of the seed page under which courses stand."""

    __table_args__ = (one_of("kind", terms.ProgrammeKind), one_of("career", terms.Career))

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name_en: str
    name_nl: str
    kind: str
    career: str
    position: int


class Course(SQLModel, table=True):
    """A course. A title is empty where it is not known in that language; credits are None where not known or variable."""

    __table_args__ = (
        CheckConstraint("title_en <> '' OR title_nl <> ''", name="title"),
        CheckConstraint("credits >= 0", name="credits"),
    )

    id: int | None = Field(default=None, primary_key=True)
    catalogue_number: str = Field(unique=True)
    number_made_up: bool = False
    title_en: str
    title_nl: str
    credits: int | None = None
    level: int | None = None
    subject_area: str
    organisation: str
    language: str
    source: str = ""
    folded: str
    """Catalogue number and titles, lower case, without accents: what the search looks in."""


class ProgrammeCourse(SQLModel, table=True):
    """A course in a programme, in a year of study and a semester."""

    __tablename__ = "programme_course"
    __table_args__ = (UniqueConstraint("programme_id", "course_id"), one_of("session", terms.Session))

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id")
    course_id: int = Field(foreign_key="course.id", index=True)
    study_year: int | None = None
    study_year_made_up: bool = False
    session: str
    session_made_up: bool = False


class ClassList(SQLModel, table=True):
    """A list of class numbers as the seed page shows it, with its own date."""

    __tablename__ = "class_list"
    __table_args__ = (one_of("kind", terms.ProgrammeKind),)

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name_en: str
    name_nl: str
    kind: str
    position: int
    last_updated: date | None = None
    points_to: str = ""
    """Where the seed page sends the reader instead: exam-schedule, information-pages, e-guide, osiris, or another list's slug."""
    notes_en: str = ""
    notes_nl: str = ""


class ClassListProgramme(SQLModel, table=True):
    """Which programmes, and which year of study of them, a list shows."""

    __tablename__ = "class_list_programme"
    __table_args__ = (UniqueConstraint("class_list_id", "programme_id"),)

    id: int | None = Field(default=None, primary_key=True)
    class_list_id: int = Field(foreign_key="class_list.id")
    programme_id: int = Field(foreign_key="programme.id", index=True)
    study_year: int | None = None


class Class(SQLModel, table=True):
    """A class (study activity): what a student enrols in, known by a number within an academic year."""

    __table_args__ = (
        UniqueConstraint("academic_year", "class_number"),
        CheckConstraint("class_number BETWEEN 10000 AND 99999", name="class_number"),
        CheckConstraint("capacity >= 0", name="capacity"),
        CheckConstraint("waiting_capacity >= 0", name="waiting_capacity"),
        CheckConstraint("enrol_from_bachelor < enrol_until AND enrol_from_master < enrol_until", name="period"),
        CheckConstraint("length(academic_year) = 9", name="academic_year"),
        one_of("component", terms.Component),
        one_of("description", terms.Description),
        one_of("session", terms.Session),
        one_of("career", terms.Career),
        one_of("way_in", terms.WayIn),
        # Search finds courses first, then their classes of one year, and counts them by career: all from this index.
        Index("ix_class_course_id", "course_id", "academic_year", "career"),
    )

    id: int | None = Field(default=None, primary_key=True)
    academic_year: str
    class_number: int
    course_id: int = Field(foreign_key="course.id")
    component: str
    description: str
    compulsory: bool
    session: str
    language: str
    career: str
    """Whose class it is: a bachelor student is refused a master's class; masters may take bachelor classes."""
    capacity: int
    waiting_capacity: int
    enrol_from_bachelor: datetime = Field(sa_type=AmsterdamTime)
    enrol_from_master: datetime = Field(sa_type=AmsterdamTime)
    enrol_until: datetime = Field(sa_type=AmsterdamTime)
    way_in: str


class Meeting(SQLModel, table=True):
    """One meeting of a class."""

    __table_args__ = (
        CheckConstraint("starts < ends", name="times"),
        UniqueConstraint("class_id", "starts"),
        one_of("kind", terms.MeetingKind),
    )

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="class.id")
    starts: datetime = Field(sa_type=AmsterdamTime)
    ends: datetime = Field(sa_type=AmsterdamTime)
    place: str
    kind: str


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
        Index(
            "uq_enrolment_active",
            "student_id",
            "class_id",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
            postgresql_where=text("state <> 'withdrawn'"),
        ),
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
    """What somebody did or tried: who, in which role, from where, for whom, when, and what came of it."""

    __tablename__ = "audit_event"
    __table_args__ = (
        one_of("role", terms.Role),
        one_of("via", terms.Via),
        Index("ix_audit_event_student_id_id", "student_id", "id"),
        Index("ix_audit_event_class_id_id", "class_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=AmsterdamTime)
    """The real clock."""
    visit_at: datetime = Field(sa_type=AmsterdamTime)
    """The visit's shown day and minute, by which the rules decided."""
    actor: str
    role: str
    via: str
    student_id: int | None = Field(default=None, foreign_key="student.id")
    class_id: int | None = Field(default=None, foreign_key="class.id")
    action: str
    outcome: str
    rule: str | None = None


class Request(SQLModel, table=True):
    """The first answer to a request key, so that the same request sent twice is carried out once."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=255)
    asked: str
    """What was asked, as JSON: the same key with something else asked is an error."""
    answer: str
    at: datetime = Field(sa_type=AmsterdamTime)


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
    facts: str
    """What the letter tells, as JSON; see `registrar/letter_facts.py`."""
    language: str
    recipient: str
    student_id: int = Field(foreign_key="student.id")
    """Whom the letter is from or to."""
    written: datetime = Field(sa_type=AmsterdamTime)
    state: str
    tries: int = 0
    first_try: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    next_try: datetime | None = Field(default=None, sa_type=AmsterdamTime)
    """Not before then is a waiting letter tried again; None: at once."""
    last_answer: str | None = None
    """What the mail server said to the last try, or why it could not be asked."""


class SignInFailure(SQLModel, table=True):
    """Failed logins of a name from an address, for the growing pause; kept alike for names that do not exist."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (UniqueConstraint("name", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    address: str
    failures: int
    last: datetime = Field(sa_type=AmsterdamTime)


class CatalogueFact(SQLModel, table=True):
    """Facts about the whole database: the shipped catalogue's version and its default day."""

    __tablename__ = "catalogue_fact"

    name: str = Field(primary_key=True)
    value: str
