"""Pages of Enrol: the shopping cart stands beside them from 100 columns on, and is one line below them under that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from enroltui.actions import bindings
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.cart_notices import cart_notice, offered, tone_of
from enroltui.screens.enrolling.undoing import Undoing
from enroltui.widgets.cart_panel import CartLine, CartPanel


class BesideCart(Undoing):
    """A page with the shopping cart beside or below it, from which classes are put into it.

    A digit typed outside a field begins a class number.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("add_offered", "undo"),
        *(Binding(str(digit), f"class_number('{digit}')", show=False) for digit in range(10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[ClassRow, ...] = ()

    def beside(self) -> ComposeResult:
        """Lay out the cart as a panel."""
        if self.has_cart:
            yield CartPanel()

    def below(self) -> ComposeResult:
        """Lay out the cart as a line."""
        if self.has_cart:
            yield CartLine()

    @property
    def has_cart(self) -> bool:
        """Tell whether it is a student who looks; staff have no cart and look only."""
        return self.visit.viewer is not None

    def look(self) -> None:
        """Ask what is in the cart."""
        if not self.has_cart:
            return
        self.fetch(self.of_student(Registrar.cart), self.show_cart, group="cart")

    def show_cart(self, cart: Sequence[ClassRow]) -> None:
        """Show these classes as what is in the cart."""
        self.query_one(CartPanel).show(cart)
        self.query_one(CartLine).show(cart)

    # --- into the cart and out of it --------------------------------------------------------------------------------

    def put_in_cart(self, keys: Sequence[ClassKey]) -> None:
        """Put classes in the cart, and say what became of each."""
        if keys and self.has_cart:
            self.change(self.of_student(Registrar.add_to_cart, keys), self.put_in)

    def put_in(self, outcomes: Sequence[Outcome]) -> None:
        """Say in one notice what became of all classes, and what is offered besides."""
        added = [outcome.key for outcome in outcomes if outcome.change is Change.ADDED]
        self.can_undo((lambda: self.take_out_of_cart(added)) if added else None, offered(outcomes))
        self._tell(outcomes)

    def take_out_of_cart(self, keys: Sequence[ClassKey]) -> None:
        """Take classes out of the cart, and say so."""
        if keys:
            self.change(self.of_student(Registrar.remove_from_cart, keys), self.taken_out)

    def taken_out(self, outcomes: Sequence[Outcome]) -> None:
        """Say what became of the classes."""
        removed = [outcome.key for outcome in outcomes if outcome.change is Change.REMOVED]
        self.can_undo((lambda: self.put_in_cart(removed)) if removed else None)
        self._tell(outcomes)

    def can_undo(self, undo: Callable[[], None] | None, offers: Sequence[ClassRow] = ()) -> None:
        """Let `u` do this from now on (None: nothing), and `b` add these."""
        self._offered = tuple(offers)
        super().can_undo(undo)

    def _tell(self, outcomes: Sequence[Outcome]) -> None:
        self.say(tone_of(outcomes), lambda language: cart_notice(outcomes, language))
        self.look()

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Add only what is offered."""
        if action == "class_number":
            return self.has_cart
        if action == "add_offered":
            return bool(self._offered)
        return super().check_action(action, parameters)

    def action_add_offered(self) -> None:
        """Put in the cart what was offered."""
        self.put_in_cart([row.key for row in self._offered])

    def action_class_number(self, digit: str) -> None:
        """Begin a class number with this digit, on its own page."""
        self.enrol_app.go("class_number")
        cast("BesideCart", self.app.get_screen("class_number")).begin_number(digit)

    def begin_number(self, digit: str) -> None:
        """Begin a class number with a digit that was typed on another page. Only the page of class numbers does."""
