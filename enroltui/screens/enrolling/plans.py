"""Plans: the cart kept under a name for later. They hold no place, and only the cart is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.language import N_, Language, says
from enroltui.registrar.values.student_center import Plan
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.widgets.cart_panel import credits_of
from enroltui.widgets.class_naming import named
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton
from enroltui.widgets.table import Column, Table

LONGEST_NAME = 40
_NONE = says(
    "You have no plans yet. A plan keeps what is in your cart under a name, so that you can compare ways to "
    "fill your year. Type a name and press Enter."
)


class PlansPage(BesideCart):
    """A field for the name of a new plan, and the plans, with what is in the one under the cursor."""

    PAGE = "plans"
    CSS_PATH = "plans.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("another_plan", "delete_plan")]

    def __init__(self) -> None:
        super().__init__()
        self._field = Field(LONGEST_NAME, id="name")
        self._plans = Table[Plan](
            [
                Column(N_("Plan"), lambda plan, _: plan.name, tone=lambda _: "strong"),
                Column(N_("Classes"), lambda plan, _: str(len(plan.rows)), 18, right=True),
                Column(N_("EC"), lambda plan, _: str(credits_of(plan.rows)), 4, right=True),
            ],
            lambda plan: plan.name,
            id="plans",
        )

    def content(self) -> ComposeResult:
        """Lay out the field, the plans, and what is in one of them."""
        with Horizontal(id="new"):
            yield Words(says("Keep the cart as"), classes="label")
            yield self._field
            yield SpokenButton(says("Keep"))
        yield Words(_NONE, id="none")
        yield self._plans
        yield Words(self._plan, id="plan")

    def home(self) -> Widget:
        """Return the plans where there are some, else the field."""
        return self._plans if self._plans.rows else self._field

    def look(self) -> None:
        """Ask for the plans, and the cart."""
        super().look()
        self.fetch(self.of_student(Registrar.plans), self._show, group="plans")

    def _show(self, plans: Sequence[Plan]) -> None:
        first = not self._plans.rows and not self._field.value
        self._plans.show(plans)
        self._plans.display = bool(plans)
        self._plans.styles.max_height = 1 + len(plans)
        self.query_one("#none").display = not plans
        if first and plans and self._field.has_focus:
            self._plans.focus()
        self.say_anew()

    # --- what is said -----------------------------------------------------------------------------------------------

    def _plan(self, language: Language) -> Content:
        """Say what is in the plan under the cursor."""
        plan = self._plans.row
        if plan is None:
            return Content()
        lines = [named(row, language) for row in plan.rows] or [language.text("Nothing is in this plan.")]
        todo = language.text("Press Enter to put these classes in the cart, x to delete the plan.")
        return Content("\n").join([Content.styled(todo, "bold"), *(Content(line) for line in lines)])

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Delete only what there is."""
        if action == "delete_plan":
            return self._plans.row is not None
        return super().check_action(action, parameters)

    def action_another_plan(self) -> None:
        """Name a new plan."""
        self._field.focus()

    @on(Input.Submitted)
    @on(SpokenButton.Pressed)
    def _keep(self) -> None:
        """Keep the cart under the name that was typed; a plan of that name is replaced."""
        name = self._field.value.strip()
        if not name:
            self.say(Tone.BAD, says("Type a name for the plan first."))
            self._field.focus()
            return
        self.change(self.of_student(Registrar.save_plan, name), self._kept)

    def _kept(self, plan: Plan) -> None:
        self._field.value = ""
        self._plans.display = True
        self._plans.focus()
        self.say(
            Tone.GOOD,
            lambda language: language.plural(
                "Kept as “{name}”: {count} class. The cart stays as it is.",
                "Kept as “{name}”: {count} classes. The cart stays as it is.",
                len(plan.rows),
                name=plan.name,
            ),
        )
        self.look()

    @on(Table.Chosen)
    def _load(self) -> None:
        """Put the plan's classes in the cart, each with its own outcome."""
        if (plan := self._plans.row) is not None and plan.rows:
            self.change(self.of_student(Registrar.load_plan, plan.name), self.put_in)

    def action_delete_plan(self) -> None:
        """Forget the plan under the cursor; the cart stays as it is."""
        if (plan := self._plans.row) is not None:
            name = plan.name
            self.change(self.of_student(Registrar.delete_plan, name), lambda _: self._deleted(name))

    def _deleted(self, name: str) -> None:
        self.say(Tone.GOOD, lambda language: language.text("Plan “{name}” deleted.", name=name))
        self.look()
