"""The first step of searching, as the seed page has it: the academic year, then Continue."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Button

from enroltui.clock import academic_year
from enroltui.language import Language, says
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.beside_cart import BesideCart
from enroltui.widgets.speaking import Words
from enroltui.widgets.spoken import SpokenButton
from enroltui.widgets.table import Column, Table


class AcademicYearPage(BesideCart):
    """The academic years that have classes; the cursor starts on the one on offer."""

    PAGE = "academic_year"
    HOME = "Table"

    def __init__(self) -> None:
        super().__init__()
        self._years = Table[str](
            [
                Column[str]("", lambda year, _: year, 11, tone=lambda _: "strong"),
                Column[str]("", self._note, tone=lambda _: "quiet"),
            ],
            lambda year: year,
            headings=False,
        )
        self._continue = SpokenButton(says("Continue"))

    def content(self) -> ComposeResult:
        """Lay out the years and a button."""
        yield Words(says("Enrol by searching the course"), classes="heading gap")
        yield Words(says("Select the relevant academic year and press Continue."), classes="gap")
        yield self._years
        yield self._continue

    def look(self) -> None:
        """Ask for the years, and the cart."""
        super().look()
        self.fetch(Registrar.academic_years, self._show)

    def _show(self, years: Sequence[str]) -> None:
        first = not self._years.rows
        self._years.show(years)
        self._years.styles.height = len(years)
        if first and self.visit.academic_year in years:
            self._years.cursor = years.index(self.visit.academic_year)

    def _note(self, year: str, language: Language) -> str:
        on_offer = academic_year(self.visit.clock.now().date())
        return language.text("on offer now") if year == on_offer else ""

    @on(Table.Chosen)
    @on(Button.Pressed)
    def _search(self) -> None:
        if self._years.row is not None:
            self.visit.academic_year = self._years.row
            self.enrol_app.go("search")
