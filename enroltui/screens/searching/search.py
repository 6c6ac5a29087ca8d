"""Enrol by searching the course: the form, and below it the classes that match, following the typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.language import N_, Language
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.enrolling import Outcome
from enroltui.registrar.values.searching import Order, SearchResults
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.full_class import FullClass
from enroltui.screens.searching.composition import CompositionPage
from enroltui.terms import Career
from enroltui.widgets.class_columns import class_columns
from enroltui.widgets.class_naming import fully_named
from enroltui.widgets.search_form import SearchForm
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Table

PAGE_SIZE = 50
NEAR_THE_END = 20
"""So many rows before the last one known, the next page is asked for."""

_ORDERS = {
    Order.COURSE: N_("by catalogue number"),
    Order.NUMBER: N_("by class number"),
    Order.WHEN: N_("by date"),
    Order.CREDITS: N_("by credits"),
}
_HEADINGS = {
    "Number": Order.NUMBER,
    "Catalogue no.": Order.COURSE,
    "Course": Order.COURSE,
    "When": Order.WHEN,
    "EC": Order.CREDITS,
}
"""A click on a heading sorts by it."""


class SearchPage(FullClass):
    """Search form, results, and the class under the cursor named in full."""

    PAGE = "search"
    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("search", "add", "order", "open_only", "fits", "year", "more_fields", "other_careers"),
        Binding("down", "results", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._order = Order.COURSE
        self._answer: SearchResults | None = None
        self._asked_up_to = 0
        self._to_results = False

    def content(self) -> ComposeResult:
        """Lay out the form, the results, where one is in them, and the class under the cursor."""
        account = self.visit.account
        # A bachelor student is refused a master's class; a master student may take both.
        shown = Career.BACHELOR if account and account.career is Career.BACHELOR else None
        self._form = SearchForm(self.visit.academic_year, shown, has_timetable=self.has_cart)
        self._table = Table[ClassRow](
            class_columns(lambda row: row.course, lambda row: row), lambda row: row.key, selectable=True, id="results"
        )
        yield self._form
        yield Words(self._why, id="why")
        yield self._table
        yield Words(self._count, id="count", classes="quiet")
        yield Words(self._row, id="row")

    def home(self) -> Widget:
        """Return the field for words."""
        return self._form.words

    @property
    def here(self) -> ClassRow | None:
        """Return the class under the cursor."""
        return self._table.row

    def settle(self) -> None:
        self.watch(self._table, "scroll_y", self._seen, init=False)

    # --- asking -----------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the choices of the form, the results anew, and the cart."""
        super().look()
        year = self.visit.academic_year
        self._form.in_year(year)
        self.fetch(lambda registrar: registrar.choices(year), self._form.offer, group="choices")
        self._search(max(PAGE_SIZE, len(self._table.rows)))

    def _search(self, size: int = PAGE_SIZE) -> None:
        self.workers.cancel_group(self, "results")
        if self._form.problem or self._form.empty:
            self._to_results = False
            self._show(None)
        else:
            self._ask_for(0, size)

    def _ask_for(self, first: int, size: int) -> None:
        self._asked_up_to = first + size
        asked = replace(self._form.asked, order=self._order)
        question = self.by_caller(Registrar.search, self.visit.viewer, asked, first, size)
        self.fetch(question, self._show_more if first else self._show, group="results")

    def _show(self, answer: SearchResults | None) -> None:
        self._answer = answer
        self._table.show(answer.rows if answer else ())
        self.query_one("#why").display = not self._table.rows
        self.say_anew()
        if self._to_results and self._table.rows:
            self._table.focus()
        self._to_results = False

    def _show_more(self, answer: SearchResults) -> None:
        self._answer = answer
        self._table.extend(answer.rows)
        self.say_anew()

    def _seen(self) -> None:
        """Ask for the next page when one comes near the end of what is known."""
        known = len(self._table.rows)
        seen = max(self._table.cursor, self._table.scroll_offset.y + self._table.size.height)
        if self._answer and known < self._answer.total and known >= self._asked_up_to and seen > known - NEAR_THE_END:
            self._ask_for(known, PAGE_SIZE)

    # --- what is said -----------------------------------------------------------------------------------------------

    def _why(self, language: Language) -> str:
        """Say why there is nothing to see, and what to do."""
        if problem := self._form.problem:
            return str(problem(language))
        if self._answer is None:
            return language.text(
                "Type words of the title, a catalogue number or a class number, or choose a field. Matching classes "
                "appear here as you type; Enter or the down arrow leads to them."
            )
        year = self._form.asked.academic_year
        if self._form.fits.value:
            return language.text("Nothing that matches fits your timetable. Press t to see what clashes with it too.")
        if hidden := self._answer.hidden_by_career:
            return language.plural(
                "Nothing for this career in {year}. {count} class of another career matches: press h to see it.",
                "Nothing for this career in {year}. {count} classes of other careers match: press h to see them.",
                hidden,
                year=year,
            )
        return language.text(
            "Nothing in {year} matches all of this. Use fewer or shorter words, empty a field, or press y for another "
            "academic year.",
            year=year,
        )

    def _count(self, language: Language) -> str:
        """Say where one is, how it is sorted, what is left out, what is selected."""
        if self._answer is None or not self._table.rows:
            return ""
        said = [
            language.text("1-{last} of {total}", last=len(self._table.rows), total=self._answer.total),
            language.text("line {here}", here=self._table.cursor + 1),
            language.text(_ORDERS[self._order]),
        ]
        if hidden := self._answer.hidden_by_career:
            said.append(
                language.plural("{count} hidden: other career (h)", "{count} hidden: other careers (h)", hidden)
            )
        if self._form.fits.value:
            said.append(language.text("fits my timetable (t)"))
        if selected := len(self._table.selected):
            said.append(language.plural("{count} selected", "{count} selected", selected))
        return " · ".join(said)

    def _row(self, language: Language) -> Content:
        return fully_named(self._table.row, language) if self._table.row else Content()

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer keys of the results only where there are some."""
        if action == "other_careers":
            return self._answer is not None and self._answer.hidden_by_career > 0
        if action == "add":
            in_results = self._table.has_focus or self._table.selected
            return bool(self.has_cart and self._answer and in_results and self._table.rows)
        if action == "fits":
            return self.has_cart
        if action == "order":
            return bool(self._answer and self._table.rows)
        return super().check_action(action, parameters)

    def leave_field(self) -> bool:
        """Go from a field to the results."""
        if not isinstance(self.focused, Input):
            return False
        self._table.focus()
        return True

    def action_search(self) -> None:
        """Go into the field for words; typing replaces what is there."""
        self._form.words.focus()
        self._form.words.action_select_all()

    def action_results(self) -> None:
        """Go from the form down to the results."""
        if self._table.rows:
            self._table.focus()

    def action_add(self) -> None:
        """Put the selected classes, or the one under the cursor, in the cart."""
        self.put_in_cart([row.key for row in self._table.meant])

    def put_in(self, outcomes: Sequence[Outcome]) -> None:
        """Say what became of the classes, and select none any more."""
        self._table.select(())
        super().put_in(outcomes)

    def action_order(self) -> None:
        """Sort by the next order."""
        orders = list(_ORDERS)
        self._sort_by(orders[(orders.index(self._order) + 1) % len(orders)])

    @on(Table.HeadingChosen)
    def _heading_chosen(self, event: Table.HeadingChosen) -> None:
        if event.heading in _HEADINGS:
            self._sort_by(_HEADINGS[event.heading])

    def _sort_by(self, order: Order) -> None:
        self._order = order
        self._search(max(PAGE_SIZE, len(self._table.rows)))

    def action_open_only(self) -> None:
        """Show only classes in which one can enrol now, or all."""
        self._form.open_only.toggle()

    def action_fits(self) -> None:
        """Show only classes that clash with none of the student's, or all."""
        self._form.fits.toggle()

    def action_year(self) -> None:
        """Choose another academic year."""
        self._form.year.focus()
        self._form.year.action_show_overlay()

    def action_more_fields(self) -> None:
        """Show the folded fields, or fold them."""
        self._form.fold()

    def action_other_careers(self) -> None:
        """Show classes of every career."""
        self._form.career.value = None

    @on(SearchForm.Changed)
    def _form_changed(self) -> None:
        self._search()

    @on(SearchForm.YearChanged)
    def _year_changed(self, event: SearchForm.YearChanged) -> None:
        self.visit.academic_year = event.academic_year
        self.look()

    @on(SearchForm.Submitted)
    def _submitted(self) -> None:
        self._to_results = True
        self._search()

    @on(Table.Moved)
    def _moved(self) -> None:
        self._seen()

    @on(Table.Chosen)
    def _chosen(self) -> None:
        if (row := self._table.row) is not None:
            self.enrol_app.show(CompositionPage(row.course.catalogue_number, row.key.academic_year))
