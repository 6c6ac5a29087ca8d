"""What was done and tried with one enrolment, and when; over the page from which it was asked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from enroltui.language import Language, says
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.classes import ClassRow
from enroltui.screens.asking import Registrar
from enroltui.screens.over_page import OverPage
from enroltui.screens.page import Page
from enroltui.sentences.history import history_sentence
from enroltui.widgets.class_naming import named
from enroltui.widgets.speaking import Words


def show_history(page: Page, row: ClassRow) -> None:
    """Look up the history of the visit's student in this class, and show it over the page."""

    def show(facts: Sequence[AuditFact]) -> None:
        page.app.push_screen(History(page, row, facts))

    page.fetch(page.of_student(Registrar.history, row.key), show, group="history")


class History(OverPage[None]):
    """A list of what was done and tried, the oldest first, which scrolls."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, page: Page, row: ClassRow, facts: Sequence[AuditFact]) -> None:
        super().__init__(page)
        self._row = row
        self._facts = facts

    def compose(self) -> ComposeResult:
        """Lay out the class, and a line for each event."""
        with Vertical(id="history"):
            yield Words(lambda language: named(self._row, language), classes="heading")
            with VerticalScroll():
                yield Words(self._events)
            yield Words(says("Escape goes back."), classes="quiet")

    def _events(self, language: Language) -> str:
        if not self._facts:
            return language.text("Nothing was done or tried with this class yet.")
        student = self.page.visit.student
        return "\n".join(history_sentence(fact, student, language) for fact in self._facts)
