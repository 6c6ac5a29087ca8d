"""The shopping cart at a glance: a panel where there is room, one line where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from enroltui.language import Language
from enroltui.registrar.values.classes import ClassRow
from enroltui.sentences.outcomes import last_day, when
from enroltui.sentences.words import word
from enroltui.widgets.class_columns import IN_CART
from enroltui.widgets.speaking import Words, visit_of

LINES_OF_A_CLASS, LINES_AROUND = 3, 5


def credits_of(cart: Sequence[ClassRow]) -> int:
    """Return the credits of the courses in a cart, each course once."""
    return sum({row.course.catalogue_number: row.course.credits or 0 for row in cart}.values())


class _Cart(Words):
    """The cart; a click opens its page."""

    def __init__(self) -> None:
        super().__init__(self._say)
        self._cart: Sequence[ClassRow] | None = None

    def show(self, cart: Sequence[ClassRow]) -> None:
        """Show this cart."""
        self._cart = cart
        self.tell(self._say)

    def _say(self, language: Language) -> Content:
        """Say the cart, or nothing until it is known."""
        return Content() if self._cart is None else self.say_cart(self._cart, language)

    def say_cart(self, cart: Sequence[ClassRow], language: Language) -> Content:
        """Say what is in this cart."""
        raise NotImplementedError

    async def on_click(self) -> None:
        await self.run_action("app.cart")


class CartPanel(_Cart):
    """As many classes as there is room for, with what each is, when, and until when one can enrol."""

    SCOPED_CSS = False  # else the screen's class does not reach it
    DEFAULT_CSS = """
    CartPanel { display: none; width: 34; height: 1fr; padding: 0 1; border-left: solid $quiet; }
    Screen.-wide CartPanel, Screen.-broad CartPanel { display: block; }
    """

    def on_resize(self) -> None:
        self.tell(self._say)

    def say_cart(self, cart: Sequence[ClassRow], language: Language) -> Content:
        """Say what is in this cart, with three lines a class, and what to press."""
        room = max(1, (self.size.height - LINES_AROUND) // LINES_OF_A_CLASS)
        shown = cart if len(cart) <= room else cart[-room:]
        lines = [Content.styled(cart_heading(cart, language), "bold"), Content()]
        if left_out := len(cart) - len(shown):
            lines[1] = Content(language.plural("and {count} before these", "and {count} before these", left_out))
        for row in shown:
            lines += self._class(row, language)
        return Content("\n").join([*lines, Content(), Content(_what_to_press(cart, language))])

    def _class(self, row: ClassRow, language: Language) -> list[Content]:
        now, width = visit_of(self).clock.now(), self.content_size.width
        described = f"  {word(row.description, language)} · "
        meets = when(row, language)
        if row.meetings and cell_len(described + meets) > width:  # then the day without the hour
            meets = language.day(row.meetings[0].starts.date())
        said = (
            f"{IN_CART} {row.key.class_number} {language.title(row.course)}",
            described + meets,
            f"  {last_day(row, now, language)}",
        )
        return [Content(line).truncate(width, ellipsis=True) for line in said]


class CartLine(_Cart):
    """How many classes are in the cart."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    CartLine { height: 1; padding: 0 1; color: $warm; }
    Screen.-wide CartLine, Screen.-broad CartLine { display: none; }
    """

    def say_cart(self, cart: Sequence[ClassRow], language: Language) -> Content:
        """Say how many classes and credits are in the cart, and what to press, on one line."""
        said = f"{IN_CART} {cart_heading(cart, language)}"
        return Content(f"{said} · {_what_to_press(cart, language)}" if cart else said)


def cart_heading(cart: Sequence[ClassRow], language: Language) -> str:
    """Say how many classes and credits are in the cart."""
    if not cart:
        return language.text("The shopping cart is empty.")
    return language.plural(
        "Shopping cart: {count} class, {credits} EC",
        "Shopping cart: {count} classes, {credits} EC",
        len(cart),
        credits=credits_of(cart),
    )


def _what_to_press(cart: Sequence[ClassRow], language: Language) -> str:
    if not cart:
        return language.text("Press / to search for a course, or type a class number.")
    return language.text("Press c to go there and enrol.")
