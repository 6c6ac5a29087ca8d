"""Decides in which study year and semester each course of a programme is.

Real where `courses.csv` states it; for most courses it does not, and then it is made up here and marked so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue_maker import chance, sources
from catalogue_maker.courses import Course, Membership
from enroltui.folding import fold
from enroltui.terms import Career, ProgrammeKind, Session

CREDITS_WHERE_UNKNOWN = 5
WHOLE_YEAR_CREDITS = 15
"""A course of so many credits or more takes the whole year (HS): a research project, an internship."""
SECOND_YEAR_CREDITS = 18
"""A master's course of so many credits or more is the final project of the second year."""
PART_OF_SERIES = re.compile(r"\b([1-4ab])(?: na)?(?: \(.*\))?$")
"""Matches how the title of a course in a series ends: "Algebra 2", "Klassieke mechanica a", "Analyse 3 NA"."""


@dataclass(frozen=True)
class Placement:
    """A course's place in a programme: its study year and semester, and whether they are made up."""

    course: Course
    programme_id: int
    study_year: int
    study_year_made_up: bool
    session: Session
    session_made_up: bool


def placements(courses: Iterable[Course]) -> list[Placement]:
    """Return every course's place in every programme that has it, in the order of the courses."""
    courses = list(courses)
    years = _study_years(courses)
    sessions = _sessions(courses, years)
    return [
        Placement(
            course=course,
            programme_id=member.programme.id,
            study_year=years[member.programme.id, course.id],
            study_year_made_up=member.study_year is None,
            session=sessions[course.id],
            session_made_up=member.semester is None,
        )
        for course in courses
        for member in course.memberships
    ]


def _weight(course: Course) -> int:
    return CREDITS_WHERE_UNKNOWN if course.credits is None else course.credits


def _series(course: Course) -> str:
    found = PART_OF_SERIES.search(fold(course.title))
    return found[1] if found else ""


def _lightest(load: dict[int, float], choices: Iterable[int], share: Callable[[int], float]) -> int:
    """Return the year with the fewest credits for its share of the programme; the earliest of equals."""
    return min(choices, key=lambda year: (load[year] / share(year), year))


def _study_years(courses: list[Course]) -> dict[tuple[int, int], int]:
    """Return the study years by the ids of programme and course."""
    years: dict[tuple[int, int], int] = {}
    load: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    unknown: list[tuple[Course, Membership]] = []
    for course in courses:
        stated = [member.study_year for member in course.memberships if member.study_year]
        for member in course.memberships:
            year = member.study_year or _plain_year(course, member, stated)
            if year:
                years[member.programme.id, course.id] = year
                load[member.programme.id][year] += _weight(course)
            else:
                unknown.append((course, member))
    for course, member in sorted(unknown, key=lambda pair: chance.draw("year", pair[0].catalogue_number)):
        of_programme = load[member.programme.id]
        match member.programme.kind:
            case ProgrammeKind.BACHELOR:
                year = _lightest(of_programme, (2, 3), lambda _: 1)
            case ProgrammeKind.HONOURS:
                year = _lightest(of_programme, (1, 2, 3), lambda _: 1)
            case _:
                year = _lightest(of_programme, (1, 2), lambda year: 3 if year == 1 else 2)
        years[member.programme.id, course.id] = year
        of_programme[year] += _weight(course)
    return years


def _plain_year(course: Course, member: Membership, stated: list[int]) -> int | None:
    """Return the study year that follows from what the course is; None where nothing tells it."""
    match member.programme.kind:
        case ProgrammeKind.MINOR:
            return 3
        case ProgrammeKind.SPECIALISATION:
            return 2
        case ProgrammeKind.FACULTY:
            return 3 if course.career is Career.BACHELOR else 1
        case ProgrammeKind.MASTER:
            return 2 if _weight(course) >= SECOND_YEAR_CREDITS or "-projects" in member.programme.slug else None
        case ProgrammeKind.BACHELOR if stated:
            return stated[0]
        case ProgrammeKind.BACHELOR if _series(course):
            return 3 if _series(course) in "34" else 2
    return None


def _sessions(courses: list[Course], years: dict[tuple[int, int], int]) -> dict[int, Session]:
    """Return the semester of each course, which is the same in all its programmes."""
    sessions: dict[int, Session] = {}
    load: dict[tuple[int, int, Session], int] = defaultdict(int)

    def settle(course: Course, session: Session) -> None:
        sessions[course.id] = session
        for member in course.memberships:
            load[member.programme.id, years[member.programme.id, course.id], session] += _weight(course)

    for course in courses:
        if session := _plain_session(course):
            settle(course, session)
    for course in sorted(courses, key=lambda course: chance.draw("session", course.catalogue_number)):
        if course.id not in sessions:
            programme_id = course.memberships[0].programme.id
            year = years[programme_id, course.id]
            lighter = load[programme_id, year, Session.S1] <= load[programme_id, year, Session.S2]
            settle(course, Session.S1 if lighter else Session.S2)
    return sessions


def _plain_session(course: Course) -> Session | None:
    stated = {member.semester for member in course.memberships if member.semester}
    if stated:
        return Session.S1 if 1 in stated else Session.S2
    if any(member.programme.kind == ProgrammeKind.MINOR for member in course.memberships):
        return Session.S1
    is_project = any(row["catalogue_number"] == course.catalogue_number for row in sources.rows("bachelor_projects"))
    if is_project or _weight(course) >= WHOLE_YEAR_CREDITS:
        return Session.HS
    if part := _series(course):
        return Session.S1 if part in "13a" else Session.S2
    return None
