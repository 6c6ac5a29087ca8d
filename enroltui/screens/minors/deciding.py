"""Staff decide here on the applications for minors: a minor above, who has applied for it below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from enroltui.actions import bindings
from enroltui.language import N_, Language
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.minors import MinorApplication, MinorRow, MinorsOnOffer
from enroltui.registrar.values.people import Caller
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.sentences.reasons import sentence
from enroltui.terms import ApplicationState, WayIn
from enroltui.widgets.minor_columns import TONES, application_in_words, minor_columns
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

ROOM_FOR_PROGRAMME = 84
"""From this table width on there is room for what a student studies."""


class MinorApplicationsPage(Page):
    """The minors but for Delft's, for which nobody applies here, and the applications."""

    PAGE = "minor_applications"
    CSS_PATH = "deciding.tcss"
    HOME = "#minors"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("admit", "refuse")]

    def __init__(self) -> None:
        super().__init__()
        self._shown: str | None = None
        """The slug of the minor whose applications are shown."""
        self.minors: Table[MinorRow] = Table(
            [*minor_columns(), Column(N_("Undecided"), lambda minor, _: str(minor.waiting or ""), 11)],
            lambda minor: minor.programme.slug,
            id="minors",
        )
        self.applications: Table[MinorApplication] = Table(
            [
                Column(N_("Number"), lambda application, _: application.student_number, 10, tone=lambda _: "strong"),
                Column(N_("Name"), lambda application, _: application.name),
                Column(
                    N_("Programme"), lambda application, _: application.programme, 22, from_width=ROOM_FOR_PROGRAMME
                ),
                Column(N_("Applied"), lambda application, language: language.moment(application.applied), 17),
                Column(
                    N_("Application"),
                    lambda application, language: application_in_words(application.state, language),
                    12,
                    tone=lambda application: TONES[application.state],
                ),
            ],
            lambda application: application.student_number,
            id="applications",
        )

    def content(self) -> ComposeResult:
        """Lay out the minors, and the applications for the one under the cursor."""
        yield self.minors
        yield Words(self._say_whose, id="whose", classes="heading")
        yield self.applications
        yield Words(self._say_count, id="count", classes="quiet")

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the minors, and the applications that are shown, as they stand now."""
        self.fetch(self.by_caller(Registrar.minors, None), self._show_minors)

    def _show_minors(self, offer: MinorsOnOffer | None) -> None:
        self.minors.show([minor for minor in offer.minors if minor.way_in is WayIn.HERE] if offer else [])
        self._look_at_applications()

    @on(Table.Moved, "#minors")
    def _look_at_applications(self) -> None:
        row = self.minors.row
        if row is not None:
            slug = row.programme.slug
            show = partial(self._show_applications, slug)
            self.fetch(self.by_caller(Registrar.minor_applications, slug), show, group="applications")

    def _show_applications(self, slug: str, found: Sequence[MinorApplication]) -> None:
        """Show first what is to be decided, so that after a decision the next one is under the cursor."""
        here = self.applications.cursor if slug == self._shown else 0
        self._shown = slug
        self.applications.show(sorted(found, key=lambda application: application.state is not ApplicationState.APPLIED))
        self.applications.cursor = here
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _say_whose(self, language: Language) -> str:
        row = self.minors.row
        return f"{language.name(row.programme)} {row.academic_year}" if row else ""

    def _say_count(self, language: Language) -> str:
        rows = self.applications.rows
        if not rows:
            return language.text("Nobody has applied for this minor.") if self._shown else ""
        return language.text(
            "{here} of {total} · undecided first, then by day of applying",
            here=self.applications.cursor + 1,
            total=len(rows),
        )

    # --- deciding ---------------------------------------------------------------------------------------------------

    @on(Table.Chosen, "#minors")
    def _to_applications(self) -> None:
        self.applications.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be decided on the application that has the cursor."""
        row = self.applications.row if self.applications.has_focus else None
        if action == "admit":
            return row is not None and row.state in (ApplicationState.APPLIED, ApplicationState.REFUSED)
        if action == "refuse":
            return row is not None and row.state is ApplicationState.APPLIED
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def action_admit(self) -> None:
        """Admit the student under the cursor."""
        self._decide(Registrar.admit_to_minor, N_("{name} is admitted, and gets a letter."))

    def action_refuse(self) -> None:
        """Refuse the student under the cursor."""
        self._decide(Registrar.refuse_for_minor, N_("{name} is refused, and gets a letter."))

    def _decide(self, decide: Callable[[Registrar, Caller, str, str], Reason | None], done: str) -> None:
        row = self.applications.row
        if row is None:
            return

        def decided(reason: Reason | None) -> None:
            if reason:
                self.say(Tone.BAD, lambda language: sentence(reason, language))
            else:
                self.say(Tone.GOOD, lambda language: language.text(done, name=row.name))
            self.look()

        self.change(self.by_caller(decide, row.student_number, row.minor), decided)
