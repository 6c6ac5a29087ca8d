"""A month as a grid of weeks and days, in which the arrow keys go from exam to exam."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message

from enroltui.language import Language
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.student_center import Appointment
from enroltui.timetable.month import Month
from enroltui.widgets.class_columns import shape
from enroltui.widgets.speaking import Speaking
from enroltui.widgets.table import CURSOR, fit
from enroltui.widgets.week_block import HATCH

WEEK_NUMBER = 4
"""Columns in which the number of the week stands."""
TALLEST = 6
"""Lines of a week at most, where there is room."""


class MonthGrid(Speaking, can_focus=True):
    """The cursor is on one exam, as long as there is one; today stands in brackets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "move(-1)", show=False),
        Binding("down,right", "move(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month-grid--heading", "month-grid--today", "month-grid--outside", "month-grid--own", "month-grid--other",
        "month-grid--cursor",
    }  # fmt: skip
    DEFAULT_CSS = """
    MonthGrid {
        height: 1fr;
        .month-grid--heading { color: $quiet; text-style: bold; }
        .month-grid--today { color: $warm; text-style: bold; }
        .month-grid--outside { color: $quiet; }
        .month-grid--own { background: $panel; color: $warm; text-style: bold; }
        .month-grid--other { background: $surface; }
        .month-grid--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor is on another exam, or the month is another."""

        grid: MonthGrid

    @dataclass
    class Chosen(Message):
        """Enter, or a click on the exam with the cursor; also where there is none."""

        grid: MonthGrid

    @dataclass
    class Beyond(Message):
        """The cursor was moved beyond the last (step 1) or the first (-1) exam of the month."""

        step: int

    def __init__(
        self,
        clashes: Callable[[Appointment], bool],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`clashes`: whether an exam clashes with something."""
        super().__init__(id=id)
        self._clashes = clashes
        self._month: Month | None = None
        self._today: date | None = None
        self._exams: list[Appointment] = []
        self._cursor = 0

    def show(self, month: Month, today: date) -> None:
        """Show this month; the cursor stays on its exam if it is in it, else it is on the first one."""
        before = _which(self.exam)
        self._month, self._today = month, today
        self._exams = [exam for day in sorted(month.on) for exam in month.on[day]]
        self._move_to(next((place for place, exam in enumerate(self._exams) if _which(exam) == before), 0))

    @property
    def exam(self) -> Appointment | None:
        """Return the exam under the cursor; None: there is none."""
        return self._exams[self._cursor] if self._cursor < len(self._exams) else None

    def put_cursor_on(self, exam: Appointment) -> None:
        """Put the cursor on an exam, if it is in the month."""
        if exam in self._exams:
            self._move_to(self._exams.index(exam))

    # --- keys and mouse ---------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Go to the next exam (1) or the one before (-1); beyond the last one lies another month."""
        if 0 <= self._cursor + step < len(self._exams):
            self._move_to(self._cursor + step)
        else:
            self.post_message(self.Beyond(step))

    def action_edge(self, edge: int) -> None:
        """Go to the first or the last exam of the month."""
        self._move_to(max(0, len(self._exams) - 1) if edge else 0)

    def action_choose(self) -> None:
        """Choose the exam with the cursor."""
        self.post_message(self.Chosen(self))

    def on_click(self, event: Click) -> None:
        if self._month is None:
            return
        week, line = divmod(event.y - 1, self._tall)
        day, column = (event.x - WEEK_NUMBER) // self._wide, event.x - WEEK_NUMBER
        if not (0 <= week < len(self._month.weeks) and 0 <= column < self._wide * len(self._month.weeks[0])):
            return
        here = self._month.on.get(self._month.weeks[week][day], ())
        if here:
            shown = self._shown(here) or here
            chosen = self._exams.index(shown[min(len(shown) - 1, max(0, line - 1) // self._lines_each(len(here)))])
            if chosen == self._cursor:
                self.action_choose()
            self._move_to(chosen)

    def _move_to(self, index: int) -> None:
        self._cursor = index
        self.refresh()
        self.post_message(self.Moved(self))

    @property
    def choice(self) -> Offset:
        """Return where the exam under the cursor begins, or its day where there is no room for exams."""
        if self._month is None or self.exam is None:
            return Offset()
        on = self.exam.meeting.starts.date()
        week = next(number for number, days in enumerate(self._month.weeks) if on in days)
        here = self._month.on[on]
        shown = self._shown(here)
        line = 1 + shown.index(self.exam) * self._lines_each(len(here)) if self.exam in shown else 0
        left = WEEK_NUMBER + self._month.weeks[week].index(on) * self._wide
        return Offset(left, 1 + week * self._tall + line)

    # --- drawing ----------------------------------------------------------------------------------------------------

    @property
    def _tall(self) -> int:
        """Lines of a week: one for the days' numbers, the others for exams; a single one has their shapes only."""
        weeks = len(self._month.weeks) if self._month else 1
        return max(1, min(TALLEST, (self.size.height - 1) // weeks))

    @property
    def _wide(self) -> int:
        days = len(self._month.weeks[0]) if self._month else 1
        return (self.size.width - WEEK_NUMBER) // days

    def _lines_each(self, count: int) -> int:
        """Two lines for each exam of a day where there is room: when and what, and the title."""
        return 2 if count * 2 < self._tall else 1

    def _shown(self, here: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
        """Return as many exams of a day as there is room for, the one under the cursor among them."""
        room = self._tall - 1
        last = max(room, here.index(self.exam) + 1 if self.exam in here else 0)
        return here[last - room : last]

    def render(self) -> Content:
        """Return the days of the week, then week by week."""
        if self._month is None:
            return Content()
        language = self.language
        names = [fit(f" {language.weekday(day)}", self._wide) for day in self._month.weeks[0]]
        lines = [self._styled("heading", " " * WEEK_NUMBER + "".join(names))]
        for week in self._month.weeks:
            cells = [self._cell(day, language) for day in week]
            number = fit(str(week[0].isocalendar().week), WEEK_NUMBER)
            for line in range(self._tall):
                first = self._styled("outside", number if line == 0 else " " * WEEK_NUMBER)
                lines.append(Content.assemble(first, *(cell[line] for cell in cells)))
        return Content("\n").join(lines)

    def _cell(self, day: date, language: Language) -> list[Content]:
        """Return the lines of a day: its number, with the shapes of all its exams where not all fit, then its exams."""
        assert self._month is not None
        today = day == self._today
        outside = day.month != self._month.first.month
        number = f"[{day.day}]" if today else f" {day.day} "
        here = self._month.on.get(day, ())
        shown = self._shown(here)
        if len(shown) < len(here):
            number += "".join(CURSOR if exam == self.exam else shape(exam.row) for exam in here)
        lines = [self._styled("today" if today else "outside" if outside else "heading", fit(number, self._wide))]
        for exam in shown:
            lines += self._exam(exam, self._lines_each(len(here)), language)
        return lines + [Content(" " * self._wide)] * (self._tall - len(lines))

    def _exam(self, exam: Appointment, count: int, language: Language) -> Sequence[Content]:
        here = exam == self.exam and self.has_focus
        style = "cursor" if here else "own" if exam.row.state else "other"
        title = language.title(exam.row.course)
        start = (CURSOR if here else shape(exam.row)) + (HATCH if self._clashes(exam) else "")
        words = [f"{start}{title}"] if count == 1 else [f"{start}{language.clock(exam.meeting.starts)}", f" {title}"]
        return [Content.assemble(self._styled(style, fit(line, self._wide - 1)), " ") for line in words]

    def _styled(self, name: str, words: str) -> Content:
        return Content.styled(words, self.get_visual_style(f"month-grid--{name}"))


def _which(exam: Appointment | None) -> tuple[ClassKey, datetime] | None:
    """Return by what an exam stays the same, whatever became of its places."""
    return (exam.row.key, exam.meeting.starts) if exam else None
