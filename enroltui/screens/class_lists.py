"""The class-number lists by programme: tabs, a filter and an order, which stay when another list is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from enroltui.actions import bindings
from enroltui.language import Language
from enroltui.registrar.facts import ListRow
from enroltui.screens.programme_page import Answer, ProgrammePage
from enroltui.widgets.link import Link
from enroltui.widgets.list_columns import list_columns
from enroltui.widgets.list_filter import ListFilter
from enroltui.widgets.list_heading import ListHeading
from enroltui.widgets.list_order import ORDER_WORDS, ListOrder, in_order
from enroltui.widgets.programme_tabs import ProgrammeTabs, TabRow
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table


class ClassListsPage(ProgrammePage):
    """One list at a time."""

    PAGE = "class_lists"
    CSS_PATH = "class_lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("year", "tabs", "filter", "order", "open_only", "show_all"),
        Binding("down", "table", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._tabs = ProgrammeTabs()
        self._heading = ListHeading()
        self._filter = ListFilter()
        self._why = Words(self._say_why, id="why")
        self._count = Words(self._say_count, id="count", classes="quiet")
        self._order = ListOrder.COURSE
        self._looked_at = ""

    def columns(self) -> Sequence[Column[ListRow]]:
        """As in every list, and the place in the study where there is room."""
        return list_columns(lambda: self.visit.clock.now(), self.say_no_class_briefly)

    def content(self) -> ComposeResult:
        """Tabs, heading, filter, rows, where one is in them, and the row under the cursor."""
        yield self._tabs
        yield self._heading
        yield self._filter
        yield self.table
        yield self._why
        yield self._count
        yield from self.row_lines()

    def show_rows(self, answer: Answer) -> None:
        """The list, as far as the filter leaves it."""
        self._looked_at = self.visit.language.clock(self.visit.clock.now())
        self._tabs.show(answer.lists, answer.shown)
        self._heading.show(answer.shown, self.visit.academic_year, answer.lists)
        self._narrow()

    def _narrow(self) -> None:
        language = self.visit.language
        self.table.show(in_order(self._filter.kept(self.all_rows, language), self._order, language))
        self.set_class(not self.table.rows, "-empty")
        self._why.tell(self._say_why)

    def spoken(self, language: Language) -> None:
        """Titles sort otherwise in another language."""
        self._narrow()

    # --- what is said -----------------------------------------------------------------------------------------------

    def _say_why(self, language: Language) -> str:
        """Why there is nothing to see, and what to do."""
        if self.answer is None or self.table.rows:
            return ""
        if rows := self.all_rows:
            return language.plural(
                "The only line of this list does not fit what you ask. Press h to show it.",
                "None of the {count} lines of this list fits what you ask. Press h to show them.",
                len(rows),
            )
        if self.visit.academic_year < self.on_offer:
            return language.text(
                "This list has no class numbers of {year}. Press y for another academic year.",
                year=self.visit.academic_year,
            )
        return self.say_no_class(language)

    def _say_count(self, language: Language) -> str:
        """Where one is, how the list is sorted, what is hidden, what is selected, how old it is."""
        if self.answer is None:
            return ""
        shown, total = len(self.table.rows), len(self.all_rows)
        said = [language.text("{here} of {total}", here=self.table.cursor + 1, total=shown)] if shown else []
        said.append(language.text(ORDER_WORDS[self._order]))
        if asked := self._filter.asked(language):
            said.append(language.text("{count} hidden, shown: {asked}", count=total - shown, asked=", ".join(asked)))
        if selected := len(self.table.selected):
            said.append(language.plural("{count} selected", "{count} selected", selected))
        return " · ".join([*said, language.text("seen at {time}", time=self._looked_at)])

    @on(Table.Moved, "#rows")
    @on(Table.SelectionChanged, "#rows")
    def _tell_count(self) -> None:
        self._count.tell(self._say_count)

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show all only where something is hidden, another year only where there is one."""
        if action == "show_all":
            return bool(self._filter.asked(self.visit.language))
        if action == "year":
            return self.answer is not None and len(self.answer.years) > 1
        return super().check_action(action, parameters)

    def action_year(self) -> None:
        """The next academic year that has classes."""
        if self.answer is not None:
            years = sorted({*self.answer.years, self.visit.academic_year})
            self.visit.academic_year = years[(years.index(self.visit.academic_year) + 1) % len(years)]
            self.look()

    def action_tabs(self) -> None:
        """To the tabs of the lists."""
        self._tabs.query_one("#lists", TabRow).focus()

    def action_filter(self) -> None:
        """Into the field for words."""
        self._filter.words.focus()

    @on(ListFilter.Entered)
    @on(TabRow.Entered)
    def action_table(self) -> None:
        """From above down to the rows."""
        self.table.focus()

    def action_open_only(self) -> None:
        """Only classes in which one can enrol now, or all."""
        self._filter.open_only.toggle()

    def action_show_all(self) -> None:
        """Hide nothing."""
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
        self.choose_list(event.link.target)
