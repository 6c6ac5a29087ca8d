"""Makes up which classes a course has: exam and retake, lectures, seminars and whatever else its title asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from catalogue_maker import chance, sources
from catalogue_maker.courses import Course
from catalogue_maker.study_plan import Placement
from enroltui.folding import fold
from enroltui.terms import Career, Component, Description, MeetingKind, ProgrammeKind, Session, WayIn

SHOWN_YEAR = "2017-2018"
PERCENT_WITHOUT_NUMBER = 5
FIRST_NUMBER, LAST_NUMBER = 10_000, 39_999
NUMBERS_A_COURSE = 10
"""Each course has ten class numbers of its own, so that its classes have neighbouring ones."""
OSIRIS_MINOR = "minor-alst"
"""The courses of this minor have no classes here: one registers for them in Delft's Osiris (seed page)."""
BESIDE_AN_EXAM = {Description.RETAKE, Description.LECTURE, Description.SEMINAR}
"""In a course with an exam these classes are not compulsory."""


class Fill(StrEnum):
    """How full a class is on the shown day."""

    OPEN = "open"
    NEARLY_FULL = "nearly_full"
    ONE_LEFT = "one_left"
    FULL = "full"
    WAITING_LIST = "waiting_list"
    WAITING_FULL = "waiting_full"


class Span(StrEnum):
    """Which half of its semester a course fills, or all of it; its exam comes at the end of that."""

    FIRST = "first"
    SECOND = "second"
    WHOLE = "whole"


@dataclass(frozen=True)
class Meeting:
    """One meeting of a class; its moments are in Europe/Amsterdam."""

    starts: datetime
    ends: datetime
    place: str
    kind: MeetingKind


@dataclass(eq=False)
class PlannedClass:
    """A class on its way into the catalogue: later steps add meetings, the period, and seats."""

    academic_year: str
    class_number: int
    course: Course
    description: Description
    session: Session
    span: Span
    compulsory: bool
    groups: frozenset[tuple[int, int]]
    """The ids of the programmes and the study years of those who take it: their classes should not clash."""
    meetings: list[Meeting] = field(default_factory=list)
    capacity: int = 0
    waiting_capacity: int = 0
    opens_bachelor: datetime = field(init=False)
    opens_master: datetime = field(init=False)
    until: datetime = field(init=False)
    way_in: WayIn = WayIn.HERE

    @property
    def key(self) -> str:
        """The words that tell it from every other class, and are the same in every build."""
        return f"{self.academic_year} {self.course.catalogue_number} {self.description}"

    @property
    def component(self) -> Component:
        return Component.EXAM if self.description is Description.RETAKE else Component(self.description)

    @property
    def is_sitting(self) -> bool:
        """Whether it is an exam, retake or partial exam, so that it has an exam day."""
        return self.component in (Component.EXAM, Component.PARTIAL_EXAM)

    def opens(self, career: Career) -> datetime:
        return self.opens_master if career is Career.MASTER else self.opens_bachelor


def plan_classes(placements: Iterable[Placement]) -> list[PlannedClass]:
    """Return all classes of the shown year, and those of earlier years that `earlier_years.csv` asks for."""
    by_course: dict[int, list[Placement]] = {}
    for placement in placements:
        by_course.setdefault(placement.course.id, []).append(placement)
    named = _named_courses()
    taken: set[int] = set()
    planned: list[PlannedClass] = []
    for academic_year, of_course in _years_and_courses(list(by_course.values())):
        course = of_course[0].course
        if academic_year == SHOWN_YEAR and _has_no_number(course, named):
            continue
        groups = frozenset((placement.programme_id, placement.study_year) for placement in of_course)
        first_number = _ten_numbers(academic_year, course, taken)
        parts = descriptions(course, min(placement.study_year for placement in of_course))
        span = _span(course, parts)
        planned += [
            PlannedClass(
                academic_year=academic_year,
                class_number=first_number + n,
                course=course,
                description=description,
                session=of_course[0].session,
                span=span,
                compulsory=Description.EXAM not in parts or description not in BESIDE_AN_EXAM,
                groups=groups,
            )
            for n, description in enumerate(parts)
        ]
    return planned


def by_name(classes: Iterable[PlannedClass]) -> dict[tuple[str, str], PlannedClass]:
    """Return the shown year's classes by catalogue number and description, as the text sources name them."""
    return {
        (planned.course.catalogue_number, planned.description): planned
        for planned in classes
        if planned.academic_year == SHOWN_YEAR
    }


