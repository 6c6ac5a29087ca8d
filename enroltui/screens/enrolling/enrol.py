"""Enrol: the two ways of the seed page, the lists in which class numbers are found, and the shopping cart."""

from __future__ import annotations

from textual.app import ComposeResult

from enroltui.language import says
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.screens.main_menu import MenuPage
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.speaking import Words

LABEL_WIDTH = 50
"""Room for the two ways in Dutch too."""
_WHAT_TO_KNOW = says(
    "You can sign up for courses and exams until ten days before the exam date. You always have to sign up "
    "separately for a retake, and a lecture does not sign you up for its exam. The Bachelor Research Project also "
    "requires enrolment. Certain activities go through your education administration office instead."
)


class EnrolPage(BesideCart, MenuPage):
    """A numbered menu, with the cart beside it."""

    PAGE = "enrol"

    def items(self) -> tuple[Item, ...]:
        """Offer the ways to enrol; searching begins with the academic year."""
        return (
            Item("academic_year", says("Enrol by searching the course")),
            Item("class_number", says("Enrol by entering the class number")),
            Item("class_lists", says("Class-number lists")),
            Item("cart", says("Shopping cart")),
            Item("my_classes", says("My classes")),
            Item("front_page", says("Course and exam enrolment")),
            Item("minors", says("Minors")),
        )

    def content(self) -> ComposeResult:
        """Lay out what the menu is for, the menu, and what one must know."""
        yield Words(says("Enrol in one of the following ways"), classes="heading gap")
        yield Words(lambda _: "")
        yield Menu(self.items(), self.picked, label_width=LABEL_WIDTH, id="menu")
        yield Words(_WHAT_TO_KNOW, classes="quiet gap")

    def action_class_number(self, digit: str) -> None:
        """Digits pick from the menu here, wherever the focus is."""
        if digit != "0":
            self.query_one(Menu).action_pick(int(digit))
