"""Pages of Enrol: the shopping cart stands beside them from 100 columns on, and is one line below them under that."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from enroltui.registrar.facts import Change, ClassKey, ClassRow, Outcome
from enroltui.screens.page import Page
from enroltui.sentences import outcome_sentence
from enroltui.widgets.cart_panel import CartLine, CartPanel
from enroltui.widgets.notice import Tone


class BesideCart(Page):
    """A page with the shopping cart beside or below it, from which classes are put into it."""

    def beside(self) -> ComposeResult:
        """The cart as a panel."""
        yield CartPanel()

    def below(self) -> ComposeResult:
        """The cart as a line."""
        yield CartLine()

    def look(self) -> None:
        """What is in the cart."""
        caller, student = self.visit.caller, self.visit.student
        self.fetch(lambda registrar: registrar.cart(caller, student), self.show_cart, group="cart")

    def show_cart(self, cart: Sequence[ClassRow]) -> None:
        """Show this cart."""
        self.query_one(CartPanel).show(cart)
        self.query_one(CartLine).show(cart)

    def put_in_cart(self, keys: Sequence[ClassKey]) -> None:
        """Put classes in the cart, and say what became of each."""
        if keys:
            caller, student = self.visit.caller, self.visit.student
            self.change(lambda registrar: registrar.add_to_cart(caller, student, keys), self.put_in)

    def put_in(self, outcomes: Sequence[Outcome]) -> None:
        """What became of the classes: said in the notice line, first those that were refused."""
        self.look()
        refused = [outcome for outcome in outcomes if outcome.change is Change.REFUSED]
        first = (refused or list(outcomes))[0]
        tone = Tone.BAD if refused else Tone.GOOD
        self.say(tone, lambda language: outcome_sentence(first, language))
