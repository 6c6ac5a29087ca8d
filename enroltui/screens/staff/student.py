"""One student, as the helpdesk sees them: to look at, and to give a one-time password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from enroltui.actions import bindings
from enroltui.language import Language
from enroltui.registrar.facts import EnrolmentRow, Programme, StudentCenter, StudentFact
from enroltui.screens.page import Page
from enroltui.screens.question import Question
from enroltui.sentences import career_word
from enroltui.widgets.enrolment_table import about_enrolment, enrolment_table, latest_of_each
from enroltui.widgets.fact_list import Fact, FactList
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table


class StudentPage(Page):
    """Who it is and what they are enrolled in; nothing can be changed here but the password."""

    PAGE = "student"
    CSS_PATH = "student.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("give_password")]

    def __init__(self, student: StudentFact) -> None:
        super().__init__()
        self._student = student

    def content(self) -> ComposeResult:
        """Who, that this is only to look at, and the enrolments."""
        yield FactList(id="who")
        yield Words(
            lambda language: language.text(
                "Read-only: you see what the student sees. Press k for a one-time password."
            ),
            id="read-only",
        )
        yield Words(lambda _: "", id="enrolled", classes="quiet")
        yield enrolment_table(selectable=False)
        yield Words(self._about, id="about")

    def home(self) -> Widget:
        """The enrolments."""
        return self.table

    @property
    def table(self) -> Table[EnrolmentRow]:
        """The enrolments."""
        return self.query_one("#enrolments", Table)

    def look(self) -> None:
        """The student's affairs as they stand now."""
        caller, number = self.visit.caller, self._student.student_number
        self.fetch(
            lambda registrar: (
                registrar.programmes(),
                registrar.enrolments(caller, number),
                registrar.student_center(caller, number),
            ),
            self._show,
        )

    def _show(self, answer: tuple[Sequence[Programme], Sequence[EnrolmentRow], StudentCenter]) -> None:
        programmes, enrolments, center = answer
        programme = next((one for one in programmes if one.slug == self._student.programme), None)

        def facts(language: Language) -> list[Fact]:
            text, student = language.text, self._student
            name = language.name(programme) if programme else student.programme
            return [
                (text("Student"), Content.styled(f"{student.student_number} · {student.name}", "bold")),
                (text("Programme"), f"{name} · {career_word(student.career, language)}"),
            ]

        self.query_one(FactList).tell(facts)
        self.query_one("#enrolled", Words).tell(
            lambda language: language.plural(
                "{count} class, {credits} EC; {cart} in the shopping cart",
                "{count} classes, {credits} EC; {cart} in the shopping cart",
                len(center.enrolments),
                credits=center.credits,
                cart=len(center.cart),
            )
        )
        self.table.show(latest_of_each(enrolments))

    @on(Table.Moved)
    def _tell_more(self) -> None:
        self.query_one("#about", Words).tell(self._about)

    def _about(self, language: Language) -> Content | str:
        row = self.table.row
        return about_enrolment(row, self.visit.clock.now(), language) if row is not None else ""

    # --- the one-time password --------------------------------------------------------------------------------------

    def action_give_password(self) -> None:
        """Ask, then give one and show it once."""

        def answered(yes: bool | None) -> None:
            if yes:
                caller, number = self.visit.caller, self._student.student_number
                self.change(lambda registrar: registrar.set_password_once(caller, number), self._given)

        question = Question(
            self,
            lambda language: language.text(
                "Give {name} a one-time password?\n\nThe present password stops working at once. "
                "Make sure that it is the student who asks. This is written down in the audit trail.",
                name=self._student.name,
            ),
            lambda language: language.text("Give a one-time password"),
            lambda language: language.text("Do nothing"),
        )
        self.app.push_screen(question, answered)

    def _given(self, password: str) -> None:
        self.say(Tone.GOOD, lambda language: language.text("A one-time password was given."))
        name = self._student.name
        told = Question(
            self,
            lambda language: Content.assemble(
                language.text("The one-time password of {name}:", name=name),
                "\n\n  ",
                (password, "bold $warm"),
                "\n\n",
                language.text("It is shown only now. At the next login a new one must be chosen."),
            ),
            lambda language: language.text("Close"),
        )
        self.app.push_screen(told)
