"""Step 3 of enrolling: what became of each class, and what one can do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import Language, says
from enroltui.registrar.rules.enrolling import Full
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.screens.enrolling.cart_notices import offered
from enroltui.screens.enrolling.when_full import can_be_told, can_wait
from enroltui.screens.letters.ask_question import QuestionPage
from enroltui.sentences.outcomes import offer_sentence, outcome_sentence
from enroltui.widgets.breadcrumb import Trail
from enroltui.widgets.class_columns import ENROLLED, WAITING
from enroltui.widgets.class_naming import named
from enroltui.widgets.fitting_scroll import FittingScroll
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton

_SHAPES = {
    Change.ENROLLED: ENROLLED,
    Change.WAITING: WAITING,
    Change.WITHDRAWN: "·",
    Change.KEPT: ENROLLED,
    Change.REFUSED: "✗",
}
_TONES = {Change.ENROLLED: "good", Change.REFUSED: "bad"}


class ResultsPage(BesideCart):
    """A line a class, each with its own outcome. Going back leads to the Student Center, never to confirming again."""

    PAGE = "results"
    CSS_PATH = "results.tcss"
    HOME = "#outcomes"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("add", "wait", "seat_alert", "another", "ask", "my_classes", "back")
    ]

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self._outcomes = tuple(outcomes)
        self._offers = offered(outcomes)
        self._alerts: frozenset[ClassKey] = frozenset()
        """The full classes of which the student wants to be told."""

    def content(self) -> ComposeResult:
        """Lay out the trail, the outcomes, and where to go."""
        yield Trail(3)
        with FittingScroll(id="outcomes"):
            for outcome in self._outcomes:
                yield _Line(outcome, self._next_step)
        with Horizontal(id="next"):
            yield SpokenButton(says("Add another class (n)"), id="another")
            yield SpokenButton(says("My class schedule (m)"), id="my_classes")
            yield SpokenButton(says("Student Center (esc)"), id="student_center")

    def settle(self) -> None:
        changes = [outcome.change for outcome in self._outcomes]
        if changes == [Change.WITHDRAWN, Change.ENROLLED]:
            self.can_undo(self._swap_back)
        elif Change.ENROLLED in changes:
            self.can_undo(self._withdraw)

    # --- undoing ----------------------------------------------------------------------------------------------------

    def _withdraw(self) -> None:
        """Undo what was enrolled: withdrawn again, and back in the cart, where it came from."""
        caller, student, key = self.visit.caller, self.visit.student, self.visit.new_request_key()
        keys = [outcome.key for outcome in self._outcomes if outcome.change is Change.ENROLLED]

        def question(registrar: Registrar) -> tuple[Outcome, ...]:
            outcomes = registrar.withdraw(caller, student, keys, key)
            withdrawn = [outcome.key for outcome in outcomes if outcome.change is Change.WITHDRAWN]
            registrar.add_to_cart(caller, student, withdrawn)
            return outcomes

        self.change(question, self._withdrawn)

    def _swap_back(self) -> None:
        """Undo a swap: the old class again, for the new one."""
        key = self.visit.new_request_key()
        old, new = (outcome.key for outcome in self._outcomes)
        self.change(self.of_student(Registrar.swap, new, old, key, accept_clashes=True), self._swapped_back)

    def _swapped_back(self, outcomes: Sequence[Outcome]) -> None:
        self.can_undo(None)
        self._tell_change(outcomes)
        if any(outcome.change is Change.REFUSED for outcome in outcomes):
            self.say(Tone.BAD, says("The swap could not be undone: nothing was changed."))
        else:
            self.say(Tone.GOOD, says("Undone: you have your old class again."))
        self.look()

    def _withdrawn(self, outcomes: Sequence[Outcome]) -> None:
        self.can_undo(None)
        self._tell_change(outcomes)
        done = sum(outcome.change is Change.WITHDRAWN for outcome in outcomes)
        self.say(
            Tone.GOOD if done == len(outcomes) else Tone.BAD,
            lambda language: language.plural(
                "Undone: {count} class is back in your shopping cart.",
                "Undone: {count} classes are back in your shopping cart.",
                done,
            ),
        )
        self.look()

    def _tell_change(self, outcomes: Sequence[Outcome]) -> None:
        """Tell in its line what became of each of these classes since."""
        since = {outcome.key: outcome for outcome in outcomes}
        self._outcomes = tuple(since.get(outcome.key, outcome) for outcome in self._outcomes)
        for line, outcome in zip(self.query(_Line), self._outcomes, strict=True):
            line.tell_outcome(outcome)
        self.refresh_bindings()

    # --- what was full ----------------------------------------------------------------------------------------------

    def _full(self, helped: Callable[[ClassRow], bool]) -> list[ClassKey]:
        """Return the refused classes that are full and can be helped so."""
        refused = [
            outcome.row
            for outcome in self._outcomes
            if outcome.change is Change.REFUSED and isinstance(outcome.reason, Full)
        ]
        return [row.key for row in refused if row is not None and helped(row)]

    def _next_step(self, outcome: Outcome, language: Language) -> str:
        """Say what one key does about a refused class that is full; else ""."""
        if outcome.key in self._alerts:
            return language.text("You will be told when a place is free (i: no longer).")
        if outcome.key in self._full(can_wait):
            return language.text("Press j to join it.")
        return (
            language.text("Press i to be told when a place is free.") if outcome.key in self._full(can_be_told) else ""
        )

    def action_wait(self) -> None:
        """Join the waiting list of each class that was full and has one. Clashes with teaching were accepted before."""
        keys, key = self._full(can_wait), self.visit.new_request_key()
        question = self.of_student(
            Registrar.enrol, keys, key, from_cart=False, mode=Mode.FREE_OR_WAITING, accept_clashes=True
        )
        self.change(question, self._waiting)

    def _waiting(self, outcomes: Sequence[Outcome]) -> None:
        self._tell_change(outcomes)
        self.look()

    def action_seat_alert(self) -> None:
        """Be told of a free place in every class that was full and has no waiting list, or no longer."""
        caller, student, keys = self.visit.caller, self.visit.student, self._full(can_be_told)
        no_longer = self._alerts

        def question(registrar: Registrar) -> frozenset[ClassKey]:
            if no_longer:
                for key in no_longer:
                    registrar.remove_seat_alert(caller, student, key)
                return frozenset()
            return frozenset(key for key in keys if registrar.set_seat_alert(caller, student, key) is None)

        self.change(question, self._told)

    def _told(self, alerts: frozenset[ClassKey]) -> None:
        self._alerts = alerts
        self._tell_change(())

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Add only what is offered, ask only about what was refused, wait only for what is full."""
        if action in ("wait", "seat_alert"):
            return bool(self._full(can_wait if action == "wait" else can_be_told))
        if action == "ask":
            return self._refused is not None
        return bool(self._offers) if action == "add" else super().check_action(action, parameters)

    @property
    def _refused(self) -> Outcome | None:
        return next((outcome for outcome in self._outcomes if outcome.change is Change.REFUSED), None)

    def action_add(self) -> None:
        """Put the offered classes in the cart."""
        offers, self._offers = self._offers, ()
        self.put_in_cart([row.key for row in offers])

    def action_another(self) -> None:
        """Go to Enrol, to add another class."""
        self._go("enrol")

    def action_ask(self) -> None:
        """Ask about the first class that was refused: the letter has its course and reason already."""
        self.enrol_app.show(QuestionPage(self._refused))

    def action_my_classes(self) -> None:
        """See what one is enrolled in."""
        self._go("my_classes")

    def action_back(self) -> None:
        """Go to the Student Center."""
        self._go("student_center")

    @on(SpokenButton.Pressed)
    def _pressed(self, event: SpokenButton.Pressed) -> None:
        self._go({"another": "enrol"}.get(event.button.id or "", event.button.id or "student_center"))

    def _go(self, page: str) -> None:
        """Results are seen once: this page is left behind."""
        self.app.pop_screen()
        self.enrol_app.go(page)


