"""The Student Center: the way to enrol, and a first look at the student's own affairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.registrar.facts import ClassKey, ClassRow, Meeting, Programme, StudentCenter
from enroltui.screens.class_details import ClassDetailsPage
from enroltui.screens.composition import CompositionPage
from enroltui.screens.main_menu import MenuPage, who
from enroltui.sentences import description_word, last_day
from enroltui.terms import MeetingKind, State
from enroltui.widgets.cart_panel import cart_heading
from enroltui.widgets.class_columns import availability
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

FULL_YEAR = 60
"""EC of one academic year of study."""
BAR = 30
"""Columns of the credits bar."""
NOTHING_YET = StudentCenter(enrolments=(), cart=(), credits=0)


@dataclass(frozen=True)
class Coming:
    """A meeting of a class in which the student is enrolled."""

    meeting: Meeting
    row: ClassRow


class StudentCenterPage(MenuPage):
    """The menu first, as one acts there; what comes up and what is in the cart below it, as far as there is room."""

    PAGE = "student_center"
    CSS_PATH = "student_center.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exam", "details")]

    def __init__(self) -> None:
        super().__init__()
        self._center = NOTHING_YET

    def content(self) -> ComposeResult:
        """Who and how many credits, the menu, what to mind, and the two first looks."""
        yield Words(lambda _: "", id="who", classes="heading")
        yield Words(self._credits, id="credits")
        yield from super().content()
        yield Words(self._next_exam, id="next-exam")
        yield Words(self._without_exam, id="without-exam")
        with Container(id="looks"):
            with Vertical(id="coming-look"):
                yield Words(self._about_coming, id="about-coming")
                yield Table[Coming](
                    [
                        Column("", lambda one, language: language.moment(one.meeting.starts), 16, tone=_mute),
                        Column("", lambda one, language: language.title(one.row.course)),
                        Column("", lambda one, language: description_word(one.row.description, language), 12),
                        Column("", lambda one, _: one.meeting.place, 16, from_width=64, tone=_mute),
                    ],
                    lambda one: (one.row.key, one.meeting.starts),
                    headings=False,
                    id="coming",
                )
            with Vertical(id="cart-look"):
                yield Words(self._about_cart, id="about-cart")
                yield Table[ClassRow](
                    [
                        Column("", lambda row, language: language.title(row.course)),
                        Column("", lambda row, language: description_word(row.description, language), 12),
                        Column("", availability, 16, from_width=70),
                        Column("", self._last_day, 16, tone=lambda _: "warm"),
                    ],
                    lambda row: row.key,
                    headings=False,
                    id="cart",
                )

    def items(self) -> tuple[Item, ...]:
        """The pages of the Student Center, with how much is there."""
        return (
            Item(
                "enrol",
                lambda language: language.text("Enrol"),
                lambda language: language.text("by searching, or by class number"),
            ),
            Item("cart", self._cart_item, lambda language: language.text("choose there what you enrol in")),
            Item("my_classes", self._classes_item, lambda language: language.text("see them, withdraw")),
            Item(
                "search",
                lambda language: language.text("Search"),
                lambda language: language.text("find any course or class"),
            ),
            Item(
                "class_lists",
                lambda language: language.text("Class-number lists"),
                lambda language: language.text("by programme, as on the web page"),
            ),
        )

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """The student's affairs as they stand now."""
        caller, student = self.visit.caller, self.visit.student
        self.fetch(lambda registrar: (registrar.student_center(caller, student), registrar.programmes()), self._show)

    def _show(self, answer: tuple[StudentCenter, Iterable[Programme]]) -> None:
        self._center, programmes = answer
        account = self.visit.account
        if account is None:
            return
        programme = next((one for one in programmes if one.slug == account.programme), None)
        self.query_one("#who", Words).tell(lambda language: who(account, programme, language))
        self.query_one("#coming", Table).show(self._coming(self.visit.clock.now()))
        self.query_one("#cart", Table).show(self._center.cart)
        self.set_class(not self._center.cart, "-empty-cart")
        for words in self.query(Words):
            words.speak(self.visit.language)
            words.set_class(not words.said, "-empty")
        self.query_one(Menu).refresh()

    def _coming(self, now: datetime) -> list[Coming]:
        """What is still to come today and later, in order of time."""
        found = [
            Coming(meeting, one.row)
            for one in self._center.enrolments
            if one.state is State.ENROLLED
            for meeting in one.row.meetings
            if meeting.ends > now
        ]
        return sorted(found, key=lambda one: (one.meeting.starts, one.row.key))

    # --- its words --------------------------------------------------------------------------------------------------

    def _credits(self, language: Language) -> Content:
        earned = self._center.credits
        filled = min(BAR, round(BAR * earned / FULL_YEAR))
        return Content.assemble(
            language.text("Credits {year}", year=self.visit.academic_year),
            "  ",
            ("█" * filled, "$success"),
            ("░" * (BAR - filled), "$quiet"),
            "  ",
            language.text("{credits} of {year} EC", credits=earned, year=FULL_YEAR),
        )

    def _cart_item(self, language: Language) -> str:
        return language.text("Shopping cart ({count})", count=len(self._center.cart))

    def _classes_item(self, language: Language) -> str:
        count = len(self._center.enrolments)
        return language.text("My classes ({count}, {credits} EC)", count=count, credits=self._center.credits)

    def _next_exam(self, language: Language) -> str:
        now = self.visit.clock.now()
        exams = [one for one in self._coming(now) if one.meeting.kind is MeetingKind.EXAM]
        if not exams:
            return ""
        first = exams[0]
        days = (first.meeting.starts.date() - now.date()).days
        far = language.plural("in {count} day", "in {count} days", days) if days else language.text("today")
        return language.text(
            "Next exam: {course}, {moment}, {place} ({far}).",
            course=printable(language.title(first.row.course)),
            moment=language.moment(first.meeting.starts),
            place=printable(first.meeting.place),
            far=far,
        )

    def _without_exam(self, language: Language) -> str:
        courses = self._center.without_exam
        if not courses:
            return ""
        names = ", ".join(printable(language.title(course)) for course in courses)
        return language.text("! Not enrolled for the exam yet: {courses}. Press e to see it.", courses=names)

    def _about_coming(self, language: Language) -> str:
        if self._coming(self.visit.clock.now()):
            return language.text("Coming up")
        if self._center.enrolments:
            return language.text("Nothing is coming up: your classes have no day from now on.")
        return language.text(
            "You are not enrolled in any class yet. Press 1 to enrol, or 5 for the class numbers of your programme."
        )

    def _about_cart(self, language: Language) -> str:
        return cart_heading(self._center.cart, language)

    def _last_day(self, row: ClassRow, language: Language) -> str:
        return last_day(row, self.visit.clock.now(), language)

    # --- from a first look to the class or course itself ------------------------------------------------------------

    def action_exam(self) -> None:
        """The first course whose exam the student is not enrolled for, with all its parts."""
        course = self._center.without_exam[0]
        self.enrol_app.show(CompositionPage(course.catalogue_number, self.visit.academic_year))

    @on(Table.Chosen, "#coming")
    @on(Table.Chosen, "#cart")
    def action_details(self) -> None:
        """Everything about the class under the cursor."""
        if (key := self._class_under_cursor()) is not None:
            self.enrol_app.show(ClassDetailsPage(key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Details of a class only where the cursor is on one; to an exam only where one is missing."""
        if action == "exam":
            return bool(self._center.without_exam)
        if action == "details":
            return self._class_under_cursor() is not None
        return super().check_action(action, parameters)

    def _class_under_cursor(self) -> ClassKey | None:
        table = self.focused
        if not isinstance(table, Table) or isinstance(table, Menu) or table.row is None:
            return None
        return table.row.row.key if isinstance(table.row, Coming) else table.row.key


def _mute(_: Coming) -> str:
    return "quiet"
