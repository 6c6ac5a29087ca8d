"""When classes are: exams in exam weeks, no clashes within a study year, and the periods that follow from the days."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from enroltui.terms import AMSTERDAM
from tests.catalogue_maker.reading import moment

EXAM_WEEKS = [
    (date(2017, 10, 23), date(2017, 11, 3)),
    (date(2018, 1, 8), date(2018, 2, 2)),
    (date(2018, 3, 19), date(2018, 3, 30)),
    (date(2018, 5, 28), date(2018, 6, 22)),
    (date(2018, 7, 2), date(2018, 7, 13)),
]
FREE_DAYS = {
    date(2017, 10, 3),
    date(2017, 12, 25),
    date(2017, 12, 26),
    date(2018, 1, 1),
    date(2018, 3, 30),
    date(2018, 4, 2),
    date(2018, 4, 27),
    date(2018, 5, 10),
    date(2018, 5, 21),
}
SAT_TOGETHER = "4373BAYST"
"""The partial exam of this course is sat during its exam."""
PLANTED_TEACHING = {("4031STDV6", datetime(2018, 3, 27, 14, tzinfo=AMSTERDAM))}


@dataclass(frozen=True)
class Sitting:
    class_id: int
    course_id: int
    number: str
    description: str
    kind: str
    starts: datetime
    ends: datetime


@pytest.fixture(scope="module")
def meetings(shipped: sqlite3.Connection) -> list[Sitting]:
    rows = shipped.execute(
        "SELECT class.id, course_id, catalogue_number, description, kind, starts, ends"
        " FROM meeting JOIN class ON class.id = class_id JOIN course ON course.id = course_id"
        " WHERE academic_year = '2017-2018' ORDER BY starts"
    )
    return [
        Sitting(class_id, course_id, number, description, kind, moment(starts), moment(ends))
        for class_id, course_id, number, description, kind, starts, ends in rows
    ]


def is_in_exam_weeks(day: date) -> bool:
    return any(first <= day <= last for first, last in EXAM_WEEKS)


def test_exams_are_on_working_days_of_the_exam_weeks(meetings: list[Sitting]) -> None:
    exams = [meeting for meeting in meetings if meeting.kind == "exam"]
    assert len(exams) > 1000
    for exam in exams:
        day = exam.starts.date()
        assert is_in_exam_weeks(day), exam
        assert day.weekday() < 5, exam
        assert day not in FREE_DAYS, exam
        assert time(9) <= exam.starts.time() <= time(18, 30), exam
        assert exam.ends - exam.starts in (timedelta(hours=2), timedelta(hours=3)), exam


def test_teaching_is_on_working_days_outside_the_exam_weeks(meetings: list[Sitting]) -> None:
    for meeting in meetings:
        if meeting.kind == "teaching" and (meeting.number, meeting.starts) not in PLANTED_TEACHING:
            day = meeting.starts.date()
            assert day.weekday() < 5, meeting
            assert day not in FREE_DAYS, meeting
            assert not is_in_exam_weeks(day), meeting


def test_a_retake_comes_two_weeks_after_its_exam_or_later(meetings: list[Sitting]) -> None:
    exams = {meeting.course_id: meeting.starts.date() for meeting in meetings if meeting.description == "exam"}
    retakes = {meeting.course_id: meeting.starts.date() for meeting in meetings if meeting.description == "retake"}
    assert exams.keys() == retakes.keys()
    assert all(retakes[course] - exams[course] >= timedelta(days=14) for course in exams)


def test_logic_is_on_25_january(meetings: list[Sitting]) -> None:
    logic = {meeting.description: meeting for meeting in meetings if meeting.number == "4031LOGI6"}
    assert logic["exam"].starts == datetime(2018, 1, 25, 14, tzinfo=AMSTERDAM)
    assert logic["exam"].ends == datetime(2018, 1, 25, 17, tzinfo=AMSTERDAM)
    assert (logic["retake"].starts.year, logic["retake"].starts.month) == (2018, 3)


def test_exams_of_one_programme_and_study_year_never_clash(
    shipped: sqlite3.Connection, meetings: list[Sitting]
) -> None:
    groups = defaultdict(list)
    for course_id, programme, year in shipped.execute(
        "SELECT course_id, programme_id, study_year FROM programme_course"
    ):
        groups[course_id].append((programme, year))
    by_group = defaultdict(list)
    for meeting in meetings:
        if meeting.kind == "exam":
            for group in groups[meeting.course_id]:
                by_group[group].append(meeting)
    assert len(by_group) > 60
    for exams in by_group.values():
        for earlier, later in pairwise(exams):
            assert earlier.ends <= later.starts or earlier.number == later.number == SAT_TOGETHER, (earlier, later)


def test_a_course_never_clashes_with_itself(meetings: list[Sitting]) -> None:
    by_course = defaultdict(list)
    for meeting in meetings:
        by_course[meeting.course_id].append(meeting)
    for of_course in by_course.values():
        for earlier, later in pairwise(of_course):
            assert earlier.ends <= later.starts or earlier.number == SAT_TOGETHER, (earlier, later)


def test_one_partial_exam_is_sat_during_the_exam(meetings: list[Sitting]) -> None:
    sat = {
        meeting.description: (meeting.starts, meeting.ends) for meeting in meetings if meeting.number == SAT_TOGETHER
    }
    assert sat["partial_exam"] == sat["exam"]


def test_planted_clashes_with_logic(meetings: list[Sitting]) -> None:
    def overlapping(description: str) -> set[tuple[str, str]]:
        (logic,) = [
            meeting for meeting in meetings if (meeting.number, meeting.description) == ("4031LOGI6", description)
        ]
        return {
            (meeting.number, meeting.kind)
            for meeting in meetings
            if meeting.starts < logic.ends and logic.starts < meeting.ends
        }

    assert ("4032NETW6", "exam") in overlapping("exam")
    assert ("4031STDV6", "teaching") in overlapping("retake")


def test_rooms_are_not_taken_twice(shipped: sqlite3.Connection) -> None:
    rows = shipped.execute("SELECT place, starts, ends, kind FROM meeting ORDER BY place, starts").fetchall()
    assert all(row["place"] for row in rows)
    for earlier, later in pairwise(rows):
        if earlier["place"] == later["place"] and "exam" not in (earlier["kind"], later["kind"]):
            assert earlier["ends"] <= later["starts"], (tuple(earlier), tuple(later))


def test_enrolment_ends_ten_days_before_the_exam_or_after_the_first_meeting(shipped: sqlite3.Connection) -> None:
    session_ends = {"S1": date(2018, 2, 2), "S2": date(2018, 7, 13), "HS": date(2018, 7, 13)}
    for session, until, starts, kind in shipped.execute(
        "SELECT session, enrol_until, min(starts), kind FROM class LEFT JOIN meeting ON class_id = class.id"
        " WHERE academic_year = '2017-2018' GROUP BY class.id"
    ):
        if starts is None:
            day = session_ends[session]
        elif kind == "exam":
            day = moment(starts).date() - timedelta(days=10)
        else:
            day = moment(starts).date() + timedelta(days=10)
        assert moment(until) == datetime.combine(day, time(23, 59, 59), AMSTERDAM)


def test_enrolment_opens_at_13_on_15_july_or_15_december_and_a_day_later_for_masters(
    shipped: sqlite3.Connection,
) -> None:
    late = 0
    for session, bachelor, master in shipped.execute(
        "SELECT session, enrol_from_bachelor, enrol_from_master FROM class WHERE academic_year = '2017-2018'"
    ):
        opens = moment(bachelor)
        assert opens.time() == time(13)
        assert moment(master) - opens == timedelta(days=1)
        usual = date(2017, 12, 15) if session == "S2" else date(2017, 7, 15)
        if opens.date() != usual:
            assert session == "S2"
            assert opens.date() in (date(2018, 2, 1), date(2018, 3, 1))
            late += 1
    assert late >= 20


def test_the_session_of_an_exam_is_the_semester_that_it_is_in(shipped: sqlite3.Connection) -> None:
    for session, starts in shipped.execute(
        "SELECT session, starts FROM class JOIN meeting ON class_id = class.id"
        " WHERE academic_year = '2017-2018' AND kind = 'exam'"
    ):
        assert session == ("S1" if moment(starts).date() < date(2018, 2, 5) else "S2")
