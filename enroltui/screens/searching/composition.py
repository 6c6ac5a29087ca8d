"""The composition (uSis: Samenstelling) of one course: every component with a tick box, or the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import N_, Language, says
from enroltui.printable import printable
from enroltui.registrar.values.classes import ClassRow, Course
from enroltui.registrar.values.enrolling import Outcome
from enroltui.registrar.values.searching import Composition, Part
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.full_class import FullClass
from enroltui.widgets.class_columns import ROOM_FOR_DAY, class_columns
from enroltui.widgets.class_naming import named_with_reason
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton
from enroltui.widgets.table import Column, Table


class CompositionPage(FullClass):
    """Every class of a course in one academic year, exams first."""

    PAGE = "composition"
    CSS_PATH = "composition.tcss"
    HOME = "Table"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("add")]

    def __init__(self, catalogue_number: str, academic_year: str) -> None:
        super().__init__()
        self._catalogue_number = catalogue_number
        self._academic_year = academic_year
        self._composition: Composition | None = None
        self._parts = Table[Part](_columns(), lambda part: part.row.key, selectable=lambda part: part.reason is None)

    def content(self) -> ComposeResult:
        """Lay out the course, its parts, and the part under the cursor."""
        yield Words(self._course, id="course")
        yield self._parts
        yield Words(self._part, id="part")
        if self.has_cart:
            yield SpokenButton(says("To shopping cart"))

    @property
    def here(self) -> ClassRow | None:
        """Return the class under the cursor."""
        return self._parts.row.row if self._parts.row else None

    def look(self) -> None:
        """Ask for the composition as it stands, and the cart."""
        super().look()
        year, number = self._academic_year, self._catalogue_number
        self.fetch(self.by_caller(Registrar.composition, self.visit.viewer, year, number), self._show)

    def _show(self, composition: Composition | None) -> None:
        self._composition = composition
        self._parts.show(composition.parts if composition else ())
        self.say_anew()

    # --- what is said -----------------------------------------------------------------------------------------------

    def _course(self, language: Language) -> Content:
        """Return the course, and what one does here."""
        if self._composition is None:
            return Content(printable(self._catalogue_number))
        course = self._composition.course
        name = f"{course.catalogue_number} {language.title(course)} · {self._academic_year}"
        todo = language.text("Exam and retake each want enrolment.")
        if self.has_cart:
            todo = language.text(
                "Tick with the space bar what you want, then press a. Exam and retake each want enrolment."
            )
        if not self._composition.parts:
            todo = language.text("This course has no class numbers yet in {year}.", year=self._academic_year)
        return Content.assemble(Content.styled(name, "bold"), "\n", todo)

    def _part(self, language: Language) -> Content:
        """Return the part under the cursor in full, and why it can't be ticked."""
        part = self._parts.row
        return named_with_reason(part.row, part.reason, language) if part else Content()

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the cart only where there is something to put in it."""
        if action == "add":
            return self.has_cart and bool(self._parts.rows)
        return super().check_action(action, parameters)

    @on(Table.Chosen)
    @on(SpokenButton.Pressed)
    def action_add(self) -> None:
        """Put the ticked parts, or the one under the cursor, in the cart."""
        self.put_in_cart([part.row.key for part in self._parts.meant])

    def put_in(self, outcomes: Sequence[Outcome]) -> None:
        """Say what became of the parts, and untick them."""
        self._parts.select(())
        super().put_in(outcomes)


def _columns() -> list[Column[Part]]:
    of_class = {column.heading: column for column in class_columns(_course_of, lambda part: part.row)}
    return [
        of_class["Description"],
        Column(N_("Compulsory"), _compulsory, 10, from_width=ROOM_FOR_DAY),
        of_class["EC"],
        Column(N_("Session"), lambda part, _: part.row.session.value, 7),
        *(of_class[heading] for heading in ("Number", "When", "Time", "Status")),
    ]


def _course_of(part: Part) -> Course:
    return part.row.course


def _compulsory(part: Part, language: Language) -> str:
    return language.text("yes") if part.row.compulsory else language.text("no")
