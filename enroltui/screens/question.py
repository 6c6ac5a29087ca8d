"""A question before something is done that cannot always be undone."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from enroltui.language import Language
from enroltui.screens.over_page import OverPage
from enroltui.screens.page import Page
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.speaking import Saying, Words


class Question(OverPage[bool]):
    """Answers True for yes, False for no, None for Escape."""

    CSS_PATH = "question.tcss"

    def __init__(
        self, page: Page, asked: Saying, yes: Callable[[Language], str], no: Callable[[Language], str] | None = None
    ) -> None:
        """`yes` and `no` say what will be done, not just yes and no; without `no` there is only something to read."""
        super().__init__(page)
        self._asked = asked
        self._answers = (Item("yes", yes), *((Item("no", no),) if no else ()))

    def compose(self) -> ComposeResult:
        """Lay out the question, and the answers, of which the first has the cursor."""
        with Vertical(id="question"):
            yield Words(self._asked)
            yield Menu(self._answers, self._answered)

    def _answered(self, item: str) -> None:
        self.dismiss(item == "yes")
