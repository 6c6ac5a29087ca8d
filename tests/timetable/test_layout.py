"""A week as a grid: which rows there are, where each block stands, and what is hatched."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from enroltui.registrar.values.classes import ClassRow
from enroltui.terms import MeetingKind
from enroltui.timetable.appointments import appointments, in_week, next_after, overlaps
from enroltui.timetable.layout import MeetingBlock, Week, beside, lay_out, widths
from tests.timetable.kit import a_class, meeting

MONDAY = date(2018, 1, 22)


def week_of(*rows: ClassRow) -> Week:
    return lay_out(appointments(rows), MONDAY)


def block_of(week: Week, number: int) -> MeetingBlock:
    return next(block for block in week.blocks if block.appointment.row.key.class_number == number)


def test_a_row_an_hour_only_where_there_is_something() -> None:
    week = week_of(a_class(1, meeting("2018-01-22 09:00")), a_class(2, meeting("2018-01-24 14:00", 180)))
    assert week.rows == (time(9), time(10), time(14), time(15), time(16))
    assert [(block.day, block.rows, block.lanes) for block in week.blocks] == [
        (0, range(2), 1),
        (2, range(2, 5), 1),
    ]


def test_what_begins_when_another_ends_shares_no_row_and_does_not_clash() -> None:
    week = week_of(
        a_class(1, meeting("2018-01-22 13:30", 105)), a_class(2, meeting("2018-01-22 15:15", 105, MeetingKind.EXAM))
    )
    assert week.rows == (time(13, 30), time(14, 30), time(15, 15), time(16, 15))
    assert week.clashes == ()
    assert {block.lanes for block in week.blocks} == {1}


def test_a_clash_stands_side_by_side_and_is_hatched_only_where_both_take_place() -> None:
    exam = a_class(1, meeting("2018-01-24 14:00", 180, MeetingKind.EXAM), title="Databases")
    seminar = a_class(2, meeting("2018-01-24 16:00", 120), title="Statistics")
    week = week_of(exam, seminar)
    [clash] = week.clashes
    assert (clash.one.row, clash.other.row, clash.exams) == (exam, seminar, False)
    assert (clash.starts.hour, clash.ends.hour) == (16, 17)
    assert [(block.lane, block.lanes) for block in week.blocks] == [(0, 2), (1, 2)]
    assert [[week.rows[row].hour for row in sorted(block.hatched)] for block in week.blocks] == [[16], [16]]


def test_exam_against_exam_is_told_apart() -> None:
    both = (a_class(number, meeting("2018-01-24 14:00", 120, MeetingKind.EXAM)) for number in (1, 2))
    assert [clash.exams for clash in week_of(*both).clashes] == [True]


def test_the_weekend_is_there_only_when_needed_and_evenings_are_rows_like_others() -> None:
    assert len(week_of(a_class(1, meeting("2018-01-22 09:00"))).days) == 5
    weekend = week_of(a_class(1, meeting("2018-01-27 19:00")))
    assert weekend.days[-1] == date(2018, 1, 27)
    assert weekend.rows[0] == time(19)
    assert len(week_of(a_class(1, meeting("2018-01-28 09:00"))).days) == 7


def test_a_class_after_the_change_to_summer_time_stands_at_its_local_hour() -> None:
    row = a_class(1, meeting("2018-03-19 10:00"), meeting("2018-03-26 10:00"))
    shown = appointments([row])
    assert [lay_out(shown, monday).rows[0] for monday in (date(2018, 3, 19), date(2018, 3, 26))] == [time(10), time(10)]
    before, after = row.meetings
    assert after.starts.utcoffset() == (before.starts.utcoffset() or timedelta()) + timedelta(hours=1)


def test_the_same_class_twice_is_one_and_a_class_without_a_day_is_none() -> None:
    row = a_class(1, meeting("2018-01-22 09:00"))
    assert len(appointments([row, row, a_class(2)])) == 1


def test_the_next_week_with_something() -> None:
    shown = appointments([a_class(1, meeting("2018-01-22 09:00"), meeting("2018-02-05 09:00"))])
    coming = next_after(shown, MONDAY)
    assert coming is not None
    assert coming.meeting.starts.date() == date(2018, 2, 5)
    assert next_after(shown, date(2018, 2, 5)) is None
    assert lay_out(shown, date(2018, 1, 29)) == Week(lay_out((), date(2018, 1, 29)).days, (), (), ())


def test_the_arrow_keys_go_to_the_other_one_of_a_clash_first_then_to_the_nearest_hour_of_the_next_day() -> None:
    week = week_of(
        a_class(1, meeting("2018-01-22 09:00")),
        a_class(2, meeting("2018-01-22 09:00")),
        a_class(3, meeting("2018-01-22 14:00")),
        a_class(4, meeting("2018-01-24 09:00")),
        a_class(5, meeting("2018-01-24 14:00")),
    )
    one, two, three, four, five = (block_of(week, number) for number in range(1, 6))
    assert beside(week.blocks, one, 1) == two
    assert beside(week.blocks, two, 1) == four
    assert beside(week.blocks, three, 1) == five
    assert beside(week.blocks, five, -1) == three
    assert beside(week.blocks, two, -1) == one
    assert beside(week.blocks, one, -1) is None
    assert beside(week.blocks, four, 1) is None


def test_a_day_on_which_classes_clash_gets_more_columns() -> None:
    assert widths([1, 1, 1, 1, 1], 72) == [14, 14, 15, 14, 15]
    assert widths([1, 2, 1, 1, 1], 72) == [12, 24, 12, 12, 12]


CLASSES = st.lists(st.tuples(st.integers(0, 6), st.integers(8 * 4, 20 * 4), st.integers(1, 16)), max_size=12).map(
    lambda found: [
        a_class(number, meeting(f"2018-01-{22 + day} {quarter // 4:02}:{quarter % 4 * 15:02}", quarters * 15))
        for number, (day, quarter, quarters) in enumerate(found, start=1)
    ]
)


@given(CLASSES)
def test_whatever_the_classes_none_is_hidden_and_none_is_over_another(rows: list[ClassRow]) -> None:
    shown = appointments(rows)
    week = lay_out(shown, MONDAY)
    assert {block.appointment for block in week.blocks} == set(in_week(shown, MONDAY))
    assert len(week.blocks) == len(rows)
    for one, other in combinations(week.blocks, 2):
        if one.day == other.day and set(one.rows) & set(other.rows):
            assert one.lane != other.lane
            assert one.lanes == other.lanes
    for block in week.blocks:
        assert block.lane < block.lanes
        assert week.rows[block.rows.start] == block.appointment.meeting.starts.time()
        assert block.hatched <= set(block.rows)


@given(CLASSES)
def test_the_clashes_are_those_that_comparing_each_with_each_finds(rows: list[ClassRow]) -> None:
    shown = appointments(rows)
    naive = {
        frozenset((one, other))
        for one, other in combinations(shown, 2)
        if max(one.meeting.starts, other.meeting.starts) < min(one.meeting.ends, other.meeting.ends)
    }
    found = overlaps(shown)
    assert {frozenset((clash.one, clash.other)) for clash in found} == naive
    assert len(found) == len(naive)
    clashing = {appointment for pair in naive for appointment in pair}
    assert {block.appointment for block in lay_out(shown, MONDAY).blocks if block.hatched} == clashing
