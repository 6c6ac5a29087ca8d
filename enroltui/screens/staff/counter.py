"""The helpdesk's counter: find a student by number or name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from enroltui.folding import fold
from enroltui.language import N_, Language
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.people import StudentFact
from enroltui.screens.asking import Registrar, together
from enroltui.screens.page import Page
from enroltui.screens.staff.student import StudentPage
from enroltui.sentences.words import career_word
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

LONGEST = 64


class CounterPage(Page):
    """A field, and the students that it finds; Enter opens one."""

    PAGE = "counter"
    CSS_PATH = "counter.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._students: list[tuple[str, StudentFact]] = []
        """Each with the folded text that is searched."""
        self._programmes: dict[str, Programme] = {}

    def content(self) -> ComposeResult:
        """The field, the students, and how many they are."""
        with Horizontal(id="find"):
            yield Words(lambda language: language.text("Number or name"), id="label")
            yield Field(LONGEST, id="words")
        yield Table[StudentFact](
            [
                Column(N_("Number"), lambda one, _: one.student_number, 10, tone=lambda _: "strong"),
                Column(N_("Name"), lambda one, _: one.name),
                Column(N_("Programme"), self._programme),
                Column(N_("Career"), lambda one, language: career_word(one.career, language), 9),
            ],
            lambda one: one.student_number,
            steered=True,
            id="students",
        )
        yield Words(self._count, id="count", classes="quiet")

    def home(self) -> Widget:
        """The field."""
        return self.query_one("#words", Field)

    @property
    def table(self) -> Table[StudentFact]:
        """The students."""
        return self.query_one("#students", Table)

    def leave_field(self) -> bool:
        """From the field to the students, with its text kept."""
        if isinstance(self.focused, Input):
            self.table.focus()
            return True
        return False

    def action_move(self, by: int) -> None:
        """Up or down among the students, also from the field."""
        self.table.action_move(by)

    def action_move_page(self, by: int) -> None:
        """Up or down by what is seen."""
        self.table.action_move_page(by)

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """All students, those of the shipped catalogue that only fill classes last; the field filters them here."""
        students = self.by_caller(Registrar.students, background=True)
        self.fetch(together(students, Registrar.programmes), self._show)

    def _show(self, answer: tuple[Sequence[StudentFact], Sequence[Programme]]) -> None:
        students, programmes = answer
        by_use = sorted(students, key=lambda one: one.background)
        self._students = [(fold(f"{one.student_number} {one.name}"), one) for one in by_use]
        self._programmes = {programme.slug: programme for programme in programmes}
        self._filter()

    @on(Input.Changed, "#words")
    def _filter(self) -> None:
        words = fold(self.query_one("#words", Field).value).split()
        self.table.show([one for text, one in self._students if all(word in text for word in words)])
        self.query_one("#count", Words).tell(self._count)

    def _programme(self, one: StudentFact, language: Language) -> str:
        programme = self._programmes.get(one.programme)
        return language.name(programme) if programme else one.programme

    def _count(self, language: Language) -> str:
        shown, known = len(self.table.rows), len(self._students)
        if known and not shown:
            return language.text("No student has this number or name. Type less of it, or check it.")
        return language.text("{shown} of {count} students · by number", shown=shown, count=known)

    # --- to one student ---------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#words")
    @on(Table.Chosen, "#students")
    def _open(self) -> None:
        if (student := self.table.row) is not None:
            self.enrol_app.show(StudentPage(student))
