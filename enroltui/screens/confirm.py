"""Step 2 of enrolling: the classes in full, and one key to enrol in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from enroltui.actions import bindings
from enroltui.language import Language
from enroltui.registrar.facts import ClassRow, Outcome
from enroltui.screens.beside_cart import BesideCart
from enroltui.screens.results import ResultsPage
from enroltui.widgets.class_naming import fully_named
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton
from enroltui.widgets.trail import Trail


class ConfirmPage(BesideCart):
    """Nothing is changed until Enter. However often it is pressed, and again after trouble, it enrols once."""

    PAGE = "confirm"
    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("enrol"), Binding("enter", "enrol", show=False)]

    def __init__(self, rows: Sequence[ClassRow]) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._request_key = self.visit.new_request_key()
        self._seen = self._answered = False

    def content(self) -> ComposeResult:
        """The trail, the classes and the button."""
        yield Trail(2)
        yield Words(self._question, classes="heading")
        with VerticalScroll(classes="gap"):
            yield Words(self._say_classes, id="classes")
        yield SpokenButton(lambda language: language.text("Enrol (Enter)"))
        yield Words(lambda language: language.text("Escape goes back and changes nothing."), classes="quiet")

    def home(self) -> Widget:
        """The button."""
        return self.query_one(SpokenButton)

    def show_cart(self, cart: Sequence[ClassRow]) -> None:
        """The classes as they stand now."""
        super().show_cart(cart)
        now = {row.key: row for row in cart}
        self._rows = tuple(now.get(row.key, row) for row in self._rows)
        self.query_one("#classes", Words).tell(self._say_classes)
        self._seen = True

    def _question(self, language: Language) -> str:
        return language.plural("Enrol in this class?", "Enrol in these {count} classes?", len(self._rows))

    def _say_classes(self, language: Language) -> Content:
        return Content("\n\n").join(fully_named(row, language) for row in self._rows)

    @on(SpokenButton.Pressed)
    def action_enrol(self) -> None:
        """Enrol; not by the second half of a double key, before there was anything to see."""
        if self._seen and not self._answered:
            caller, student, key = self.visit.caller, self.visit.student, self._request_key
            keys = [row.key for row in self._rows]
            self.change(lambda registrar: registrar.enrol(caller, student, keys, key), self._show_results)

    def _show_results(self, outcomes: Sequence[Outcome]) -> None:
        """The results take this page's place, so that going back does not lead here again."""
        self._answered = True
        while self.app.screen is not self:
            self.app.pop_screen()
        self.app.switch_screen(ResultsPage(outcomes))

    def leave_field(self) -> bool:
        """One does not go back while it is being done."""
        return self._changing or super().leave_field()
