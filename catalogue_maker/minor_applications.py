"""Makes up the applications for minors, so that whoever takes a minor's courses is admitted to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from catalogue_maker import chance, guests, sources
from catalogue_maker.people import Student
from catalogue_maker.sources import Minor
from enroltui.registrar.rules.minors import application_window
from enroltui.terms import AMSTERDAM, ApplicationState

DAYS_TO_APPLY = 60
"""Background students apply within so many days from 1 May: all is decided when classes open on 15 July."""
DAYS_TO_DECIDE = 14


@dataclass(frozen=True)
class Application:
    """A student's application for a minor, and what became of it."""

    student: Student
    minor: Minor
    state: ApplicationState
    applied: datetime
    decided: datetime | None

    def events(self) -> Iterator[tuple[datetime, str]]:
        """Yield each change of it: the moment, and the audit trail's name for the action."""
        yield self.applied, "apply_for_minor"
        if self.decided:
            yield self.decided, "admit_to_minor"


def plan_applications(students: Iterable[Student]) -> list[Application]:
    """Return all applications in order of time. Raises ValueError where more are admitted than a minor has places."""
    students = list(students)
    planned = [*_demo_students(students), *_guests(students), *_applicants(students)]
    for minor, admitted in Counter(
        application.minor for application in planned if application.state is ApplicationState.ADMITTED
    ).items():
        if admitted > minor.places:
            raise ValueError(f"{admitted} are admitted to the {minor.places} places of {minor.code}")
    return sorted(planned, key=lambda application: (application.applied, application.student.id))


def _demo_students(students: list[Student]) -> Iterator[Application]:
    by_number = {student.number: student for student in students}
    for row in sources.rows("demo_minors"):
        yield Application(
            by_number[row["student_number"]],
            sources.minor(row["programme"]),
            ApplicationState(row["state"]),
            _moment(row["applied_at"]),
            _moment(row["decided_at"]) if row["decided_at"] else None,
        )


def _guests(students: list[Student]) -> Iterator[Application]:
    """Yield an admission for each background student who takes courses of a minor."""
    for student in students:
        if student.background and (programme := guests.minor_of(student)):
            minor = sources.minor(programme.slug)
            applied = _applied(student, minor)
            yield Application(student, minor, ApplicationState.ADMITTED, applied, _decided(student, applied))


def _applicants(students: list[Student]) -> Iterator[Application]:
    """Yield the applications of `minor_applicants.csv`: the first to apply are admitted, the others wait."""
    for row in sources.rows("minor_applicants"):
        minor = sources.minor(row["programme"])
        asking = [
            (_applied(student, minor), student.id, student)
            for student in students
            if student.programme.slug in row["students_of"].split()
            and student.study_year == int(row["study_year"])
            and guests.minor_of(student) is None
            and chance.chosen(int(row["percent"]), "applies", row["programme"], student.number)
        ]
        for place, (applied, _, student) in enumerate(sorted(asking)):
            admitted = place < int(row["admitted"])
            yield Application(
                student,
                minor,
                ApplicationState.ADMITTED if admitted else ApplicationState.APPLIED,
                applied,
                _decided(student, applied) if admitted else None,
            )


def _applied(student: Student, minor: Minor) -> datetime:
    opens, _ = application_window(minor.academic_year)
    day = opens.date() + timedelta(days=chance.between(0, DAYS_TO_APPLY - 1, "applies on", student.number))
    return _within(day, 8, 22, student)


def _decided(student: Student, applied: datetime) -> datetime:
    day = applied.date() + timedelta(days=chance.between(1, DAYS_TO_DECIDE, "decided on", student.number))
    return _within(day, 9, 16, student)


def _within(day: date, first_hour: int, last_hour: int, student: Student) -> datetime:
    minutes = chance.between(first_hour * 60, last_hour * 60 + 59, "minute", day, student.number)
    return datetime.combine(day, time(minutes // 60, minutes % 60), AMSTERDAM)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
