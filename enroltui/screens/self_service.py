"""Self Service: what somebody can do for themselves."""

from __future__ import annotations

from enroltui.screens.main_menu import MenuPage
from enroltui.widgets.menu import Item


class SelfServicePage(MenuPage):
    """The step between Main Menu and Student Center, as in uSis."""

    PAGE = "self_service"

    def items(self) -> tuple[Item, ...]:
        """Offer the Student Center first, as the seed page tells."""
        return (
            Item(
                "student_center",
                lambda language: language.text("Student Center"),
                lambda language: language.text("classes, shopping cart, enrolling"),
            ),
            Item(
                "my_classes",
                lambda language: language.text("My classes"),
                lambda language: language.text("see them, withdraw"),
            ),
            Item(
                "account",
                lambda language: language.text("My account"),
                lambda language: language.text("password, language, log out"),
            ),
        )
