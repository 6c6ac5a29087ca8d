"""Makes up the people of the shipped catalogue: demo students and staff, and the background students.

Demo passwords are public (the login page lists them). Only here a salt is derived from the account's name, so that
every build gives the same hash. Background students have no password and can't log in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from catalogue_maker import sources
from catalogue_maker.sources import Programme
from enroltui.registrar.people.passwords import hash_password
from enroltui.terms import Career

MAIL_DOMAIN = "student.example"
STAFF_MAIL_DOMAIN = "staff.example"
FIRST_BACKGROUND_NUMBER = 9_800_001


@dataclass(frozen=True)
class Student:
    """A student; `study_year` is set for background students, `password` for demo students."""

    id: int
    number: str
    name: str
    programme: Programme
    study_year: int | None = None
    password: str | None = None

    @property
    def background(self) -> bool:
        return self.password is None

    @property
    def career(self) -> Career:
        return Career(self.programme.career)

    @property
    def email(self) -> str:
        return f"{self.number}@{MAIL_DOMAIN}"


def demo_students() -> list[Student]:
    """Return the students of `demo_students.csv`, with ids from 1."""
    return [
        Student(id_, row["student_number"], row["name"], sources.programme(row["programme"]), password=row["password"])
        for id_, row in enumerate(sources.rows("demo_students"), start=1)
    ]


def background_students(first_id: int) -> list[Student]:
    """Return as many students as `programmes.csv` says for each programme and study year: "Student 0001" and so on."""
    posts = [
        (programme, study_year)
        for programme in sources.programmes()
        for study_year, students in enumerate(programme.students, start=1)
        for _ in range(students)
    ]
    return [
        Student(first_id + n, f"s{FIRST_BACKGROUND_NUMBER + n}", f"Student {n + 1:04}", programme, study_year)
        for n, (programme, study_year) in enumerate(posts)
    ]


def demo_hash(name: str, password: str) -> str:
    """Return the hash of a demo account's password: as strong as any other, so that logging in takes as long."""
    salt = hashlib.blake2b(name.encode(), digest_size=16, person=b"enroltui demo").digest()
    return hash_password(password, salt=salt)
