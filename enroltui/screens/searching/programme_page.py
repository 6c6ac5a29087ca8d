"""Pages that show one class-number list, chosen at the upper right; one key puts a row of it in the cart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from enroltui.actions import bindings
from enroltui.clock import academic_year
from enroltui.language import Language, says
from enroltui.printable import printable
from enroltui.registrar.values.classes import ClassList, ClassRow, ListRow
from enroltui.registrar.values.enrolling import Outcome
from enroltui.screens.asking import Registrar
from enroltui.screens.enrolling.full_class import FullClass
from enroltui.screens.searching.chosen_list import by_slug, choose_list, list_to_show
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.screens.searching.programme_chooser import ProgrammeChooser
from enroltui.widgets.class_card import ClassCard
from enroltui.widgets.link import Link
from enroltui.widgets.list_columns import not_yet_defined, row_key, row_named
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

OSIRIS = "osiris"
"""What a list of Delft's points to."""
LONGEST_CHOSEN = 48
SHORT, TALL = 24, 30
"""Below so many lines only the rows count; from so many on there is room for white space."""
LONG = 1_000
"""A list of more classes is shown by its start first: reading all of it takes longer than one waits for."""


@dataclass(frozen=True)
class ShownList:
    """What the registrar tells: all lists, the one to show, its rows, the academic years, and whether it is a demo."""

    lists: Sequence[ClassList]
    shown: ClassList
    rows: Sequence[ListRow]
    """All of them, or those that a long list starts with."""
    total: int
    """How many they are in all."""
    years: Sequence[str]
    demo: bool


