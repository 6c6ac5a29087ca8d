"""Minors: what is on offer, applying, withdrawing the application, and the way to a minor's class numbers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from enroltui.actions import bindings
from enroltui.language import N_, Language, says
from enroltui.registrar.rules.minor_reasons import MinorForBachelors
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.minors import MinorRow, MinorsOnOffer
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.screens.question import Question
from enroltui.screens.searching.class_lists import ClassListsPage
from enroltui.screens.searching.programme_page import TALL
from enroltui.sentences.minors import class_numbers
from enroltui.sentences.reasons import sentence
from enroltui.terms import ApplicationState, Career
from enroltui.widgets.minor_columns import TONES, about_minor, application_in_words, minor_columns
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

_ACTIVE = (ApplicationState.APPLIED, ApplicationState.ADMITTED)


class MinorsPage(Page):
    """The seed page's section Minors, with the student's own application."""

    PAGE = "minors"
    CSS_PATH = "applying.tcss"
    HOME = "#minors"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("apply", "withdraw_application", "minor_list")]

    def __init__(self) -> None:
        super().__init__()
        self._offer: MinorsOnOffer | None = None
        self._looked = False
        self.table: Table[MinorRow] = Table(
            [
                *minor_columns(),
                Column(N_("Numbers"), _class_numbers, 15, tone=lambda minor: "good" if minor.classes else "quiet"),
                Column(
                    N_("Application"),
                    lambda minor, language: application_in_words(minor.state, language),
                    12,
                    tone=lambda minor: TONES[minor.state] if minor.state else "",
                ),
            ],
            lambda minor: minor.programme.slug,
            id="minors",
        )

    def content(self) -> ComposeResult:
        """Lay out when one applies, the minors, and more about the one under the cursor."""
        yield Words(self._say_heading, classes="heading")
        yield Words(self._say_window, id="window")
        yield self.table
        yield Words(self._say_count, id="count", classes="quiet")
        yield Words(self._say_about, id="about")

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the minors as they stand now."""
        self.fetch(self.of_student(Registrar.minors), self._show)

    def _show(self, offer: MinorsOnOffer | None) -> None:
        self._offer, self._looked = offer, True
        self.table.show(offer.minors if offer else ())
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _say_heading(self, language: Language) -> str:
        return language.text("Minors {year}", year=self._offer.academic_year) if self._offer else ""

    def _say_window(self, language: Language) -> str:
        """Say whether one can apply now."""
        if self._offer is None:
            return language.text("There are no minors on offer in this database.") if self._looked else ""
        if self.visit.account and self.visit.account.career is Career.MASTER:
            return sentence(MinorForBachelors(), language)
        if self._offer.closed:
            return sentence(self._offer.closed, language)
        until = language.full_day(self._offer.last_moment.date())
        return language.text("You can apply for one minor, until {day}. The places are limited.", day=until)

    def _say_count(self, language: Language) -> str:
        if not self.table.rows:
            return ""
        here, total = self.table.cursor + 1, len(self.table.rows)
        return language.text("{here} of {total} · in the order of the web page", here=here, total=total)

    def _say_about(self, language: Language) -> Content | str:
        return about_minor(self.table.row, language) if self.table.row else ""

    # --- applying and withdrawing -----------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now; applying also where the answer will be a refusal."""
        row = self.table.row
        if action == "apply":
            return self._offer is not None and self._offer.closed is None and self._offer.active is None
        if action == "withdraw_application":
            return row is not None and row.state in _ACTIVE
        if action == "minor_list":
            return row is not None
        return super().check_action(action, parameters)

    def action_apply(self) -> None:
        """Apply for the minor under the cursor."""
        row = self.table.row
        if row is not None:
            self.change(
                self.of_student(Registrar.apply_for_minor, row.programme.slug),
                lambda reason: self._changed(reason, row, N_("Applied for {minor}. To withdraw that, press w.")),
            )

    def action_withdraw_application(self) -> None:
        """Ask, then withdraw the application for the minor under the cursor."""
        row = self.table.row
        if row is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.change(
                    self.of_student(Registrar.withdraw_from_minor, row.programme.slug),
                    lambda reason: self._changed(reason, row, N_("Withdrawn from {minor}.")),
                )

        question = Question(
            self,
            lambda language: self._say_question(row, language),
            says("Withdraw"),
            says("Keep it as it is"),
        )
        self.app.push_screen(question, answered)

    def _say_question(self, row: MinorRow, language: Language) -> str:
        name = language.name(row.programme)
        if row.state is ApplicationState.ADMITTED:
            asked = language.text("Withdraw from the minor {minor}? Your place goes to somebody else.", minor=name)
        else:
            asked = language.text("Withdraw your application for the minor {minor}?", minor=name)
        if self._offer and self._offer.closed:
            asked += "\n\n" + language.text("You cannot apply for it again: the time to apply is over.")
        return asked

    def _changed(self, reason: Reason | None, row: MinorRow, done: str) -> None:
        if reason:
            self.say(Tone.BAD, lambda language: sentence(reason, language))
        else:
            self.say(Tone.GOOD, lambda language: language.text(done, minor=language.name(row.programme)))
        self.look()

    # --- to the class numbers ---------------------------------------------------------------------------------------

    @on(Table.Chosen, "#minors")
    def action_minor_list(self) -> None:
        """Go to the class numbers of the minor under the cursor, in the year in which it is on offer."""
        row = self.table.row
        if row is None:
            return
        self.visit.academic_year = row.academic_year
        self.enrol_app.go("class_lists")
        if isinstance(page := self.app.screen, ClassListsPage):
            page.call_after_refresh(page.choose_list, row.programme.slug)


def _class_numbers(minor: MinorRow, language: Language) -> str:
    """Marked where there are some."""
    said = class_numbers(minor, language)
    return f"● {said}" if minor.classes else said
