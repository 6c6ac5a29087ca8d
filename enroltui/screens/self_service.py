"""Self Service: what somebody can do for themselves."""

from __future__ import annotations

from enroltui.language import says
from enroltui.screens.main_menu import MenuPage
from enroltui.widgets.menu import Item


class SelfServicePage(MenuPage):
    """The step between Main Menu and Student Center, as in uSis."""

    PAGE = "self_service"

    def items(self) -> tuple[Item, ...]:
        """Offer the Student Center first, as the seed page tells."""
        return (
            Item("student_center", says("Student Center"), says("classes, shopping cart, enrolling")),
            Item("my_classes", says("My classes"), says("see them, withdraw")),
            Item("account", says("My account"), says("password, language, log out")),
        )
