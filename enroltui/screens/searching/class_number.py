"""Enrol by entering the class number: one or several, typed or pasted; named in full before they are added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Select

from enroltui.actions import bindings
from enroltui.language import Language, says
from enroltui.registrar.rules.reasons import InCart, NotANumber
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.registrar.values.searching import Found
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.sentences.reasons import sentence
from enroltui.widgets.choice import Choice
from enroltui.widgets.class_naming import named_with_reason, why_not
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton

LONGEST = 2000
"""Characters in the box."""
MOST_NUMBERS = 100
"""More than anybody enrols in at once."""
_BETWEEN = re.compile(r"[\s,;]+")


class ClassNumberPage(BesideCart):
    """A box for class numbers. Enter says what each is, Enter again adds them, once more opens the cart."""

    PAGE = "class_number"
    CSS_PATH = "class_number.tcss"
    HOME = "#numbers"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("year"),
        Binding("enter", "continue", show=False),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._box = Field(LONGEST, id="numbers")
        self._year = Choice[str]((self.visit.academic_year,), lambda year, _: year, id="year")
        self._list = VerticalScroll(id="found")
        self._typed: tuple[str, ...] = ()
        """The numbers that `_found` tells of."""
        self._found: tuple[Found, ...] = ()
        self._known: tuple[str, str] | None = None
        """The text of the box and the year in which it was looked up; None: another text than was looked up."""
        self._added = False
        self._year_named = False
        """Whether the year was chosen here, so that numbers are of that year."""

    def content(self) -> ComposeResult:
        """Lay out the box, what to do, and what the numbers are."""
        yield Words(says("Enrol by entering the class number"), classes="heading")
        with Horizontal(classes="gap"):
            yield Words(says("Class number"), classes="label")
            yield self._box
            yield self._year
            yield SpokenButton(says("Continue"))
        yield Words(self._hint, id="hint", classes="gap")
        with self._list:
            yield Words(self._say_found)

    def settle(self) -> None:
        self._box.cursor_position = len(self._box.value)

    def look(self) -> None:
        """Ask for the years, for what the typed numbers are now, and for the cart."""
        super().look()
        self.fetch(Registrar.academic_years, self._offer_years, group="years")
        if self._found:
            self._look_up(self._typed)

    def _offer_years(self, years: Sequence[str]) -> None:
        shown = self.visit.academic_year
        with self.prevent(Select.Changed):
            self._year.offer(years if shown in years else (shown, *years))
            self._year.value = shown

    # --- looking up, adding, going on -------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(SpokenButton.Pressed)
    def action_continue(self) -> None:
        """Say what the numbers are; at the next Enter put them in the cart, at the one after go there."""
        typed = tuple(dict.fromkeys(part for part in _BETWEEN.split(self._box.value) if part))
        can_be_added = [found.row.key for found in self._found if found.row is not None and found.reason is None]
        if not typed and self._added:
            self.enrol_app.go("cart")
        elif not typed:
            self.say(Tone.BAD, lambda language: sentence(NotANumber(""), language))
        elif len(typed) > MOST_NUMBERS:
            self.say(Tone.BAD, lambda language: language.text("At most {count} at a time.", count=MOST_NUMBERS))
        elif self._known != self._now():
            self._look_up(typed)
        elif can_be_added:
            self.put_in_cart(can_be_added)
        elif any(isinstance(found.reason, InCart) for found in self._found):
            self.enrol_app.go("cart")
        elif reason := self._found[0].reason:
            self.say(Tone.BAD, lambda language: sentence(reason, language))

    def _now(self) -> tuple[str, str]:
        return self._box.value, self.visit.academic_year

    def _look_up(self, typed: tuple[str, ...]) -> None:
        known = self._now()

        def show(found: tuple[Found, ...]) -> None:
            if known == self._now():
                self._typed, self._found, self._known = typed, found, known
                self.say_anew()

        year, year_named = self.visit.academic_year, self._year_named
        self.fetch(self.of_student(Registrar.find, year, typed, year_named=year_named), show, group="found")

    def put_in(self, outcomes: Sequence[Outcome]) -> None:
        """Say what became of the classes, and take the numbers of those that were added out of the box."""
        added = {outcome.key for outcome in outcomes if outcome.change is Change.ADDED}
        with self.prevent(Input.Changed):
            self._box.value = " ".join(one.typed for one in self._found if one.row is None or one.row.key not in added)
        self._added = bool(added)
        self._known = self._now()
        super().put_in(outcomes)
        if self._added:
            self._list.focus()  # so that the keys that the notice names work; a digit leads back into the box

    @on(Input.Changed)
    def _text_changed(self) -> None:
        self._forget()

    @on(Select.Changed)
    def _year_changed(self) -> None:
        if self._year.chosen not in (None, self.visit.academic_year):
            self.visit.academic_year = self._year.chosen
            self._year_named = True
            self._forget()

    def _forget(self) -> None:
        """Other numbers than were looked up."""
        self._found, self._known, self._added = (), None, False
        self.say_anew()

    # --- what is said -----------------------------------------------------------------------------------------------

    def _hint(self, language: Language) -> str:
        """Say what Enter does now."""
        if self._added:
            return language.text("Press Enter to go to your shopping cart and enrol, or type another number.")
        if not self._box.value.strip():
            return language.text(
                "Type or paste one class number or several, with spaces or commas between them, and press Enter."
            )
        if self._known is None:
            return language.text("Press Enter to see what this is.")
        if count := sum(found.reason is None for found in self._found):
            return language.plural(
                "Press Enter to put this class in your shopping cart.",
                "Press Enter to put {count} classes in your shopping cart.",
                count,
            )
        if any(isinstance(found.reason, InCart) for found in self._found):
            return language.text("Press Enter to go to your shopping cart and enrol.")
        return language.plural("It can't be added.", "None of these can be added.", len(self._found))

    def _say_found(self, language: Language) -> Content:
        """Say each number: the class in full, or the reason why not, or both."""
        return Content("\n\n").join(_say_one(found, language) for found in self._found)

    # --- keys -------------------------------------------------------------------------------------------------------

    def begin_number(self, digit: str) -> None:
        """Begin a number with a digit that was typed on another page, after what stands in the box."""
        text = self._box.value.rstrip()
        self._box.value = f"{text} {digit}" if text else digit
        self._type_on()

    def action_class_number(self, digit: str) -> None:
        """Put into the box a digit that was typed outside it."""
        self._box.value += digit
        self._type_on()

    def _type_on(self) -> None:
        self._box.cursor_position = len(self._box.value)
        if self.is_mounted:
            self._box.focus()

    def leave_field(self) -> bool:
        """Go from the box to what is below it."""
        if not self._box.has_focus:
            return False
        self._list.focus()
        return True

    def action_year(self) -> None:
        """Choose another academic year."""
        self._year.focus()
        self._year.action_show_overlay()

    def action_scroll(self, pages: int) -> None:
        """Move what is below the box."""
        self._list.scroll_relative(y=pages * self._list.size.height, animate=False)


def _say_one(found: Found, language: Language) -> Content:
    if found.row is None:
        return Content(why_not(found.reason, language) if found.reason else "")
    return named_with_reason(found.row, found.reason, language)