def _span(course: Course, parts: list[Description]) -> Span:
    """Return what a course fills: a small one half a semester, one with a partial exam halfway all of it."""
    if Description.PARTIAL_EXAM in parts:
        return Span.WHOLE
    draw = chance.fraction("span", course.catalogue_number)
    if (course.credits or 0) <= 3:
        return Span.FIRST if draw < 0.5 else Span.SECOND
    return Span.WHOLE if draw < 0.65 else Span.SECOND if draw < 0.85 else Span.FIRST


def _years_and_courses(courses: list[list[Placement]]) -> list[tuple[str, list[Placement]]]:
    earlier = [
        (row["academic_year"], of_course)
        for row in sources.rows("earlier_years")
        for of_course in courses
        if row["title"] == of_course[0].course.title
    ]
    return [(SHOWN_YEAR, of_course) for of_course in courses] + earlier


def _named_courses() -> set[str]:
    """Return the catalogue numbers of the courses that a text source needs classes of."""
    tables = (
        "special_classes",
        "demo_enrolments",
        "demo_exceptions",
        "demo_seat_alerts",
        "demo_plans",
        "bachelor_projects",
    )
    named = {row["catalogue_number"] for table in tables for row in sources.rows(table)}
    return named | {number for row in sources.rows("staff") for number in row["courses"].split()}


def _has_no_number(course: Course, named: set[str]) -> bool:
    """Tell whether a course's class numbers are "not yet defined", as the seed page says of some."""
    if any(member.programme.slug == OSIRIS_MINOR for member in course.memberships):
        return True
    if course.catalogue_number in named or any(m.programme.kind == ProgrammeKind.FACULTY for m in course.memberships):
        return False
    return chance.chosen(PERCENT_WITHOUT_NUMBER, "no number", course.catalogue_number)


def _ten_numbers(academic_year: str, course: Course, taken: set[int]) -> int:
    """Return the first of ten class numbers that no other course has in any year, and add it to `taken`."""
    tens = (LAST_NUMBER + 1 - FIRST_NUMBER) // NUMBERS_A_COURSE
    ten = chance.draw("class number", academic_year, course.catalogue_number) % tens
    while ten in taken:
        ten = (ten + 1) % tens
    taken.add(ten)
    return FIRST_NUMBER + ten * NUMBERS_A_COURSE + chance.between(0, 1, "first", academic_year, course.catalogue_number)


def descriptions(course: Course, study_year: int) -> list[Description]:
    """Return which classes a course has, exams first: by `components.csv` where its title fits a line there."""
    parts = _parts_by_title(course) or _parts_of_taught_course(course, study_year)
    found = [Description(part) for part in parts]
    if Description.EXAM in found:
        found.append(Description.RETAKE)
    return sorted(found, key=list(Description).index)


def _parts_by_title(course: Course) -> list[str]:
    title = fold(course.title)
    for row in sources.rows("components"):
        if re.search(row["title_pattern"], title):
            parts = row["components"].split()
            if Description.EXAM in parts and course.career is Career.BACHELOR:
                parts += [Description.LECTURE, Description.SEMINAR]
            return parts
    return []


def _parts_of_taught_course(course: Course, study_year: int) -> list[str]:
    """Return an exam, with lectures and more where the course is large enough; a master's course has fewer classes."""

    def sometimes(percent: float, part: Description) -> list[str]:
        return [part] if chance.chosen(percent, part, course.catalogue_number) else []

    large = (course.credits or 0) >= 4
    bachelor = course.career is Career.BACHELOR
    laboratory = bachelor and course.area.organisation in {"LACDR", "IBL", "LIC"}
    parts: list[str] = [Description.EXAM]
    parts += sometimes(90 if bachelor and large else 40, Description.LECTURE)
    parts += sometimes((75 if study_year == 1 else 40) if bachelor and large else 8, Description.SEMINAR)
    parts += sometimes(14 if bachelor and large else 5, Description.PARTIAL_EXAM)
    parts += sometimes(8 if laboratory and large else 0, Description.PRACTICAL)
    parts += sometimes(10, Description.ASSIGNMENT)
    parts += sometimes(7, Description.PAPER)
    parts += sometimes(5, Description.PRESENTATION)
    return parts
