"""The catalogue: programmes, courses, the lists that they stand in, classes and their meetings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from enroltui import terms
from enroltui.models.columns import AmsterdamTime, one_of


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
    """A course. A title is empty where not known in that language; credits are None where not known or variable."""

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
    """The catalogue number and the titles, lower case and without accents: the search looks in this."""


class ProgrammeCourse(SQLModel, table=True):
    """A course's place in a programme: its year of study and its semester."""

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
    """Where the seed page sends the reader: exam-schedule, information-pages, e-guide, osiris or other lists' slugs."""
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
        Index(None, "class_id", "number", unique=True),
        one_of("kind", terms.MeetingKind),
    )

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="class.id")
    starts: datetime = Field(sa_type=AmsterdamTime)
    ends: datetime = Field(sa_type=AmsterdamTime)
    place: str
    kind: str
    number: int = Field(sa_column_kwargs={"server_default": "0"})
    """Its own within its class, for good. Triggers give it, and count `changes`: see v0007_calendar.py."""
    changes: int = Field(sa_column_kwargs={"server_default": "0"})
    """How often its time or place has changed."""


class CancelledMeeting(SQLModel, table=True):
    """A meeting that is no longer held, kept by a trigger: calendars that have it are told."""

    __tablename__ = "cancelled_meeting"
    __table_args__ = (UniqueConstraint("class_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="class.id", ondelete="CASCADE")
    number: int
    starts: datetime = Field(sa_type=AmsterdamTime)
    ends: datetime = Field(sa_type=AmsterdamTime)
    place: str
    changes: int


class CatalogueFact(SQLModel, table=True):
    """A fact about the whole database, such as the shipped catalogue's version or its default day."""

    __tablename__ = "catalogue_fact"

    name: str = Field(primary_key=True)
    value: str
