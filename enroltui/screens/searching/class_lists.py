"""The class-number lists by programme: tabs, a filter and an order, which stay when another list is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from enroltui.actions import bindings
from enroltui.language import Language
from enroltui.navigation import PAGES
from enroltui.registrar.values.classes import ListRow
from enroltui.screens.searching.programme_page import ProgrammePage, ShownList
from enroltui.widgets.link import Link
from enroltui.widgets.list_columns import list_columns
from enroltui.widgets.list_filter import ListFilter
from enroltui.widgets.list_heading import ListHeading
from enroltui.widgets.list_order import ORDER_WORDS, ListOrder, in_order
from enroltui.widgets.programme_tabs import ProgrammeTabs, TabRow
from enroltui.widgets.table import Column, Table


class ClassListsPage(ProgrammePage):
    """A page that shows one class-number list at a time, with a filter and an order."""

    PAGE = "class_lists"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("year", "tabs", "filter", "order", "open_only", "show_all"),
        Binding("down", "table", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._tabs = ProgrammeTabs()
        self._heading = ListHeading(classes="head")
        self._filter = ListFilter()
        self._order = ListOrder.COURSE

    def columns(self) -> Sequence[Column[ListRow]]:
        """Return the columns of every list, with the place in the study where there is room."""
        return list_columns(self.now, self.say_no_class_briefly)

    def content(self) -> ComposeResult:
        """Lay out tabs, heading, filter, rows, where one is in them, and the row under the cursor."""
        yield self._tabs
        yield self._heading
        yield self._filter
        yield from self.table_and_below()

    def show_rows(self, answer: ShownList) -> None:
        """Show the rows of the list that pass the filter."""
        self._tabs.show(answer.lists, answer.shown)
        self._heading.show(answer.shown, self.visit.academic_year, answer.lists)
        self._narrow()

    @property
    def shows_start(self) -> bool:
        """Tell whether nothing is filtered out, of a year that is not over."""
        by_title = self._order is ListOrder.COURSE and not self._filter.asked(self.visit.language)
        return by_title and not self.year_is_gone

    def _narrow(self) -> None:
        language = self.visit.language
        self.show_in_table(in_order(self._filter.kept(self.all_rows, language), self._order, language))

    def spoken(self, language: Language) -> None:
        """Sort the rows again, as titles sort otherwise in another language."""
        self._narrow()

    # --- what is said -----------------------------------------------------------------------------------------------

    def say_why_empty(self, language: Language) -> str:
        """Say that the filter leaves nothing, or that the year has nothing."""
        if rows := self.all_rows:
            return language.plural(
                "The only line of this list does not fit what you ask. Press h to show it.",
                "None of the {count} lines of this list fits what you ask. Press h to show them.",
                len(rows),
            )
        return super().say_why_empty(language)

    def say_of_rows(self, language: Language) -> list[str]:
        """Say how they are sorted, and what is hidden."""
        order, asked = language.text(ORDER_WORDS[self._order]), self._filter.asked(language)
        hidden = len(self.all_rows) - len(self.table.rows)
        if not asked:
            return [order]
        return [order, language.text("{count} hidden, shown: {asked}", count=hidden, asked=", ".join(asked))]

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show all only where something is hidden, another year only where there is one."""
        if action == "show_all":
            return bool(self._filter.asked(self.visit.language))
        if action == "year":
            return self.answer is not None and len(self.answer.years) > 1
        return super().check_action(action, parameters)

    def action_year(self) -> None:
        """Show the next academic year that has classes."""
        if self.answer is not None:
            years = sorted({*self.answer.years, self.visit.academic_year})
            self.visit.academic_year = years[(years.index(self.visit.academic_year) + 1) % len(years)]
            self.look()

    def action_tabs(self) -> None:
        """Go to the tabs of the lists; set_focus works at once, so that no key typed right after is lost."""
        self.set_focus(self._tabs.query_one("#lists", TabRow))

    def action_filter(self) -> None:
        """Go into the field for words."""
        self.set_focus(self._filter.words)

    @on(ListFilter.Entered)
    @on(TabRow.Entered)
    def action_table(self) -> None:
        """Go from above down to the rows."""
        self.set_focus(self.table)

    def action_open_only(self) -> None:
        """Show only classes in which one can enrol now, or all."""
        self._filter.open_only.toggle()

    def action_show_all(self) -> None:
        """Show all rows of the list again."""
        self._filter.clear()

    def action_order(self) -> None:
        """Sort by the next order."""
        orders = list(ListOrder)
        self._sort_by(orders[(orders.index(self._order) + 1) % len(orders)])

    @on(Table.HeadingChosen, "#rows")
    def _heading_chosen(self, event: Table.HeadingChosen) -> None:
        if event.heading in list(ListOrder):
            self._sort_by(ListOrder(event.heading))

    def _sort_by(self, order: ListOrder) -> None:
        self._order = order
        self._narrow()

    @on(ListFilter.Changed)
    def _filter_changed(self) -> None:
        self._narrow()

    @on(ProgrammeTabs.ListChosen)
    def _tab_chosen(self, event: ProgrammeTabs.ListChosen) -> None:
        self.choose_list(event.slug)

    @on(Link.Followed, "#pointers Link")
    def _pointer_followed(self, event: Link.Followed) -> None:
        if event.link.target in PAGES:
            self.enrol_app.go(event.link.target)
        else:
            self.choose_list(event.link.target)
