"""The shopping cart, step 1 of enrolling: select classes, then enrol in them or take them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import N_, Language, says
from enroltui.registrar.values.classes import ClassKey, ClassRow
from enroltui.registrar.values.enrolling import Change, Outcome, Validation
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.confirm import ConfirmPage
from enroltui.screens.enrolling.full_class import FullClass
from enroltui.screens.enrolling.validation_words import (
    clash_sentence,
    clashes_of,
    validation_notice,
    verdict_word,
    would_become,
)
from enroltui.widgets.breadcrumb import Trail
from enroltui.widgets.cart_panel import credits_of
from enroltui.widgets.class_columns import ROOM_FOR_TIME, class_columns
from enroltui.widgets.class_naming import fully_named
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton
from enroltui.widgets.table import Column, Table

_EMPTY = says(
    "Your shopping cart is empty. Press / to search for a course, or type a class number; nothing here is final "
    "until you enrol."
)


class CartPage(FullClass):
    """Every class in the cart as it stands now. The cart holds no place.

    What validating told of the classes stands with them until the cart or the day is another.
    """

    PAGE = "cart"
    CSS_PATH = "cart.tcss"
    HOME = "Table"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("enrol", "validate", "remove", "plans", "select_all")]

    def __init__(self) -> None:
        super().__init__()
        columns: list[Column[ClassRow]] = class_columns(lambda row: row.course, lambda row: row, own=False)
        columns.insert(-1, Column[ClassRow](N_("Last day"), _last_day, 11, from_width=ROOM_FOR_TIME))
        columns[-1] = self._with_verdict(columns[-1])
        self._verdicts: dict[ClassKey, Outcome] = {}
        self._validation: Validation | None = None
        self._table = Table[ClassRow](columns, lambda row: row.key, selectable=True)

    def content(self) -> ComposeResult:
        """Lay out the trail, the classes, how much they are, the one under the cursor, and the button."""
        yield Trail(1)
        yield Words(_EMPTY, id="empty")
        yield self._table
        yield Words(self._sum, id="sum", classes="quiet")
        yield Words(self._row, id="row")
        yield SpokenButton(says("Enrol"))

    def beside(self) -> ComposeResult:
        """Lay out nothing, as the cart is the page itself."""
        yield from ()

    def below(self) -> ComposeResult:
        """Lay out nothing, as the cart is the page itself."""
        yield from ()

    @property
    def here(self) -> ClassRow | None:
        """Return the class under the cursor."""
        return self._table.row

    def show_cart(self, cart: Sequence[ClassRow]) -> None:
        """Show this cart; the cursor goes to what was added last."""
        before = {row.key for row in self._table.rows}
        if before != {row.key for row in cart}:
            self._validation, self._verdicts = None, {}
        self._table.show(cart)
        self._table.display = bool(cart)
        if cart and cart[-1].key not in before:
            self._table.cursor = len(cart) - 1
        self.query_one("#empty").display = not cart
        self.say_anew()

    # --- what is said -----------------------------------------------------------------------------------------------

    def _sum(self, language: Language) -> str:
        """Say how many classes and credits there are, and how many of them are selected."""
        rows, selected = self._table.rows, self._table.selected
        if not rows:
            return ""
        if not selected:
            todo = language.text("Select with the space bar, then press e to enrol.")
        else:
            todo = language.plural(
                "{count} selected, {credits} EC: press e to enrol.",
                "{count} selected, {credits} EC: press e to enrol.",
                len(selected),
                credits=credits_of(selected),
            )
        count = language.plural(
            "{count} class, {credits} EC.", "{count} classes, {credits} EC.", len(rows), credits=credits_of(rows)
        )
        return f"{count} {todo}"

    def _row(self, language: Language) -> Content:
        """Return the class under the cursor in full, what validating told of it, or what one can do if it is full."""
        row = self._table.row
        if row is None:
            return Content()
        said = [fully_named(row, language)]
        if self._validation and row.key in self._verdicts:
            said.append(would_become(self._verdicts[row.key], language))
            said += [
                Content(clash_sentence(clash, language)) for clash in clashes_of(row.key, self._validation.clashes)
            ]
        elif full := self.what_if_full(language):
            said.append(Content(full))
        return Content("\n").join(said)

    def _with_verdict(self, status: Column[ClassRow]) -> Column[ClassRow]:
        """Return the status, or once it is validated what would become of the class."""
        tones = {Change.ENROLLED: "good", Change.WAITING: "warm", Change.REFUSED: "bad"}

        def cell(row: ClassRow, language: Language) -> str:
            verdict = self._verdicts.get(row.key)
            return verdict_word(verdict, language) if verdict else status.cell(row, language)

        def tone(row: ClassRow) -> str:
            verdict = self._verdicts.get(row.key)
            return tones[verdict.change] if verdict else status.tone(row) if status.tone else ""

        return replace(status, cell=cell, tone=tone)

    # --- validating -------------------------------------------------------------------------------------------------

    def action_validate(self) -> None:
        """Try every rule on the whole cart, as it would be sent; nothing is changed."""
        keys = [row.key for row in self._table.rows]
        self.fetch(self.of_student(Registrar.validate, keys), self._validated, group="validation")

    def _validated(self, validation: Validation) -> None:
        self._validation = validation
        self._verdicts = {outcome.key: outcome for outcome in validation.outcomes}
        all_can = all(outcome.change is Change.ENROLLED for outcome in validation.outcomes)
        self.say(Tone.GOOD if all_can else Tone.BAD, lambda language: validation_notice(validation, language))
        self._table.refresh()
        self.say_anew()

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer keys of the classes only where there are some."""
        if action in ("enrol", "validate", "remove", "select_all"):
            return bool(self._table.rows)
        return super().check_action(action, parameters)

    @on(Table.Chosen)
    @on(SpokenButton.Pressed)
    def action_enrol(self) -> None:
        """Go to step 2 with the selected classes, or the one under the cursor."""
        if self._table.meant:
            self.enrol_app.show(ConfirmPage(self._table.meant))

    def action_plans(self) -> None:
        """Go to the plans, to keep the cart under a name or to take a kept one."""
        self.enrol_app.go("plans")

    def action_remove(self) -> None:
        """Take the selected classes, or the one under the cursor, out."""
        self.take_out_of_cart([row.key for row in self._table.meant])

    def action_select_all(self) -> None:
        """Select all, or none where all are."""
        self._table.select_all()


def _last_day(row: ClassRow, language: Language) -> str:
    return language.day(row.enrol_until.date())
