"""Makes up who wants which class, and since when: background students by chance, demo students by the text sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalogue_maker import chance, sources, special
from catalogue_maker.classes import SHOWN_YEAR, Fill, PlannedClass, by_name
from catalogue_maker.courses import Course
from catalogue_maker.guests import guest_programmes
from catalogue_maker.people import Student
from catalogue_maker.study_plan import CREDITS_WHERE_UNKNOWN, Placement
from enroltui.terms import AMSTERDAM, Career, Description, ProgrammeKind, Session, WayIn

SHOWN_MOMENT = datetime(2018, 1, 15, 8, 30, tzinfo=AMSTERDAM)
"""All that background students did they did before this moment, the morning of the shown day."""
CREDITS_A_SEMESTER = {Career.BACHELOR: 30, Career.MASTER: 27}
PERCENT_WHO_ENROL = {
    Description.EXAM: 96,
    Description.RETAKE: 3,
    Description.PARTIAL_EXAM: 92,
    Description.LECTURE: 62,
    Description.SEMINAR: 60,
    Description.PRACTICAL: 95,
    Description.PAPER: 90,
    Description.PRESENTATION: 85,
    Description.ASSIGNMENT: 80,
    Description.INTERNSHIP: 70,
}
PERCENT_RETAKES_AFTER_EXAM = 28
PERCENT_EARLY = 42
"""So many per cent have enrolled for semester 2 by the shown day, a month after its opening."""
PERCENT_EARLIER = 3
"""So many per cent of those not in their first year took a given faculty course the year before."""
PERCENT_WITHDRAWS = 3
PERCENT_REPEATS = 12
"""So many per cent take one course of the year before again."""


@dataclass(frozen=True)
class PlaceWish:
    """A student's wish for a place, asked for at a moment; where `at` is None the student has not asked yet."""

    student: Student
    at: datetime | None
    withdraws: datetime | None = None
    expected: str = ""
    """The state that must come of it for a demo student; empty for others."""


Wishes = dict[int, list[PlaceWish]]
"""The wishes for each class, by its number: no two classes have the same, not even in different years."""


def all_wishes(students: Iterable[Student], placements: Iterable[Placement], classes: Sequence[PlannedClass]) -> Wishes:
    """Return every student's wishes by class number; nobody is in two exams at once."""
    choices = _Choices(placements, classes)
    wishes: Wishes = defaultdict(list)
    for student in students:
        if not student.background:
            _add_demo_wishes(student, choices, wishes)
            continue
        exams: set[datetime] = set()
        for planned in choices.classes_for(student):
            starts = {meeting.starts for meeting in planned.meetings} if planned.is_sitting else set()
            if not starts & exams:
                exams |= starts
                wishes[planned.class_number].append(_background_wish(student, planned))
    return wishes


