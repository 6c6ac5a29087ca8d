"""Why can't this student enrol in a class? Every rule's verdict; from here staff enrol them, or make an exception."""

from __future__ import annotations

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
from enroltui.registrar.rules.asking import Verdict
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.people import StudentFact
from enroltui.registrar.values.searching import Found
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.screens.staff.grant import GrantPage
from enroltui.screens.staff.on_behalf import clashes, enrol_for, in_the_way, waits, withdraw_for
from enroltui.sentences.reasons import sentence
from enroltui.sentences.verdicts import rule_word, verdict_sentence
from enroltui.terms import State
from enroltui.widgets.class_naming import fully_named
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

FINE, NOT = "✓", "✗"
LONGEST = 24


class WhyPage(Page):
    """A box for a class number; what the class is, whether the student can enrol, and what each rule says."""

    PAGE = "why"
    CSS_PATH = "why.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("enrol", "withdraw", "grant", "another")]

    def __init__(self, student: StudentFact) -> None:
        super().__init__()
        self._student = student
        self._typed = ""
        self._row: ClassRow | None = None
        self._verdicts: tuple[Verdict, ...] = ()

    def content(self) -> ComposeResult:
        """Lay out the box, the class, the verdicts, and the one under the cursor in full."""
        yield Words(self._whose, classes="heading")
        with Horizontal(id="asked"):
            yield Words(says("Class number"), classes="label")
            yield Field(LONGEST, id="number")
        yield Words(self._class, id="class")
        yield Table[Verdict](
            [
                Column("", lambda verdict, _: FINE if verdict.ok else NOT, 1, tone=_tone),
                Column(N_("Rule"), lambda verdict, language: rule_word(verdict.rule, language), 26, tone=_tone),
                Column(N_("What it says"), lambda verdict, language: verdict_sentence(verdict, language), tone=_tone),
            ],
            lambda verdict: verdict.rule,
            id="verdicts",
        )
        yield Words(self._about, id="about")

    def home(self) -> Widget:
        """Return the box until a class is known, then the verdicts."""
        return self.table if self._row else self.query_one("#number", Field)

    @property
    def table(self) -> Table[Verdict]:
        """Return the table of the rules' verdicts."""
        return self.query_one("#verdicts", Table)

    # --- asking -----------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _number_typed(self) -> None:
        self._typed = self.query_one("#number", Field).value
        self.notice.clear()
        self.look()

    def look(self) -> None:
        """Ask which class has the number that was typed, and what every rule says of it now."""
        if not self._typed.strip():
            return
        caller, number = self.visit.caller, self._student.student_number
        typed, year = self._typed, self.visit.academic_year

        def ask(registrar: Registrar) -> tuple[Found, tuple[Verdict, ...]]:
            [found] = registrar.find(caller, number, year, [typed])
            return found, registrar.why(caller, number, found.row.key) if found.row else ()

        self.fetch(ask, self._show)

    def _show(self, answer: tuple[Found, tuple[Verdict, ...]]) -> None:
        found, self._verdicts = answer
        another = found.row is None or self._row is None or found.row.key != self._row.key
        self._row = found.row
        self.set_class(self._row is not None, "-known")
        if found.row is None and (reason := found.reason) is not None:
            self.say(Tone.BAD, lambda language: sentence(reason, language))
        self.table.show(self._verdicts)
        if another and self._row is not None:
            self.table.cursor = next((place for place, verdict in enumerate(self._verdicts) if not verdict.ok), 0)
            self.table.focus()
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _whose(self, language: Language) -> str:
        return language.text(
            "Why can't {name} ({number}) enrol?",
            name=self._student.name,
            number=self._student.student_number,
        )

    def _class(self, language: Language) -> Content | str:
        if self._row is None:
            return language.text("Type the number of the class and press Enter.")
        return Content.assemble(fully_named(self._row, language), "\n", self._verdict(language))

    def _verdict(self, language: Language) -> Content:
        if blocking := in_the_way(self._verdicts):
            rules = ", ".join(rule_word(verdict.rule, language) for verdict in blocking)
            return Content.styled(language.text("✗ The student can't enrol: {rules}.", rules=rules), "bold $error")
        if any(map(waits, self._verdicts)):
            said = language.text("⧗ Full, but the student can join the waiting list.")
        elif any(map(clashes, self._verdicts)):
            said = language.text("◐ It clashes with teaching; the student can enrol all the same.")
        else:
            return Content.styled(language.text("✓ The student can enrol now."), "bold $success")
        return Content.styled(said, "bold $warm")

    def _about(self, language: Language) -> str:
        return verdict_sentence(self.table.row, language) if self.table.row else ""

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done with this class now."""
        state = self._row.state if self._row else None
        if action == "enrol":
            return self._row is not None and not in_the_way(self._verdicts)
        if action == "withdraw":
            return state in (State.ENROLLED, State.WAITING)
        if action in ("grant", "another"):
            return self._row is not None
        return super().check_action(action, parameters)

    def action_enrol(self) -> None:
        """Ask, then enrol the student on their behalf."""
        if self._row is not None:
            enrol_for(self, self._student, self._row, self._verdicts, self.look)

    def action_withdraw(self) -> None:
        """Ask, then withdraw the student on their behalf."""
        if self._row is not None:
            withdraw_for(self, self._student, [self._row], self.look)

    def action_grant(self) -> None:
        """Make an exception, to the rule under the cursor if it can be made to that."""
        if self._row is not None:
            self.enrol_app.show(GrantPage(self._student, self._row, self.table.row.rule if self.table.row else ""))

    def action_another(self) -> None:
        """Go to the box to type another class number."""
        field = self.query_one("#number", Field)
        field.focus()
        field.select_all()


def _tone(verdict: Verdict) -> str:
    if not verdict.ok:
        return "bad"
    return "warm" if verdict.granted else "good" if verdict.reason is None else "quiet"
