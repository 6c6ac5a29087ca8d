"""A student is asked to let the helpdesk in: no key that one presses for anything else means yes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from enroltui.actions import NO, YES
from enroltui.screens.over_page import OverPage
from enroltui.screens.page import Page
from enroltui.widgets.fact_list import FactList
from enroltui.widgets.speaking import Saying, Words


class Consent(OverPage[bool]):
    """Answers True for yes, False for no, None for Escape, which is no too."""

    CSS_PATH = "consent.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(YES, "answer(True)", show=False),
        Binding(NO, "answer(False)", show=False),
    ]

    def __init__(self, page: Page, asked: Saying) -> None:
        super().__init__(page)
        self._asked = asked

    def compose(self) -> ComposeResult:
        """Lay out the question, and the two keys that answer it."""
        with Vertical(id="consent"):
            yield Words(self._asked)
            yield FactList(
                lambda language: [(YES, language.text("Yes, I allow it")), (NO, language.text("No (esc too)"))],
                classes="gap",
            )

    def action_answer(self, yes: bool) -> None:
        """Close it with the student's answer."""
        self.dismiss(yes)
