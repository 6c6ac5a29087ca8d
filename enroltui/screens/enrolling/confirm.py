"""Step 2 of enrolling: the classes in full, what would become of each, how they are sent, and one key to do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import Language, says
from enroltui.registrar.rules.enrolling import TimeConflict
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Mode, Outcome, Validation
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.screens.enrolling.results import ResultsPage
from enroltui.screens.enrolling.validation_words import in_short, would_become
from enroltui.sentences.words import word
from enroltui.widgets.breadcrumb import Trail
from enroltui.widgets.class_naming import fully_named
from enroltui.widgets.fitting_scroll import FittingScroll
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton
from enroltui.widgets.table import CURSOR, TICKED, UNTICKED


class ConfirmPage(BesideCart):
    """Nothing is changed until Enter. However often it is pressed, and again after trouble, it enrols once."""

    PAGE = "confirm"
    CSS_PATH = "confirm.tcss"
    HOME = "SpokenButton"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("enrol", "mode", "accept_clashes"),
        Binding("enter", "enrol", show=False),
        Binding("up", "other_mode(-1)", show=False),
        Binding("down", "other_mode(1)", show=False),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]

    def __init__(self, rows: Sequence[ClassRow], mode: Mode = Mode.FREE, *, from_cart: bool = True) -> None:
        """`mode` is chosen at first. Without `from_cart` the classes need not be in the cart."""
        super().__init__()
        self._rows = tuple(rows)
        self._mode = mode
        self._from_cart = from_cart
        self._accepts_clashes = False
        self._request_key = self.visit.new_request_key()
        self._would: dict[ClassKey, Outcome] = {}
        self._seen = self._answered = False

    def content(self) -> ComposeResult:
        """Lay out the trail, the classes, how to send them, and the button."""
        yield Trail(2)
        yield Words(self._question, id="question", classes="heading")
        with FittingScroll(id="scrolled"):
            yield Words(self._say_classes, id="classes")
        yield Words(self._say_mode, id="mode")
        yield Words(self._say_clashes, id="clashes")
        with Horizontal(id="do"):
            yield SpokenButton(says("Enrol (Enter)"))
            yield Words(says("Escape goes back and changes nothing."), classes="quiet")

    def settle(self) -> None:
        self.query_one("#clashes").display = False

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the cart, and what would become of the classes now."""
        super().look()
        keys = [row.key for row in self._rows]
        question = self.of_student(Registrar.validate, keys, mode=self._mode, accept_clashes=self._accepts_clashes)
        self.fetch(question, self._show, group="validation")

    def _show(self, validation: Validation) -> None:
        """Show the classes as they stand now."""
        self._would = {outcome.key: outcome for outcome in validation.outcomes}
        self._rows = tuple(outcome.row for outcome in validation.outcomes if outcome.row is not None)
        self.say_anew()
        clashes = self.query_one("#clashes", Words)
        clashes.display = bool(clashes.said)
        self._seen = True

    # --- what is said -----------------------------------------------------------------------------------------------

    def _question(self, language: Language) -> str:
        """Say how many classes, and where there are more than one, what would become of them in short."""
        asked = language.plural("Enrol in this class?", "Enrol in these {count} classes?", len(self._rows))
        return f"{asked}  {in_short(list(self._would.values()))}" if len(self._would) > 1 else asked

    def _say_classes(self, language: Language) -> Content:
        """Say each class, and below it what would become of it."""
        return Content("\n\n").join(self._say_class(row, language) for row in self._rows)

    def _say_class(self, row: ClassRow, language: Language) -> Content:
        outcome = self._would.get(row.key)
        named = fully_named(row, language)
        return named if outcome is None else Content.assemble(named, "\n", would_become(outcome, language))

    def _say_mode(self, language: Language) -> Content:
        """Say the way chosen, and that there are others."""
        place = list(Mode).index(self._mode) + 1
        how = language.text("Send (m, {place} of {count}):", place=place, count=len(Mode))
        return Content.assemble(how, " ", Content.styled(f"{CURSOR} {word(self._mode, language)}", "bold"))

    def _say_clashes(self, language: Language) -> str:
        if not self._clashes:
            return ""
        box = TICKED if self._accepts_clashes else UNTICKED
        return f"{box} {language.text('Enrol in spite of clashes with teaching (k)')}"

    @property
    def _clashes(self) -> bool:
        """Tell whether there is a clash that can be accepted, or was."""
        reasons = [outcome.reason for outcome in self._would.values()]
        return self._accepts_clashes or any(
            isinstance(reason, TimeConflict) and reason.can_be_accepted for reason in reasons
        )

    # --- how to send ------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept clashes only where there are some."""
        if action == "accept_clashes":
            return self._clashes
        return super().check_action(action, parameters)

    def action_mode(self) -> None:
        """Choose the next way to send them."""
        self.action_other_mode(1)

    def action_other_mode(self, by: int) -> None:
        """Choose the way to send them that comes after or before this one."""
        modes = list(Mode)
        self._mode = modes[(modes.index(self._mode) + by) % len(modes)]
        self._ask_anew()

    def action_accept_clashes(self) -> None:
        """Enrol in spite of clashes with teaching, or not."""
        self._accepts_clashes = not self._accepts_clashes
        self._ask_anew()

    def _ask_anew(self) -> None:
        """Something else is asked: another request, that is answered anew."""
        self._request_key = self.visit.new_request_key()
        self.look()

    @on(SpokenButton.Pressed)
    def action_enrol(self) -> None:
        """Enrol, once there was something to see: a key pressed twice on the page before does nothing."""
        if self._seen and not self._answered:
            question = self.of_student(
                Registrar.enrol,
                [row.key for row in self._rows],
                self._request_key,
                from_cart=self._from_cart,
                mode=self._mode,
                accept_clashes=self._accepts_clashes,
            )
            self.change(question, self._show_results)

    def _show_results(self, outcomes: Sequence[Outcome]) -> None:
        """Show the results in this page's place, so that going back does not lead here again."""
        self._answered = True
        while self.app.screen is not self:
            self.app.pop_screen()
        self.app.switch_screen(ResultsPage(outcomes))

    def action_scroll(self, pages: int) -> None:
        """Scroll the classes by so many times what is seen."""
        classes = self.query_one(FittingScroll)
        classes.scroll_relative(y=pages * classes.size.height, animate=False)

    def leave_field(self) -> bool:
        """Stay on the page while the classes are being enrolled in."""
        return self._changing or super().leave_field()
