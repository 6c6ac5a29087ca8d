"""Everything about one class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from enroltui.actions import bindings
from enroltui.language import Language, says
from enroltui.registrar.values.classes import ClassKey, ClassRow, Programme
from enroltui.screens.asking import Registrar, together
from enroltui.screens.enrolling.full_class import FullClass
from enroltui.screens.enrolling.history import show_history
from enroltui.sentences.words import word
from enroltui.widgets.class_facts import class_facts
from enroltui.widgets.fact_list import FactList
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words


class ClassDetailsPage(FullClass):
    """One class, opened from any list; it scrolls where it is longer than the screen."""

    PAGE = "class_details"
    CSS_PATH = "class_details.tcss"
    HOME = "#class"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("add", "history")]

    def __init__(self, key: ClassKey) -> None:
        super().__init__()
        self._key = key
        self._row: ClassRow | None = None

    def content(self) -> ComposeResult:
        """Lay out title and facts."""
        with VerticalScroll(id="class"):
            yield Words(self._title, classes="heading")
            yield Words(self.what_if_full, id="what-if-full")
            yield FactList(id="facts")

    @property
    def here(self) -> ClassRow | None:
        """Return the class that is shown."""
        return self._row

    def look(self) -> None:
        """Ask for the class as it stands now, and the cart."""
        super().look()
        row = self.by_caller(Registrar.class_row, self.visit.viewer, self._key)
        self.fetch(together(row, Registrar.programmes), self._show)

    def _show(self, answer: tuple[ClassRow | None, Sequence[Programme]]) -> None:
        self._row, programmes = answer
        names = {programme.slug: programme for programme in programmes}
        row, now = self._row, self.visit.clock.now()
        if row is None:
            self.say(Tone.BAD, says("This class is no longer there. Press Escape."))
        else:
            self.query_one(FactList).tell(lambda language: class_facts(row, names, now, language))
        self.say_anew()

    def say_anew(self) -> None:
        """Say it, and leave no room for what one can do unless the class is full."""
        super().say_anew()
        words = self.query_one("#what-if-full", Words)
        words.display = bool(words.said)

    def _title(self, language: Language) -> str:
        if self._row is None:
            return ""
        return f"{language.title(self._row.course)}, {word(self._row.description, language)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no class that is in the cart or that the student is in, and no history to staff."""
        if action == "history":
            return self.has_cart and self._row is not None
        if action == "add":
            row = self._row
            return self.has_cart and row is not None and not row.in_cart and row.state is None
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Put it in the shopping cart."""
        self.put_in_cart([self._key])

    def action_history(self) -> None:
        """Show what was done and tried with it, and when."""
        if self._row is not None:
            show_history(self, self._row)
