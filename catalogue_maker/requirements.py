"""Makes up which courses require another one, after their titles (`requirements.csv`), and who has done that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from catalogue_maker import sources
from catalogue_maker.courses import Course
from catalogue_maker.filling import Enrolment
from catalogue_maker.people import Student
from enroltui.terms import State

LAST_YEAR = date(2017, 7, 14)
"""On this day background students have done the courses that theirs require."""


@dataclass(frozen=True)
class Requirement:
    """A course that must be done, or enrolled in, before another one."""

    course: Course
    required: Course


@dataclass(frozen=True)
class Completed:
    """A course that a student has done, and when."""

    student: Student
    course: Course
    day: date


def plan_requirements(courses: Iterable[Course]) -> list[Requirement]:
    """Return the lines of `requirements.csv`. Raises KeyError where one names a course that there is not."""
    by_number = {course.catalogue_number: course for course in courses}
    return [
        Requirement(by_number[row["catalogue_number"]], by_number[row["requires"]])
        for row in sources.rows("requirements")
    ]


def plan_completed(
    courses: Iterable[Course],
    students: Iterable[Student],
    enrolments: Iterable[Enrolment],
    requirements: Iterable[Requirement],
) -> list[Completed]:
    """Return what demo students have done, by `demo_completed.csv`, and what the others' classes require of them.

    Raises ValueError where a demo student is in a class without what its course requires.
    """
    done = list(_demo_students(courses, students))
    known = {(completed.student.id, completed.course.id) for completed in done}
    for student, course in _needed(enrolments, requirements):
        if (student.id, course.id) in known:
            continue
        if not student.background:
            raise ValueError(f"{student.number} has not done {course.catalogue_number}")
        known.add((student.id, course.id))
        done.append(Completed(student, course, LAST_YEAR))
    return done


def _demo_students(courses: Iterable[Course], students: Iterable[Student]) -> Iterator[Completed]:
    by_catalogue_number = {course.catalogue_number: course for course in courses}
    by_number = {student.number: student for student in students}
    for row in sources.rows("demo_completed"):
        day = date.fromisoformat(row["completed"])
        yield Completed(by_number[row["student_number"]], by_catalogue_number[row["catalogue_number"]], day)


def _needed(enrolments: Iterable[Enrolment], requirements: Iterable[Requirement]) -> Iterator[tuple[Student, Course]]:
    """Yield each student with each course that their classes require and in which they are not enrolled."""
    required: dict[int, list[Course]] = defaultdict(list)
    for requirement in requirements:
        required[requirement.course.id].append(requirement.required)
    active = [enrolment for enrolment in enrolments if enrolment.state is not State.WITHDRAWN]
    enrolled = {
        (enrolment.student.id, enrolment.planned.course.id) for enrolment in active if enrolment.state is State.ENROLLED
    }
    for enrolment in active:
        for course in required[enrolment.planned.course.id]:
            if (enrolment.student.id, course.id) not in enrolled:
                yield enrolment.student, course
