"""What becomes of a request by the plain rules, as things stand before it: a rule's name, or a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.rule import Standing
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from tests.registrar import plain_rules
from tests.registrar.lives.faculty import ANOTHER_YEAR
from tests.registrar.lives.snapshot import Snapshot

Foretold = dict[ClassKey, str]
"""What is missing can't be foretold."""


@dataclass(frozen=True)
class Foretelling:
    """For one student, before anything is asked."""

    before: Snapshot
    student_id: int
    now: datetime

    def facts(self, key: ClassKey) -> tuple[ClassFacts, Standing]:
        """What the rules go by, of a class that there is."""
        class_id = self.before.catalogue.ids[key]
        return self.before.facts(class_id), self.before.standing(self.student_id, class_id, self.now)

    def enrol(self, keys: Sequence[ClassKey], mode: Mode, from_cart: bool, accepts: bool) -> Foretold:
        """Each class in turn, as though those before it had been enrolled in."""
        foretold: Foretold = {}
        won: list[int] = []
        for key in keys:
            class_id = self.before.catalogue.ids.get(key)
            if class_id is None:
                foretold[key] = _unknown(key)
                continue
            facts = self.before.facts(class_id)
            if facts.waiting and facts.enrolled < facts.capacity:
                return {}  # Those in line come first; who of them may is not for a plain rule to tell.
            sooner = tuple(won)
            how = self.before.standing(self.student_id, class_id, self.now, sooner=sooner, accepts=accepts)
            reason = plain_rules.why_not_enrol(facts, how, self.now)
            if from_cart and how.state is None and not self._in_cart(class_id):
                reason = "not_in_cart"
            if reason is None:
                won.append(class_id)
            in_line = reason == "full" and facts.waiting_capacity and mode is Mode.FREE_OR_WAITING
            foretold[key] = Change.WAITING if in_line else reason or Change.ENROLLED
        if mode is Mode.ALL_OR_NOTHING and set(foretold.values()) != {Change.ENROLLED}:
            return {key: "held_back" if said == Change.ENROLLED else said for key, said in foretold.items()}
        return foretold

    def withdraw(self, keys: Sequence[ClassKey]) -> Foretold:
        """Each class by itself."""
        return {key: self._withdraw(key) for key in keys}

    def add_to_cart(self, keys: Sequence[ClassKey]) -> Foretold:
        """Each class by itself."""
        return {key: self._add_to_cart(key) for key in keys}

    def _withdraw(self, key: ClassKey) -> str:
        if key not in self.before.catalogue.ids:
            return _unknown(key)
        return plain_rules.why_not_withdraw(*self.facts(key), self.now) or Change.WITHDRAWN

    def _add_to_cart(self, key: ClassKey) -> str:
        if key not in self.before.catalogue.ids:
            return _unknown(key)
        in_cart = self._in_cart(self.before.catalogue.ids[key])
        return plain_rules.why_not_cart(*self.facts(key), in_cart, self.now) or Change.ADDED

    def _in_cart(self, class_id: int) -> bool:
        return (self.student_id, class_id) in self.before.carts


def came_true(foretold: Foretold, outcomes: Sequence[Outcome]) -> bool:
    """Whether each class has the outcome that was foretold, where any was."""
    return all(said(outcome) == foretold.get(outcome.key, said(outcome)) for outcome in outcomes)


def said(outcome: Outcome) -> str:
    """An outcome's rule, or its change."""
    return outcome.reason.rule if outcome.reason else outcome.change


def _unknown(key: ClassKey) -> str:
    return "other_year" if key == ANOTHER_YEAR else "unknown_number"
