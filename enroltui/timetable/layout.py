"""A week as a grid: a column a day, a row an hour where there is something, blocks side by side where they clash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from enroltui.registrar.rules.clashes import overlap
from enroltui.registrar.values.classes import Meeting
from enroltui.registrar.values.student_center import Appointment
from enroltui.timetable.appointments import Overlap, in_week, overlaps

WORKING_DAYS = 5
HOUR, DAY = 60, 24 * 60
"""In minutes."""


@dataclass(frozen=True, slots=True)
class MeetingBlock:
    """One meeting in the grid. Days, lanes and rows count from 0."""

    appointment: Appointment
    day: int
    lane: int
    lanes: int
    """How many blocks stand side by side here."""
    rows: range
    hatched: frozenset[int]
    """The rows in which it clashes."""


@dataclass(frozen=True, slots=True)
class Week:
    """The grid of a week: its days (Monday to Friday, and the weekend as far as needed) and when each row begins."""

    days: tuple[date, ...]
    rows: tuple[time, ...]
    blocks: tuple[MeetingBlock, ...]
    """In order of time."""
    clashes: tuple[Overlap, ...]

    def lanes(self, day: int) -> int:
        """Return how many blocks stand side by side at most on a day; 1 on an empty one."""
        return max((block.lanes for block in self.blocks if block.day == day), default=1)


def lay_out(in_order: Sequence[Appointment], monday: date) -> Week:
    """Return the week that begins on this Monday; `in_order` as `appointments` gives them, of any weeks."""
    shown = in_week(in_order, monday)
    last = max((appointment.meeting.starts.weekday() for appointment in shown), default=0)
    count = max(WORKING_DAYS, last + 1)
    rows = _rows([_minutes(appointment.meeting) for appointment in shown])
    clashes = overlaps(shown)
    blocks = [block for day in range(count) for block in _blocks_of_day(_on(shown, day), day, rows, clashes)]
    return Week(
        days=tuple(monday + timedelta(days=day) for day in range(count)),
        rows=tuple(time(start // HOUR, start % HOUR) for start, _ in rows),
        blocks=tuple(sorted(blocks, key=lambda block: (block.day, block.rows.start, block.lane))),
        clashes=clashes,
    )


def widths(lanes: Sequence[int], columns: int) -> list[int]:
    """Return how many columns each day gets: equal shares, but one for each block that stands beside another."""
    edges = [columns * sum(lanes[:day]) // sum(lanes) for day in range(len(lanes) + 1)]
    return [right - left for left, right in pairwise(edges)]


def beside(blocks: Iterable[MeetingBlock], here: MeetingBlock, step: int) -> MeetingBlock | None:
    """Return the block to the right (step 1) or left (-1): the other of a clash, else the next day's nearest in time.

    None where there is none in this week.
    """

    def nearness(block: MeetingBlock) -> tuple[int, int, int]:
        return (block.day - here.day) * step, abs(block.rows.start - here.rows.start), (block.lane - here.lane) * step

    return min(
        (
            block
            for block in blocks
            if (block.day - here.day) * step > 0
            or (block.day == here.day and (block.lane - here.lane) * step > 0 and _meet(block.rows, here.rows))
        ),
        key=nearness,
        default=None,
    )


def _on(shown: Iterable[Appointment], day: int) -> list[Appointment]:
    return [appointment for appointment in shown if appointment.meeting.starts.weekday() == day]


def _minutes(span: Meeting | Overlap) -> tuple[int, int]:
    """Return from when to when it is, in minutes of its day; what goes on after midnight is shown until then."""
    starts, ends = span.starts, span.ends
    until = DAY if ends.date() > starts.date() else ends.hour * HOUR + ends.minute
    return starts.hour * HOUR + starts.minute, until


def _rows(taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the rows, each from when to when in minutes of the day.

    A row begins wherever a meeting does, and an hour after the row before it as long as something goes on; so two
    meetings of which one begins when the other ends never share a row.
    """
    starts = sorted({start for start, _ in taken})
    rows: list[tuple[int, int]] = []
    for start, next_start in pairwise([*starts, DAY]):
        until = min(next_start, max(end for begun, end in taken if begun <= start))
        rows += [(at, min(at + HOUR, until)) for at in range(start, until, HOUR)]
    return rows


def _blocks_of_day(
    shown: Sequence[Appointment], day: int, rows: Sequence[tuple[int, int]], clashes: Sequence[Overlap]
) -> list[MeetingBlock]:
    blocks = []
    for together in _groups(shown):
        lanes = _lanes(together)
        for appointment, lane in zip(together, lanes, strict=True):
            inside = [_minutes(clash) for clash in clashes if appointment in (clash.one, clash.other)]
            hatched = frozenset(row for span in inside for row in _covered(rows, span))
            covered = _covered(rows, _minutes(appointment.meeting))
            blocks.append(MeetingBlock(appointment, day, lane, max(lanes) + 1, covered, hatched))
    return blocks


def _groups(shown: Sequence[Appointment]) -> list[list[Appointment]]:
    """Return those that hang together by clashes, each group apart from the others."""
    groups: list[list[Appointment]] = []
    for appointment in shown:
        if groups and any(overlap(appointment.meeting, other.meeting) for other in groups[-1]):
            groups[-1].append(appointment)
        else:
            groups.append([appointment])
    return groups


def _lanes(together: Sequence[Appointment]) -> list[int]:
    """Return a lane for each, the first one that is free."""
    until: list[datetime] = []
    """When the last one of each lane ends."""
    lanes = []
    for appointment in together:
        lane = next((lane for lane, ends in enumerate(until) if ends <= appointment.meeting.starts), len(until))
        until[lane : lane + 1] = [appointment.meeting.ends]
        lanes.append(lane)
    return lanes


def _covered(rows: Sequence[tuple[int, int]], span: tuple[int, int]) -> range:
    """Return the rows in which there is a moment of this span."""
    inside = [row for row, (start, end) in enumerate(rows) if start < span[1] and span[0] < end]
    return range(inside[0], inside[-1] + 1)


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