class _Line(Horizontal):
    """What became of one class: its name, and beside it the outcome and the next step."""

    def __init__(self, outcome: Outcome, next_step: Callable[[Outcome, Language], str]) -> None:
        super().__init__(classes="outcome")
        self._outcome = outcome
        self._next_step = next_step

    def compose(self) -> ComposeResult:
        yield Words(self._naming, classes="name")
        yield Words(self._said, classes="said")

    def on_mount(self) -> None:
        self._colour()

    def tell_outcome(self, outcome: Outcome) -> None:
        """Tell what became of this class since."""
        self._outcome = outcome
        self.query_one(".name", Words).tell(self._naming)
        self.query_one(".said", Words).tell(self._said)
        self._colour()

    def _colour(self) -> None:
        for tone in _TONES.values():
            self.set_class(_TONES.get(self._outcome.change) == tone, f"-{tone}")

    def _naming(self, language: Language) -> Content:
        outcome = self._outcome
        name = named(outcome.row, language) if outcome.row else str(outcome.key.class_number)
        return Content.styled(f"{_SHAPES[outcome.change]} {name}", "bold")

    def _said(self, language: Language) -> str:
        said = outcome_sentence(self._outcome, language)
        if self._outcome.change is Change.WAITING:
            said = f"{said} {language.text('When a place is yours, you are told here and by letter.')}"
        if step := self._next_step(self._outcome, language):
            said = f"{said} {step}"
        if (offer := self._outcome.offer) is None:
            return said
        return f"{said}\n{offer_sentence(offer, language)} {language.text('Press a to add it.')}"
