"""One student, as the helpdesk meets them: how they stand, what can be looked at, and what can be done for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import Language, says
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.people import Account, StudentFact
from enroltui.registrar.values.student_center import StudentCenter
from enroltui.screens.asking import Registrar, together
from enroltui.screens.page import Page
from enroltui.screens.question import Question
from enroltui.screens.staff.audit_trail import TrailPage
from enroltui.screens.staff.holds import HoldsPage
from enroltui.screens.staff.on_behalf import withdraw_for
from enroltui.screens.staff.why import WhyPage
from enroltui.sentences.words import word
from enroltui.terms import Role, State
from enroltui.widgets.enrolment_table import about_enrolment, enrolment_table, latest_of_each
from enroltui.widgets.fact_list import Fact, FactList
from enroltui.widgets.menu import Item
from enroltui.widgets.menu_grid import MenuGrid
from enroltui.widgets.notice import Tone
from enroltui.widgets.secret import secret
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table

if TYPE_CHECKING:
    from enroltui.app import EnrolApp

ITEMS = (
    Item("look_on", says("As the student sees it")),
    Item("why", says("A class: why not, enrol")),
    Item("holds", says("Holds and exceptions")),
    Item("trail", says("Audit trail")),
    Item("minor_applications", says("Minors")),
    Item("password", says("One-time password")),
)


class StudentPage(Page):
    """Who it is, a menu, and what they are enrolled in, from which they can be withdrawn."""

    PAGE = "student"
    CSS_PATH = "student.tcss"
    HOME = "MenuGrid"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("withdraw", "watch_along"),
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)),
    ]

    def __init__(self, student: StudentFact) -> None:
        super().__init__()
        self._student = student
        self._center: StudentCenter | None = None
        self._programme: Programme | None = None

    def content(self) -> ComposeResult:
        """Lay out who the student is, the menu, and the enrolments."""
        yield FactList(self._facts, id="who")
        yield MenuGrid(ITEMS, self._picked, id="menu")
        yield Words(self._enrolled, id="enrolled", classes="quiet")
        yield enrolment_table(selectable=True)
        yield Words(self._about, id="about")

    @property
    def table(self) -> Table[EnrolmentRow]:
        """Return the table of the student's enrolments."""
        return self.query_one("#enrolments", Table)

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the student's affairs as they stand now."""
        number = self._student.student_number
        enrolments = self.by_caller(Registrar.enrolments, number)
        center = self.by_caller(Registrar.student_center, number)
        self.fetch(together(Registrar.programmes, enrolments, center), self._show)

    def _show(self, answer: tuple[Sequence[Programme], Sequence[EnrolmentRow], StudentCenter]) -> None:
        programmes, enrolments, self._center = answer
        self._programme = next(
            (programme for programme in programmes if programme.slug == self._student.programme), None
        )
        self.query_one(FactList).tell(self._facts)
        self.table.show(latest_of_each(enrolments))
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _facts(self, language: Language) -> list[Fact]:
        text, student, center = language.text, self._student, self._center
        name = language.name(self._programme) if self._programme else student.programme
        holds = ", ".join(word(hold.code, language) for hold in center.holds) if center else ""
        who = f"{student.student_number} · {student.name}"
        return [
            (text("Student"), Content.styled(who, "bold")),
            (text("Programme"), f"{name} · {word(student.career, language)}"),
            (text("Holds"), f"✗ {holds}" if holds else text("none")),
        ]

    def _enrolled(self, language: Language) -> str:
        if self._center is None:
            return ""
        return language.plural(
            "{count} class, {credits} EC; {cart} in the shopping cart",
            "{count} classes, {credits} EC; {cart} in the shopping cart",
            len(self._center.enrolments),
            credits=self._center.credits,
            cart=len(self._center.cart),
        )

    def _about(self, language: Language) -> Content | str:
        row = self.table.row
        return about_enrolment(row, self.visit.clock.now(), language) if row is not None else ""

    # --- the menu ---------------------------------------------------------------------------------------------------

    def action_pick(self, digit: int) -> None:
        """Pick the item that shows this digit, also when the focus is elsewhere on the page."""
        self.query_one(MenuGrid).action_pick(digit)

    def _picked(self, item: str) -> None:
        match item:
            case "look_on":
                self._look_on()
            case "why":
                self.enrol_app.show(WhyPage(self._student))
            case "holds":
                self.enrol_app.show(HoldsPage(self._student))
            case "trail":
                self.enrol_app.show(TrailPage(student=self._student))
            case "password":
                self._give_password()
            case place:
                self.enrol_app.go(place)

    def _look_on(self) -> None:
        student = self._student
        account = Account(student.student_number, student.name, Role.STUDENT, student.career, student.programme)
        self.enrol_app.look_on(account, self)

    # --- withdrawing ------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Withdraw only from what they are in; watch along only where there are sessions of students."""
        if action == "watch_along":
            return self.enrol_app.check_action(action, parameters)
        return bool(self._meant()) if action == "withdraw" else super().check_action(action, parameters)

    def _meant(self) -> list[EnrolmentRow]:
        if not self.is_mounted:
            return []
        return [enrolment for enrolment in self.table.meant if enrolment.state is not State.WITHDRAWN]

    def action_withdraw(self) -> None:
        """Ask, then withdraw the student from the classes that are meant."""
        withdraw_for(self, self._student, [enrolment.row for enrolment in self._meant()], self._withdrawn)

    def _withdrawn(self) -> None:
        self.table.select(())
        self.look()

    # --- being with them ---------------------------------------------------------------------------------------------

    def action_watch_along(self) -> None:
        """Ask the student to let one watch, in the session that they used last."""
        app = cast("EnrolApp", self.app)
        if app.help_sessions is None:
            return
        if app.overlay.presentation is not None:  # its audience was never agreed to
            self.say(Tone.BAD, says("End your presentation first: others would watch too."))
        elif why_not := app.help_sessions.begin(app, self, self._student):
            self.say(Tone.BAD, why_not)

    # --- the one-time password --------------------------------------------------------------------------------------

    def _give_password(self) -> None:
        """Ask, then give one and show it once."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.change(self.by_caller(Registrar.set_password_once, self._student.student_number), self._given)

        question = Question(
            self,
            lambda language: language.text(
                "Give {name} a one-time password?\n\nThe present password stops working at once. "
                "Make sure that it is the student who asks. This is written down in the audit trail.",
                name=self._student.name,
            ),
            says("Give a one-time password"),
            says("Do nothing"),
        )
        self.app.push_screen(question, answered)

    def _given(self, password: str) -> None:
        self.say(Tone.GOOD, says("A one-time password was given."))
        name = self._student.name
        told = Question(
            self,
            lambda language: Content.assemble(
                language.text("The one-time password of {name}:", name=name),
                "\n\n  ",
                secret(password, "bold $warm"),
                "\n\n",
                language.text("It is shown only now. At the next login a new one must be chosen."),
            ),
            says("Close"),
        )
        self.app.push_screen(told)
