"""The main menu: where uSis begins."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from enroltui.screens.page import Page
from enroltui.widgets.menu import Item, Menu


class MenuPage(Page):
    """A page that is a numbered menu of places to go to."""

    def items(self) -> tuple[Item, ...]:
        """What the menu offers; an item's id is the page it leads to."""
        raise NotImplementedError

    def content(self) -> ComposeResult:
        """The menu."""
        yield Menu(self.items(), id="menu")

    def home(self) -> Widget:
        """The menu."""
        return self.query_one(Menu)

    @on(Menu.Picked)
    def _picked(self, event: Menu.Picked) -> None:
        self.enrol_app.go(event.item)


class MainMenuPage(MenuPage):
    """Self Service first, as the seed page tells; the rest is a short way to what is used most."""

    PAGE = "main_menu"

    def items(self) -> tuple[Item, ...]:
        """Self Service, the class-number lists, the account."""
        return (
            Item(
                "self_service",
                lambda language: language.text("Self Service"),
                lambda language: language.text("your classes and your Student Center"),
            ),
            Item(
                "class_lists",
                lambda language: language.text("Class-number lists"),
                lambda language: language.text("the class numbers of every programme"),
            ),
            Item(
                "account",
                lambda language: language.text("My account"),
                lambda language: language.text("password and language"),
            ),
        )