class _Choices:
    """The classes, courses and places that students choose from."""

    def __init__(self, placements: Iterable[Placement], classes: Sequence[PlannedClass]) -> None:
        self.classes: dict[int, list[PlannedClass]] = defaultdict(list)
        self.earlier: list[PlannedClass] = []
        for planned in classes:
            if planned.academic_year != SHOWN_YEAR:
                self.earlier.append(planned)
            else:
                self.classes[planned.course.id].append(planned)
        self.by_name = by_name(classes)
        self.placements: dict[tuple[int, int], list[Placement]] = defaultdict(list)
        self.courses: dict[int, list[Course]] = defaultdict(list)
        for placement in placements:
            if placement.course.id in self.classes:
                self.placements[placement.programme_id, placement.study_year].append(placement)
                self.courses[placement.programme_id].append(placement.course)

    def classes_for(self, student: Student) -> list[PlannedClass]:
        """Return the classes that a background student takes: this year's, no course twice, and a few earlier ones."""
        assert student.study_year is not None
        courses, with_minor = self._guest_courses(student)
        for session in (Session.S1, Session.S2):
            if not (with_minor and session is Session.S1):
                courses += self._own_courses(student, student.study_year, session)
        if student.study_year > 1 and chance.chosen(PERCENT_REPEATS, "repeats", student.number):
            courses += self._own_courses(student, student.study_year - 1, Session.S1)[:1]
        return self._earlier_classes(student) + [
            planned
            for course in {course.id: course for course in courses}.values()
            for planned in self.classes[course.id]
            if planned.way_in is not WayIn.OSIRIS and _takes(student, planned)
        ]

    def _earlier_classes(self, student: Student) -> list[PlannedClass]:
        if student.study_year == 1:
            return []
        return [
            planned
            for planned in self.earlier
            if planned.course.career in (student.career, Career.BACHELOR)
            and chance.chosen(PERCENT_EARLIER, "earlier", student.number, planned.course.catalogue_number)
            and _takes(student, planned)
        ]

    def _own_courses(self, student: Student, study_year: int, session: Session) -> list[Course]:
        """Return courses of the own programme for one semester's credits; what takes all year counts with the first."""
        wanted = {session, Session.HS} if session is Session.S1 else {session}
        offered = [
            placement.course
            for placement in self.placements[student.programme.id, study_year]
            if placement.session in wanted
        ]
        room = CREDITS_A_SEMESTER[student.career]
        chosen = []
        for course in sorted(
            offered, key=lambda course: chance.draw("course", student.number, course.catalogue_number)
        ):
            if room > 0:
                chosen.append(course)
                room -= CREDITS_WHERE_UNKNOWN if course.credits is None else course.credits
        return chosen

    def _guest_courses(self, student: Student) -> tuple[list[Course], bool]:
        """Return courses of minors, specialisations and the like, by `guests.csv`, and whether one is a minor's."""
        courses: list[Course] = []
        with_minor = False

        def preference(course: Course) -> int:
            return chance.draw("guest", student.number, course.catalogue_number)

        for programme, count in guest_programmes(student):
            courses += sorted(self.courses[programme.id], key=preference)[:count]
            with_minor = with_minor or programme.kind == ProgrammeKind.MINOR
        return courses, with_minor


def _takes(student: Student, planned: PlannedClass) -> bool:
    percent = PERCENT_WHO_ENROL[planned.description]
    if planned.description is Description.RETAKE and planned.session is Session.S1:
        percent = PERCENT_RETAKES_AFTER_EXAM
    return chance.chosen(percent, "takes", student.number, planned.key)


def _background_wish(student: Student, planned: PlannedClass) -> PlaceWish:
    key = (student.number, planned.key)
    opens, ends = planned.opens(student.career), min(planned.until, SHOWN_MOMENT)
    popular = special.fill_of(planned) is not Fill.OPEN
    ahead = planned.session is Session.S2 and planned.until > SHOWN_MOMENT
    waits = ahead and not popular and not chance.chosen(PERCENT_EARLY, "early", *key)
    if waits or opens >= ends:
        return PlaceWish(student, None)
    draw = chance.fraction("when", *key)
    at = _by_day(opens, ends, draw * draw * draw)
    if chance.chosen(PERCENT_WITHDRAWS, "withdraws", *key):
        return PlaceWish(student, at, _by_day(at, ends, chance.fraction("withdraws when", *key)))
    return PlaceWish(student, at)


def _by_day(start: datetime, end: datetime, part: float) -> datetime:
    """Return a moment between two, later as `part` goes from 0 to 1, and by day where there is time for that."""
    seconds = int((end - start).total_seconds())
    moment = start + timedelta(seconds=1 + int(part * (seconds - 2)))
    by_day = moment + timedelta(hours=8)
    return by_day if moment.astimezone(AMSTERDAM).hour < 7 and by_day < end else moment


def _add_demo_wishes(student: Student, choices: _Choices, wishes: Wishes) -> None:
    for row in sources.rows("demo_enrolments"):
        if row["student_number"] == student.number:
            planned = choices.by_name[row["catalogue_number"], row["description"]]
            withdraws = _moment(row["withdrawn_at"]) if row["withdrawn_at"] else None
            wishes[planned.class_number].append(PlaceWish(student, _moment(row["at"]), withdraws, row["state"]))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
