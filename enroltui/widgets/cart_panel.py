"""The shopping cart at a glance: a panel where there is room, one line where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from enroltui.language import Language
from enroltui.printable import printable
from enroltui.registrar.facts import ClassRow
from enroltui.sentences import description_word, when
from enroltui.widgets.speaking import Words


def credits_of(cart: Sequence[ClassRow]) -> int:
    """The credits of the courses in a cart, each course once."""
    return sum({row.course.catalogue_number: row.course.credits or 0 for row in cart}.values())


class CartPanel(Words):
    """Every class in the cart, with what it is and when."""

    DEFAULT_CSS = """
    CartPanel { display: none; width: 34; height: 1fr; padding: 0 1; border-left: solid $quiet; }
    Screen.-wide CartPanel, Screen.-broad CartPanel { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(lambda _: "")

    def show(self, cart: Sequence[ClassRow]) -> None:
        """Show this cart."""

        def saying(language: Language) -> Content:
            lines = [Content.styled(_heading(cart, language), "bold"), Content()]
            for row in cart:
                lines.append(Content(f"▪ {row.key.class_number} {printable(language.title(row.course))}"))
                lines.append(Content(f"  {description_word(row.description, language)} · {when(row, language)}"))
            return Content("\n").join(lines)

        self.tell(saying)


class CartLine(Words):
    """How many classes are in the cart."""

    DEFAULT_CSS = """
    CartLine { height: 1; padding: 0 1; color: $warm; }
    Screen.-wide CartLine, Screen.-broad CartLine { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(lambda _: "")

    def show(self, cart: Sequence[ClassRow]) -> None:
        """Show this cart."""
        self.tell(lambda language: _heading(cart, language))


def _heading(cart: Sequence[ClassRow], language: Language) -> str:
    if not cart:
        return language.text("The shopping cart is empty.")
    return language.plural(
        "Shopping cart: {count} class, {credits} EC",
        "Shopping cart: {count} classes, {credits} EC",
        len(cart),
        credits=credits_of(cart),
    )
