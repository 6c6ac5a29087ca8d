"""One meeting in the week grid, line by line: a bar that tells how long it is and whose, its words, and hatching."""

from __future__ import annotations

from textwrap import wrap

from rich.cells import cell_len

from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow, Meeting
from enroltui.sentences.words import word
from enroltui.terms import State
from enroltui.timetable.layout import MeetingBlock
from enroltui.widgets.class_columns import shape
from enroltui.widgets.table import CURSOR, fit

HATCH = "╱"
"""Fills a block where it clashes."""
HATCHED = 2
"""Columns that are hatched also where there are words."""
FIRM, LOOSE = ("┏", "┃", "┗", "╺"), ("┌", "┆", "└", "╶")
"""The first, a middle, the last and the only line of a bar: of a class one is enrolled in, and of any other."""


def block_lines(block: MeetingBlock, per_row: int, width: int, language: Language, *, here: bool) -> list[str]:
    """Return each line of a block, in exactly `width` columns; `per_row` lines a row. `here`: the cursor is on it."""
    count = len(block.rows) * per_row
    words = _words(block, count, width - 1, language)
    return [
        _bar(block.appointment.row, line, count, here)
        + _line(words[line] if line < len(words) else "", width - 1, _is_hatched(block, line // per_row))
        for line in range(count)
    ]


def mark(row: ClassRow) -> str:
    """Return what stands before a title: the shape of a class that one is not enrolled in; "" where one is."""
    return "" if row.state is State.ENROLLED else f"{shape(row)}\N{NO-BREAK SPACE}"


def _is_hatched(block: MeetingBlock, row: int) -> bool:
    return block.rows[row] in block.hatched


def _bar(row: ClassRow, line: int, count: int, here: bool) -> str:
    if here and line == 0:
        return CURSOR
    first, middle, last, only = FIRM if row.state is State.ENROLLED else LOOSE
    if count == 1:
        return only
    return first if line == 0 else last if line == count - 1 else middle


def _words(block: MeetingBlock, count: int, width: int, language: Language) -> list[str]:
    """Return the title, on several lines where there is room; what it is, where, and from when to when."""
    row, meeting = block.appointment.row, block.appointment.meeting
    title = mark(row) + language.title(row.course)
    what, place = word(row.description, language), meeting.place
    if count == 1:
        return [title]
    if count == 2:
        return [title, f"{what} {place}"]
    room = max(1, width - (HATCHED if block.hatched else 0))
    hours = [_hours(meeting, room, language)] if count > 3 else []
    words = wrap(title, room, break_long_words=False)
    room = count - 2 - len(hours)
    if len(words) > room:
        words = [*words[: room - 1], " ".join(words[room - 1 :])]
    return [*words, what, place, *hours]


def _hours(meeting: Meeting, width: int, language: Language) -> str:
    """Say from when to when it is; in a narrow block only until when, as the row tells when it begins."""
    whole = f"{language.clock(meeting.starts)}–{language.clock(meeting.ends)}"
    return whole if len(whole) <= width else f"–{language.clock(meeting.ends)}"


def _line(words: str, width: int, hatched: bool) -> str:
    if not hatched:
        return fit(words, width)
    said = fit(words, max(1, width - HATCHED)).rstrip()
    said += " " if said else ""
    return said + HATCH * (width - cell_len(said))
