"""The Student Center: this week, the next exam, what closes soon, and the way to everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from enroltui.actions import bindings
from enroltui.language import Language, says
from enroltui.registrar.values.classes import ClassKey, ClassRow, Programme
from enroltui.registrar.values.student_center import Appointment, StudentCenter
from enroltui.screens.asking import Registrar, together
from enroltui.screens.enrolling import first_look
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.screens.main_menu import who
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.screens.searching.composition import CompositionPage
from enroltui.widgets.cart_panel import CartPanel
from enroltui.widgets.fact_list import FactList
from enroltui.widgets.menu import Item
from enroltui.widgets.menu_grid import MenuGrid
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table

NOTHING_YET = StudentCenter(enrolments=(), cart=(), credits=0)
ROOM_FOR_GAPS = 22
"""From this many lines of the terminal on there is room for blank ones."""
LEAST_LINES = 2
"""Of a first look, below its heading."""


class StudentCenterPage(BesideCart):
    """Two first looks side by side, what to mind, a menu in columns, and how one stands."""

    PAGE = "student_center"
    CSS_PATH = "student_center.tcss"
    HOME = "MenuGrid"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("add", "exam", "details"),
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._center = NOTHING_YET
        self._week = Table[Appointment](
            first_look.week_columns(self._now), first_look.appointment_key, headings=False, id="week"
        )
        self._soon = Table[ClassRow](
            first_look.closing_columns(self._now), lambda row: row.key, headings=False, id="closing"
        )

    def content(self) -> ComposeResult:
        """Lay out who the student is, two short tables, what to mind, the menu, and credits and holds."""
        yield Words(lambda _: "", id="who", classes="heading")
        with Horizontal(id="looks"):
            with Vertical():
                yield Words(says("This week"), classes="quiet")
                yield Words(self._no_week, id="no-week")
                yield self._week
            with Vertical():
                yield Words(self._about_closing, id="about-closing", classes="quiet")
                yield Words(self._no_closing, id="no-closing")
                yield self._soon
        yield Words(self._next_exam, id="next-exam")
        yield Words(self._without_exam, id="without-exam")
        yield Words(self._news, id="news")
        yield MenuGrid(self._items(), self.enrol_app.go, id="menu")
        yield FactList(lambda language: first_look.facts(self._center, self.visit.academic_year, language), id="facts")

    def below(self) -> ComposeResult:
        """Lay out nothing, as the menu says how much is in the cart."""
        yield from ()

    def _items(self) -> tuple[Item, ...]:
        return (
            Item("enrol", says("Enrol")),
            Item("cart", lambda language: language.text("Shopping cart ({count})", count=len(self._center.cart))),
            Item("my_classes", self._classes_item),
            Item("timetable", says("Week timetable")),
            Item("exam_calendar", says("Exam calendar")),
            Item("class_lists", says("Class numbers")),
            Item("transcript", says("Transcript of Records")),
            Item("question", says("Ask a question")),
            Item("messages", self._messages_item),
        )

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the student's affairs as they stand now."""
        self.fetch(together(self.of_student(Registrar.student_center), Registrar.programmes), self._show)

    def _show(self, answer: tuple[StudentCenter, Iterable[Programme]]) -> None:
        self._center, programmes = answer
        account = self.visit.account
        if account is None:
            return
        programme = next((programme for programme in programmes if programme.slug == account.programme), None)
        self.query_one("#who", Words).tell(lambda language: who(account, programme, language))
        self._week.show(self._center.week)
        self._soon.show(self._center.closing_soon)
        self.show_cart(self._center.cart)
        self.query_one(FactList).speak(self.visit.language)
        self.query_one(MenuGrid).speak(self.visit.language)
        self.say_anew()

    def show_cart(self, cart: Sequence[ClassRow]) -> None:
        """Show the cart beside the page where there is room and something in it."""
        self.query_one(CartPanel).show(cart)
        self.set_class(not cart, "-empty-cart")

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.height < ROOM_FOR_GAPS, "-short")

    def _now(self) -> datetime:
        return self.visit.clock.now()

    def say_anew(self) -> None:
        """Say it, and leave no room for what there is nothing to say of."""
        super().say_anew()
        for words in self.query("#body Words").results(Words):
            words.set_class(not words.said, "-empty")
        for table in (self._week, self._soon):
            table.set_class(not table.rows, "-empty")
        # As much as there is to see, or as there is room for: what to mind and the menu come first.
        longest = max(len(self._week.rows), len(self._soon.rows), LEAST_LINES)
        self.query_one("#looks").styles.max_height = 1 + longest

    # --- its words --------------------------------------------------------------------------------------------------

    def _classes_item(self, language: Language) -> str:
        count = len(self._center.enrolments)
        return language.text("My classes ({count}, {credits} EC)", count=count, credits=self._center.credits)

    def _messages_item(self, language: Language) -> str:
        if count := len(self._center.messages):
            return language.text("Messages ({count} new)", count=count)
        return language.text("Messages")

    def _no_week(self, language: Language) -> str:
        if self._center.week:
            return ""
        return language.text("You have no class or exam this week.")

    def _about_closing(self, language: Language) -> str:
        if first_look.to_add(self._center.closing_soon):
            return language.text("Closing soon (a: to the cart)")
        return language.text("Closing soon")

    def _no_closing(self, language: Language) -> str:
        if self._center.closing_soon:
            return ""
        return language.text("No exam of your programme closes within 14 days.")

    def _next_exam(self, language: Language) -> str:
        if self._center.next_exam:
            return first_look.next_exam(self._center.next_exam, self._now(), language)
        if self._center.enrolments:
            return language.text("You are enrolled in no exam that is still to come.")
        return language.text("You are not enrolled in any class yet. Press 1 to enrol, or / to search for a course.")

    def _without_exam(self, language: Language) -> str:
        courses = self._center.without_exam
        if not courses:
            return ""
        names = ", ".join(language.title(course) for course in courses)
        return language.text("! Not enrolled for the exam yet: {courses}. Press e to see it.", courses=names)

    def _news(self, language: Language) -> str:
        return first_look.news(self._center.messages, language)

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer details only where the cursor is on a class, and an exam only where one is missing."""
        match action:
            case "add":
                return self._to_add() is not None
            case "exam":
                return bool(self._center.without_exam)
            case "details":
                return self._class_under_cursor() is not None
        return super().check_action(action, parameters)

    def action_pick(self, digit: int) -> None:
        """Go where this digit leads, also when the focus is elsewhere on the page."""
        self.query_one(MenuGrid).action_pick(digit)

    def action_add(self) -> None:
        """Put what closes soon in the cart: the exam with the cursor, or else the first that is not there yet."""
        if (row := self._to_add()) is not None:
            self.put_in_cart([row.key])

    def _to_add(self) -> ClassRow | None:
        left = first_look.to_add(self._center.closing_soon)
        here = self._soon.row if self._soon.has_focus else None
        if here is not None:
            return here if here in left else None
        return left[0] if left else None

    def action_exam(self) -> None:
        """Show the first course whose exam the student is not enrolled for, with all its parts."""
        course = self._center.without_exam[0]
        self.enrol_app.show(CompositionPage(course.catalogue_number, self.visit.academic_year))

    @on(Table.Chosen)
    def action_details(self) -> None:
        """Show everything about the class under the cursor."""
        if (key := self._class_under_cursor()) is not None:
            self.enrol_app.show(ClassDetailsPage(key))

    def _class_under_cursor(self) -> ClassKey | None:
        if self._week.has_focus and self._week.row is not None:
            return self._week.row.row.key
        return self._soon.row.key if self._soon.has_focus and self._soon.row is not None else None