class ProgrammePage(FullClass):
    """A subclass gives `columns()` and `show_rows()`, and its `content()` ends with `table_and_below()`."""

    CSS_PATH = "programme_page.tcss"
    HOME = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("add", "details", "programme")]

    def __init__(self) -> None:
        super().__init__()
        self.answer: ShownList | None = None
        """What was last told; None until then."""
        self._shown = ("", "", "")
        """The list that is shown: its slug, its academic year, and the language whose titles give the order."""
        self._looked_at = ""
        self._chosen = Link(self._say_chosen, "", id="programme")
        self._card = ClassCard()
        self._made_up = Words(lambda _: "", id="made-up", classes="quiet")
        self.table: Table[ListRow] = Table(
            self.columns(), row_key, selectable=lambda row: row.class_row is not None, id="rows"
        )

    def columns(self) -> Sequence[Column[ListRow]]:
        """Return the columns of the table."""
        raise NotImplementedError

    def show_rows(self, answer: ShownList) -> None:
        """Show what the registrar told, in the table and around it."""
        raise NotImplementedError

    @property
    def shows_start(self) -> bool:
        """Tell whether rows are shown by title, nothing left out, so that a list's start may come before the rest."""
        return False

    @property
    def here(self) -> ClassRow | None:
        """Return the class under the cursor."""
        return self.table.row.class_row if self.table.row else None

    def corner(self) -> ComposeResult:
        """Lay out the name of the list, which opens the chooser."""
        yield self._chosen

    def beside(self) -> ComposeResult:
        """Lay out the row under the cursor in full, and the cart."""
        yield self._card
        yield from super().beside()

    def table_and_below(self) -> ComposeResult:
        """Lay out the rows or why there are none, where one is in them, the row with the cursor, what is made up."""
        yield self.table
        yield Words(self._say_why, id="why")
        yield Words(self._say_count, id="count", classes="quiet")
        yield Words(self._say_row, id="row")
        yield self._made_up

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")
        self.set_class(self.size.height < SHORT, "-short")

    # --- which list -------------------------------------------------------------------------------------------------

    def choose_list(self, slug: str) -> None:
        """Show another list on all these pages, by its slug or a programme's, and again at the next login."""
        choose_list(self, slug)
        self.look()

    def look(self) -> None:
        """Ask for the list as it stands now, and the cart."""
        super().look()
        caller, student, account = self.visit.caller, self.visit.viewer, self.visit.account
        year, language = self.visit.academic_year, self.visit.language.code
        shows_start, shown_before = self.shows_start, self._shown

        def question(registrar: Registrar) -> ShownList | None:
            lists = registrar.class_lists(year)
            shown = list_to_show(lists, account)
            if shown is None:
                return None
            if shows_start and shown.classes > LONG and (shown.slug, year, language) != shown_before:
                start = registrar.class_list_start(caller, student, shown.slug, year, language)
                rows, total = start.rows, start.total
            else:
                rows = registrar.class_list(caller, student, shown.slug, year)
                total = len(rows)
            return ShownList(lists, shown, rows, total, registrar.academic_years(), bool(registrar.demo_accounts()))

        self.fetch(question, self._told)

    def _told(self, answer: ShownList | None) -> None:
        self.answer = answer
        if answer is None:
            self.say(Tone.BAD, says("There are no class-number lists in this database."))
            return
        self._shown = (answer.shown.slug, self.visit.academic_year, self.visit.language.code)
        self._looked_at = self.visit.language.clock(self.now())
        self._chosen.tell(self._say_chosen)
        self._made_up.tell(
            says("Made up for this demo: class numbers, days, rooms, sizes, and years with a *.")
            if answer.demo
            else lambda _: ""
        )
        self.show_rows(answer)
        if len(answer.rows) < answer.total:
            self.call_after_refresh(self.look)  # the rest, once the start is painted

    def show_in_table(self, rows: Sequence[ListRow]) -> None:
        """Show these rows, or why there are none."""
        self.table.show(rows)
        self.set_class(not rows, "-empty")
        self.say_anew()

    def now(self) -> datetime:
        """Return the visit's moment."""
        return self.visit.clock.now()

    @property
    def year_is_gone(self) -> bool:
        """Tell whether the academic year that is shown comes before the one on offer."""
        return self.visit.academic_year < academic_year(self.now().date())

    @property
    def all_rows(self) -> Sequence[ListRow]:
        """Return the rows of the list; of a year gone by only those with a class, as no others will be defined."""
        rows = self.answer.rows if self.answer else ()
        return [row for row in rows if row.class_row] if self.year_is_gone else rows

    @property
    def _of_delft(self) -> bool:
        """Tell whether the list is of a minor that Delft gives."""
        return self.answer is not None and OSIRIS in self.answer.shown.points_to.split()

    # --- what is said -----------------------------------------------------------------------------------------------

    def say_why_empty(self, language: Language) -> str:
        """Say why there is nothing to see, and what to do."""
        if self.year_is_gone and not self._of_delft:
            return language.text("There are no class numbers of {year} here.", year=self.visit.academic_year)
        return self.say_no_class(language)

    def say_of_rows(self, language: Language) -> list[str]:
        """Say what is to be known of the rows as they are shown, such as their order."""
        return []

    def _say_why(self, language: Language) -> str:
        return "" if self.answer is None or self.table.rows else self.say_why_empty(language)

    def _say_count(self, language: Language) -> str:
        """Say where one is, what is to be known of the rows, what is selected, how old they are."""
        if self.answer is None:
            return ""
        coming, selected = self.answer.total - len(self.answer.rows), len(self.table.selected)
        total = len(self.table.rows) + coming
        said = [language.text("{here} of {total}", here=self.table.cursor + 1, total=total)] if total else []
        said += self.say_of_rows(language)
        if selected:
            said.append(language.plural("{count} selected", "{count} selected", selected))
        return " · ".join([*said, language.text("seen at {time}", time=self._looked_at)])

    def _say_chosen(self, language: Language) -> str:
        if self.answer is None:
            return ""
        name = printable(language.name(self.answer.shown), LONGEST_CHOSEN)
        return language.text("Programme  {programme} ▾", programme=name)

    def _say_row(self, language: Language) -> Content:
        row = self.table.row
        return row_named(row, self.say_no_class, language) if row else Content()

    def say_no_class(self, language: Language) -> str:
        """Say why a course of this list, or all of it, is without class numbers, and what to do."""
        if self._of_delft:
            return language.text("Delft gives this minor: enrol there, in Osiris. There are no class numbers here.")
        return not_yet_defined(self.now().date(), language)

    def say_no_class_briefly(self, language: Language) -> str:
        """Say as a status why a course is without class numbers."""
        return language.text("→ in Osiris") if self._of_delft else language.text("not yet defined")

    @on(Table.Moved, "#rows")
    def _moved(self) -> None:
        self._card.show(self.table.row, self.say_no_class)

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer adding and details only where there is a class, and adding only where there is a cart."""
        if action in ("add", "details"):
            return (self.has_cart or action == "details") and any(row.class_row for row in self.table.meant)
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Put the selected classes, or the one under the cursor, in the cart."""
        self.put_in_cart([row.class_row.key for row in self.table.meant if row.class_row])

    def put_in(self, outcomes: Sequence[Outcome]) -> None:
        """Say what became of the classes, and select none any more."""
        self.table.select(())
        super().put_in(outcomes)

    @on(Table.Chosen, "#rows")
    def action_details(self) -> None:
        """Show everything about the class under the cursor."""
        row = self.table.row
        if row is not None and row.class_row is not None:
            self.enrol_app.show(ClassDetailsPage(row.class_row.key))

    @on(Link.Followed, "#programme")
    def action_programme(self) -> None:
        """Choose another list by name."""
        if self.answer is not None:
            chooser = ProgrammeChooser(self, self.answer.lists, self.answer.shown.slug, self._own_slug)
            self.app.push_screen(chooser, self._programme_chosen)

    @property
    def _own_slug(self) -> str | None:
        account = self.visit.account
        own = by_slug(self.answer.lists, account.programme) if self.answer and account else None
        return own.slug if own else None

    def _programme_chosen(self, slug: str | None) -> None:
        if slug is not None:
            self.choose_list(slug)
