"""Enrol: the two ways of the seed page, the lists in which class numbers are found, and the shopping cart."""

from __future__ import annotations

from textual.app import ComposeResult

from enroltui.language import Language
from enroltui.screens.beside_cart import BesideCart
from enroltui.screens.main_menu import MenuPage
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.speaking import Words


class EnrolPage(BesideCart, MenuPage):
    """A numbered menu, with the cart beside it."""

    PAGE = "enrol"

    def items(self) -> tuple[Item, ...]:
        """Searching begins with the academic year."""
        return (
            Item(
                "academic_year",
                lambda language: language.text("Enrol by searching the course"),
                lambda language: language.text("by title, number, programme, …"),
            ),
            Item(
                "class_number",
                lambda language: language.text("Enrol by entering the class number"),
                lambda language: language.text("five digits, from a list"),
            ),
            Item(
                "class_lists",
                lambda language: language.text("Class-number lists"),
                lambda language: language.text("by programme"),
            ),
            Item(
                "cart",
                lambda language: language.text("Shopping cart"),
                lambda language: language.text("select classes and enrol"),
            ),
            Item(
                "my_classes",
                lambda language: language.text("My classes"),
                lambda language: language.text("what you are enrolled in"),
            ),
        )

    def content(self) -> ComposeResult:
        """The menu between what it is for and what one must know."""
        yield Words(lambda language: language.text("Enrol in one of the following ways"), classes="heading gap")
        yield Words(lambda _: "")
        yield from super().content()
        yield Words(_what_to_know, classes="quiet gap")

    def action_class_number(self, digit: str) -> None:
        """Digits pick from the menu here, wherever the focus is."""
        self.query_one(Menu).action_pick(int(digit))


def _what_to_know(language: Language) -> str:
    return language.text(
        "You can sign up for courses and exams until ten days before the exam date. You always have to sign up "
        "separately for a retake, and a lecture does not sign you up for its exam. The Bachelor Research Project also "
        "requires enrolment. Certain activities go through your education administration office instead."
    )
