"""Week timetable: a student's classes as a week grid, with the cart laid over it if one likes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from platformdirs import user_documents_path
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.language import Language, says
from enroltui.printable import printable
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.student_center import Appointment
from enroltui.saving import save_new
from enroltui.screens.asking import Registrar, together
from enroltui.screens.page import Page
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.terms import State, Via
from enroltui.timetable.appointments import appointments, monday_of, next_after
from enroltui.timetable.layout import Week, lay_out
from enroltui.timetable.typed_day import typed_day
from enroltui.widgets.appointment_words import about_appointment, clash_sentences
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.week_grid import WeekGrid

MOST_CLASHES = 3
"""Lines for what clashes in a week."""
LONGEST_DAY, LONGEST_FOLDER = 20, 400
SLIM = 78
"""Below so many columns the field for a day has no label."""
WEEK = timedelta(days=7)


class TimetablePage(Page):
    """Opens at the week of today; beyond its last class lies the next week."""

    PAGE = "timetable"
    CSS_PATH = "week_timetable.tcss"
    HOME = "#grid"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("previous", "today", "next", "jump", "lay_over", "save_calendar", "details")
    ]

    def __init__(self) -> None:
        super().__init__()
        self._monday = date.min
        self._enrolments: Sequence[EnrolmentRow] | None = None
        self._cart: Sequence[ClassRow] = ()
        self._with_cart = False
        self._shown: tuple[Appointment, ...] = ()
        self._week: Week | None = None

    def content(self) -> ComposeResult:
        """Lay out which week it is, the grid or why it is empty, the class under the cursor, and what clashes."""
        with Horizontal(id="head"):
            yield Words(self._heading, id="week", classes="heading")
            yield Words(says("Go to day"), classes="label")
            yield Field(LONGEST_DAY, id="day")
        yield WeekGrid(id="grid")
        yield Words(self._nothing, id="nothing")
        yield Words(self._about, id="about")
        yield Words(self._clashes, id="clashes")
        with Horizontal(id="saving"):
            yield Words(says("Save in folder"), classes="label")
            yield Field(LONGEST_FOLDER, id="folder")

    @property
    def grid(self) -> WeekGrid:
        """Return the grid that shows the week."""
        return self.query_one(WeekGrid)

    def settle(self) -> None:
        self._monday = monday_of(self._today)
        documents = user_documents_path()
        self.query_one("#folder", Field).value = str(documents) if documents.is_dir() else "~"

    def on_resize(self) -> None:
        self.set_class(self.size.width < SLIM, "-slim")

    @property
    def _today(self) -> date:
        return self.visit.clock.now().date()

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the enrolments and the cart as they stand now."""
        self.fetch(together(self.of_student(Registrar.enrolments), self.of_student(Registrar.cart)), self._told)

    def _told(self, answer: tuple[Sequence[EnrolmentRow], Sequence[ClassRow]]) -> None:
        self._enrolments, self._cart = answer
        self._lay_out()

    def _lay_out(self) -> None:
        rows = [enrolment.row for enrolment in self._enrolments or () if enrolment.state is not State.WITHDRAWN]
        self._shown = appointments([*rows, *self._cart] if self._with_cart else rows)
        self._week = lay_out(self._shown, self._monday)
        self.set_class(not self._week.blocks, "-nothing")
        self.set_class(bool(self._week.clashes), "-clashing")
        self.grid.show(self._week, self._today)
        self.say_anew()

    @on(WeekGrid.Moved)
    def _moved(self) -> None:
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _heading(self, language: Language) -> str:
        if self._week is None:
            return ""
        facts = {
            "number": self._monday.isocalendar().week,
            "days": language.days(self._week.days[0], self._week.days[-1]),
        }
        if self._with_cart:
            cart = len(self._cart)
            return language.text("Week {number}, {days}, with your cart ({cart})", cart=cart, **facts)
        return language.text("Week {number}, {days}", **facts)

    def _nothing(self, language: Language) -> str:
        if self._week is None or self._week.blocks:
            return ""
        if not self._shown:
            return language.text(
                "You are not enrolled in any class that has a day. Press / to search for a course, or g and the name "
                "of your programme for its class numbers."
            )
        coming = next_after(self._shown, self._monday)
        if coming is None:
            return language.text("Nothing this week, and nothing later. Press p for the week before, t for this one.")
        return language.text(
            "Nothing this week. Next is week {number}: {course}, {moment}. Press Enter to go there.",
            number=coming.meeting.starts.isocalendar().week,
            course=language.title(coming.row.course),
            moment=language.moment(coming.meeting.starts),
        )

    def _about(self, language: Language) -> Content | str:
        block = self.grid.block
        return about_appointment(block.appointment, self.visit.clock.now(), language) if block else ""

    def _clashes(self, language: Language) -> str:
        return clash_sentences(self._week.clashes, MOST_CLASHES, language) if self._week else ""

    # --- from week to week ------------------------------------------------------------------------------------------

    def action_previous(self) -> None:
        """Show the week before."""
        self._go_to(self._monday - WEEK)

    def action_next(self) -> None:
        """Show the week after."""
        self._go_to(self._monday + WEEK)

    def action_today(self) -> None:
        """Show the week of today."""
        self._go_to(self._today)

    @on(WeekGrid.Beyond)
    def _beyond(self, event: WeekGrid.Beyond) -> None:
        self._go_to(self._monday + event.step * WEEK)
        self.grid.action_edge(0 if event.step > 0 else -1)

    def _go_to(self, day: date) -> None:
        self._monday = monday_of(day)
        self._lay_out()

    def action_jump(self) -> None:
        """Go to the field in which a day is typed."""
        self.query_one("#day").focus()

    @on(Input.Submitted, "#day")
    def _jump(self) -> None:
        field = self.query_one("#day", Field)
        day = typed_day(field.value, self._monday)
        if day is None:
            self.say(
                Tone.BAD,
                says("That is no day. Type it like 25 jan, 25-1, 2018-01-25 or week 4."),
            )
            return
        field.value = ""
        self.notice.clear()
        self._go_to(day)
        self.grid.focus()

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer details only where the cursor is on a class, no file on the server or of somebody else's classes."""
        if action == "details":
            return self.is_mounted and self.grid.block is not None
        if action == "save_calendar":
            return self.visit.via is not Via.SSH and not self.visit.read_only
        return super().check_action(action, parameters)

    def action_lay_over(self) -> None:
        """Lay the cart over the week, or no longer."""
        self._with_cart = not self._with_cart
        self._lay_out()
        if self._with_cart and not self._cart:
            self.say(Tone.PLAIN, says("Your shopping cart is empty."))
        else:
            self.notice.clear()

    @on(WeekGrid.Chosen)
    def action_details(self) -> None:
        """Show everything about the class under the cursor; on an empty week go to the next one that has something."""
        if self.grid.block is not None:
            self.enrol_app.show(ClassDetailsPage(self.grid.block.appointment.row.key))
        elif coming := next_after(self._shown, self._monday):
            self._go_to(coming.meeting.starts.date())

    # --- saving -----------------------------------------------------------------------------------------------------

    def action_save_calendar(self) -> None:
        """Go to the field for the folder."""
        self.add_class("-saving")
        self.query_one("#folder").focus()
        self.say(Tone.PLAIN, says("Enter saves your calendar in that folder, Escape does not."))

    @on(Input.Submitted, "#folder")
    def _save(self) -> None:
        from enroltui.icalendar.calendar import student_calendar  # with its library: not before the first paint

        caller, student, language = self.visit.caller, self.visit.student, self.visit.language
        folder, made = self.query_one("#folder", Field).value, self.visit.clock.real()

        def save(registrar: Registrar) -> Path | None:
            content = student_calendar(registrar, caller, student, language, made)
            return save_new(content, folder, f"enroltui-{student}", ".ics")

        self.change(save, self._saved)

    def _saved(self, path: Path | None) -> None:
        if path is None:
            self.say(
                Tone.BAD,
                says("It can't be saved there. Name a folder that exists and that you may write to."),
            )
            return
        self.leave_field()
        shown = printable(str(path))
        self.say(
            Tone.GOOD,
            lambda language: language.text("Saved: {path}. Open it in your calendar program.", path=shown),
        )

    def leave_field(self) -> bool:
        """Go from a field back to the grid; the folder is asked for no longer."""
        if self.has_class("-saving"):
            self.remove_class("-saving")
            self.notice.clear()
        return super().leave_field()
