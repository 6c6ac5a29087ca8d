"""What stops a student from enrolling, and the exceptions that were made: to look at, to place and to lift."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from textual import on
from textual.app import ComposeResult

from enroltui.language import N_, Language, says
from enroltui.moments import is_over
from enroltui.registrar.values.people import StudentFact
from enroltui.registrar.values.student_center import Grant, Hold
from enroltui.screens.asking import Registrar, together
from enroltui.screens.page import Page
from enroltui.screens.question import Question
from enroltui.sentences.rules import hold_changed, hold_sentence
from enroltui.sentences.verdicts import rule_word
from enroltui.sentences.words import word
from enroltui.terms import HoldCode
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

HELD, FREE = "✗", "○"


class HoldsPage(Page):
    """A line for each kind of hold, which Enter places or lifts; below it the exceptions, the newest first."""

    PAGE = "holds"
    CSS_PATH = "holds.tcss"
    HOME = "#holds"

    def __init__(self, student: StudentFact) -> None:
        super().__init__()
        self._student = student
        self._holds: dict[HoldCode, Hold] = {}
        """The last one of each kind."""
        self._known = False

    def content(self) -> ComposeResult:
        """Lay out the student's name, the holds, and the exceptions."""
        yield Words(self._whose, classes="heading")
        yield Table[HoldCode](
            [
                Column("", lambda code, _: HELD if self._held(code) else FREE, 1, tone=self._tone),
                Column(N_("Hold"), word, 26, tone=self._tone),
                Column(N_("How it stands"), self._stands, tone=self._tone),
            ],
            lambda code: code,
            id="holds",
        )
        yield Words(self._what_enter_does, id="enter")
        yield Words(says("Exceptions"), classes="heading")
        yield Words(self._no_grants, id="none", classes="quiet")
        yield Table[Grant](
            [
                Column(N_("Number"), lambda grant, _: str(grant.key.class_number), 6, tone=self._over),
                Column(N_("Rule"), lambda grant, language: rule_word(grant.rule, language), 20, tone=self._over),
                Column(N_("Until"), lambda grant, language: _day(grant.until, language), 15, tone=self._over),
                Column(N_("By"), lambda grant, _: grant.by, 11, tone=self._over),
                Column(N_("Why"), lambda grant, _: grant.reason, tone=self._over),
            ],
            lambda grant: (grant.key, grant.rule, grant.until, grant.reason),
            id="grants",
        )

    def settle(self) -> None:
        self.table.show(list(HoldCode))

    @property
    def table(self) -> Table[HoldCode]:
        """Return the kinds of hold."""
        return self.query_one("#holds", Table)

    @property
    def _grants(self) -> Table[Grant]:
        return self.query_one("#grants", Table)

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the holds, also lifted ones, and the exceptions, also past ones."""
        number = self._student.student_number
        holds = self.by_caller(Registrar.holds, number, lifted=True)
        self.fetch(together(holds, self.by_caller(Registrar.grants, number)), self._show)

    def _show(self, answer: tuple[Sequence[Hold], Sequence[Grant]]) -> None:
        holds, grants = answer
        self._holds = {hold.code: hold for hold in holds}
        self._known = True
        self.table.refresh()
        self._grants.show(list(reversed(grants)))
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _held(self, code: HoldCode) -> bool:
        return code in self._holds and self._holds[code].lifted is None

    def _tone(self, code: HoldCode) -> str:
        return "bad" if self._held(code) else "quiet"

    def _over(self, grant: Grant) -> str:
        return "quiet" if is_over(grant.until, self.visit.clock.now()) else ""

    def _whose(self, language: Language) -> str:
        who = f"{self._student.name} ({self._student.student_number})"
        return language.text("Holds of {who}", who=who)

    def _stands(self, code: HoldCode, language: Language) -> str:
        hold = self._holds.get(code)
        if hold is None:
            return language.text("never placed") if self._known else ""
        if hold.lifted is None:
            return language.text("since {day}, by {who}", day=_day(hold.placed, language), who=hold.placed_by)
        return language.text("lifted {day}, by {who}", day=_day(hold.lifted, language), who=hold.lifted_by)

    def _what_enter_does(self, language: Language) -> str:
        code = self.table.row
        if code is None:
            return ""
        if self._held(code):
            return language.text("Enter lifts the hold under the cursor.")
        return language.text("Enter places it: “{sentence}”", sentence=hold_sentence(code, language))

    def _no_grants(self, language: Language) -> str:
        if not self._known or self._grants.rows:
            return ""
        return language.text("None was made. Ask why the student can't enrol in a class; there you can make one.")

    # --- placing and lifting ----------------------------------------------------------------------------------------

    @on(Table.Chosen, "#holds")
    def _change(self) -> None:
        code = self.table.row
        if code is None or not self._known:
            return
        held, number, name = self._held(code), self._student.student_number, self._student.name

        def asked(language: Language) -> str:
            facts = {"name": name, "hold": word(code, language)}
            if held:
                said = language.text("Lift this hold of {name}: {hold}?", **facts)
            else:
                said = language.text("Place this hold on {name}: {hold}?", **facts)
            return f"{said}\n\n{language.text('The student is told of it, and it is written down in the audit trail.')}"

        def answered(yes: bool | None) -> None:
            if yes:
                change = Registrar.lift_hold if held else Registrar.place_hold
                self.change(self.by_caller(change, number, code), done)

        def done(changed: bool) -> None:
            said = partial(hold_changed, code, lifted=held, changed=changed)
            self.say(Tone.GOOD if changed else Tone.BAD, said)
            self.look()

        self.app.push_screen(
            Question(
                self,
                asked,
                lambda language: language.text("Lift the hold") if held else language.text("Place the hold"),
                says("Do nothing"),
            ),
            answered,
        )


def _day(moment: datetime, language: Language) -> str:
    return language.day_and_year(moment.date())
