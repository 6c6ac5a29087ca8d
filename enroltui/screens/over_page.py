"""What stands over a page for a moment: its help, or a question. Escape closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.binding import BindingType
from textual.screen import ModalScreen

from enroltui.actions import bindings
from enroltui.screens.page import Page
from enroltui.widgets.speaking import Speaking

if TYPE_CHECKING:
    from enroltui.screens.app_of_pages import AppOfPages

Result = TypeVar("Result")


class OverPage(ModalScreen[Result]):
    """A screen over a page. The keys that hold everywhere do not reach it, but language and back do."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("language", "back")]

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def action_back(self) -> None:
        """Close it without choosing anything."""
        self.dismiss(None)

    def action_language(self) -> None:
        """Speak the other language, here and on the page below."""
        cast("AppOfPages", self.app).action_language()
        self.page.speak()
        for widget in self.walk_children(Speaking):
            widget.speak(self.page.visit.language)
