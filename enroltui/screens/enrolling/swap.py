"""Swapping a class for another: both happen or neither, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from enroltui.language import Language, says
from enroltui.registrar.rules.enrolling import TimeConflict
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.registrar.values.searching import Composition, Found, Part
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.results import ResultsPage
from enroltui.screens.page import Page
from enroltui.screens.question import Question
from enroltui.sentences.outcomes import outcome_sentence
from enroltui.sentences.reasons import sentence
from enroltui.terms import Status
from enroltui.widgets.class_columns import class_columns
from enroltui.widgets.class_naming import named, named_with_reason
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton
from enroltui.widgets.table import Table

LONGEST_NUMBER = 24


class SwapPage(Page):
    """The course's other classes, and a field for any other class number. A digit begins a number."""

    PAGE = "swap"
    CSS_PATH = "swap.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"type('{digit}')", show=False) for digit in range(10))
    ]

    def __init__(self, old: ClassRow) -> None:
        super().__init__()
        self._old = old
        self._field = Field(LONGEST_NUMBER, id="number")
        self._others = Table[Part](
            class_columns(lambda part: part.row.course, lambda part: part.row), lambda part: part.row.key, id="others"
        )

    def content(self) -> ComposeResult:
        """Lay out what is given up, the other classes, the one under the cursor, and the field."""
        yield Words(self._given_up, classes="heading")
        yield Words(self._about_others, id="about", classes="gap")
        yield self._others
        yield Words(self._other, id="other")
        with Horizontal(id="typed"):
            yield Words(says("Or another class number"), classes="label")
            yield self._field
            yield SpokenButton(says("Swap"))

    def home(self) -> Widget:
        """Return the other classes where there are some, else the field."""
        return self._others if self._others.rows else self._field

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the course's other classes as they stand now."""
        year, course = self._old.key.academic_year, self._old.course.catalogue_number
        self.fetch(self.of_student(Registrar.composition, year, course), self._show)

    def _show(self, composition: Composition | None) -> None:
        parts = composition.parts if composition else ()
        self._others.show([part for part in parts if part.row.key != self._old.key and part.row.state is None])
        self._others.display = bool(self._others.rows)
        self._others.styles.max_height = 1 + len(self._others.rows)
        if self._others.rows and self.focused is self._field and not self._field.value:
            self._others.focus()
        self.say_anew()

    # --- what is said -----------------------------------------------------------------------------------------------

    def _given_up(self, language: Language) -> str:
        return language.text("Swap {name} for another class", name=named(self._old, language))

    def _about_others(self, language: Language) -> str:
        if self._others.rows:
            return language.text("The other classes of this course; Enter swaps. You keep yours if it can't be done.")
        return language.text("This course has no other class. Type the number of the class that you want instead.")

    def _other(self, language: Language) -> Content:
        """Return the class under the cursor in full, and why it can't be had."""
        part = self._others.row
        return named_with_reason(part.row, part.reason, language) if part else Content()

    # --- choosing ---------------------------------------------------------------------------------------------------

    def action_type(self, digit: str) -> None:
        """Begin a class number."""
        self._field.value += digit
        self._field.cursor_position = len(self._field.value)
        self._field.focus()

    @on(Table.Chosen)
    def _chosen(self) -> None:
        if (part := self._others.row) is not None:
            self._ask_whether(part.row)

    @on(Input.Submitted)
    @on(SpokenButton.Pressed)
    def _typed(self) -> None:
        """Ask which class the typed number is; without one, choose the class under the cursor."""
        typed = self._field.value.strip()
        if not typed and self._others.row is not None:
            self._chosen()
            return
        question = self.of_student(Registrar.find, self._old.key.academic_year, [typed])
        self.fetch(question, self._found, group="found")

    def _found(self, found: Sequence[Found]) -> None:
        row, reason = found[0].row, found[0].reason
        if row is not None:
            self._ask_whether(row)
        elif reason is not None:
            self.say(Tone.BAD, lambda language: sentence(reason, language))

    # --- asking once, and doing it ----------------------------------------------------------------------------------

    def _ask_whether(self, new: ClassRow, *, accept_clashes: bool = False) -> None:
        """Name both; where the new one is full, ask for its waiting list, and the old one is kept meanwhile."""
        waits = new.status is Status.WAITING_LIST
        request_key, old = self.visit.new_request_key(), self._old
        mode = Mode.FREE_OR_WAITING if waits else Mode.FREE

        def answered(yes: bool | None) -> None:
            if yes:
                question = self.of_student(
                    Registrar.swap, old.key, new.key, request_key, mode=mode, accept_clashes=accept_clashes
                )
                self.change(question, partial(self._swapped, new))

        self.app.push_screen(
            Question(
                self,
                lambda language: _question(old, new, language, waits=waits, clashes=accept_clashes),
                lambda language: language.text("Join the waiting list") if waits else language.text("Swap"),
                says("Change nothing"),
            ),
            answered,
        )

    def _swapped(self, new: ClassRow, outcomes: Sequence[Outcome]) -> None:
        """Show the result in this page's place; say here what was refused, or ask again whether a clash is accepted."""
        refused = [outcome for outcome in outcomes if outcome.change is Change.REFUSED]
        if not refused:
            self.app.switch_screen(ResultsPage(outcomes))
            return
        why = outcomes[-1].reason
        if isinstance(why, TimeConflict) and why.can_be_accepted:
            self._ask_whether(new, accept_clashes=True)
        first = next(
            (outcome for outcome in refused if outcome.reason and outcome.reason.rule != "held_back"), refused[0]
        )
        self.say(
            Tone.BAD,
            lambda language: language.text(
                "Not swapped, nothing was changed. {number}: {reason}",
                number=first.key.class_number,
                reason=outcome_sentence(first, language),
            ),
        )
        self.look()


def _question(old: ClassRow, new: ClassRow, language: Language, *, waits: bool, clashes: bool) -> str:
    if waits:
        first = language.text("{name} is full.", name=named(new, language))
        rest = language.text(
            "You can join its waiting list, as number {place}, and keep {old} until a place there is yours.",
            place=new.waiting + 1,
            old=named(old, language),
        )
    else:
        first = language.text("Give up {old} for {new}?", old=named(old, language), new=named(new, language))
        rest = language.text("Both happen, or neither.")
    warning = [language.text("It clashes with teaching that you are enrolled in.")] if clashes else []
    return "\n\n".join([first, *warning, rest])
