"""Pages with a class under the cursor that may be full: joining its waiting list, or being told of a free place."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from enroltui.actions import bindings
from enroltui.language import Language
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Mode
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.screens.enrolling.when_full import can_be_told, can_wait
from enroltui.sentences.reasons import sentence
from enroltui.widgets.class_naming import named
from enroltui.widgets.notice import Tone


class FullClass(BesideCart):
    """`j` joins the waiting list of the class under the cursor, `i` sets or takes away a seat alert."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("wait", "seat_alert")]

    def __init__(self) -> None:
        super().__init__()
        self._alerts: frozenset[ClassKey] = frozenset()
        """The classes of which the student wants to be told."""

    @property
    def here(self) -> ClassRow | None:
        """Return the class under the cursor."""
        raise NotImplementedError

    def look(self) -> None:
        """Ask for the cart, and in which classes the student wants to be told of a free place."""
        super().look()
        if self.has_cart:
            self.fetch(self.of_student(Registrar.seat_alerts), self._show_alerts, group="alerts")

    def _show_alerts(self, rows: tuple[ClassRow, ...]) -> None:
        self._alerts = frozenset(row.key for row in rows)
        self.say_anew()

    def what_if_full(self, language: Language) -> str:
        """Say what one can do about the class under the cursor, if it is full; else ""."""
        row = self.here
        if row is None or not self.has_cart:
            return ""
        if row.key in self._alerts:
            return language.text("You will be told when a place is free (i: no longer).")
        if can_wait(row):
            place = row.waiting + 1
            return language.text("Full. Press j to join the waiting list, as number {place}.", place=place)
        if can_be_told(row):
            return language.text("Full. Press i to be told when a place is free.")
        return ""

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer these keys only for a class that is full, and in which the student is not."""
        if action in ("wait", "seat_alert"):
            row = self.here if self.is_mounted and self.has_cart else None
            if row is None:
                return False
            return can_wait(row) if action == "wait" else row.key in self._alerts or can_be_told(row)
        return super().check_action(action, parameters)

    def action_wait(self) -> None:
        """Go to step 2, where the waiting list is chosen already."""
        from enroltui.screens.enrolling.confirm import ConfirmPage

        if self.here is not None:
            self.enrol_app.show(ConfirmPage([self.here], Mode.FREE_OR_WAITING, from_cart=False))

    def action_seat_alert(self) -> None:
        """Be told of a free place in the class under the cursor, or no longer."""
        row = self.here
        if row is None:
            return
        if row.key in self._alerts:
            self.change(self.of_student(Registrar.remove_seat_alert, row.key), lambda _: self._told_no_more(row))
            return
        self.change(
            self.of_student(Registrar.set_seat_alert, row.key),
            lambda reason: (
                self.say(Tone.BAD, lambda language: sentence(reason, language)) if reason else self._will_be_told(row)
            ),
        )

    def _will_be_told(self, row: ClassRow) -> None:
        self._alerts |= {row.key}
        self.say(
            Tone.GOOD,
            lambda language: language.text(
                "You will be told, here and by letter, when a place is free in {name}. Press i for no longer.",
                name=named(row, language),
            ),
        )
        self.look()

    def _told_no_more(self, row: ClassRow) -> None:
        self._alerts -= {row.key}
        self.say(
            Tone.GOOD,
            lambda language: language.text(
                "You will no longer be told of a free place in {name}. Press i to be told again.",
                name=named(row, language),
            ),
        )
        self.look()
