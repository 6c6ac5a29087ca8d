"""Pages that show one class-number list, chosen at the upper right; one key puts a row of it in the cart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from enroltui.actions import bindings
from enroltui.clock import academic_year
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.registrar.facts import Account, ClassList, ListRow, Outcome
from enroltui.screens.beside_cart import BesideCart
from enroltui.screens.class_details import ClassDetailsPage
from enroltui.screens.programme_chooser import ProgrammeChooser
from enroltui.widgets.class_card import ClassCard
from enroltui.widgets.link import Link
from enroltui.widgets.list_columns import not_yet_defined, row_key, row_named
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

if TYPE_CHECKING:
    from enroltui.registrar.registrar import Registrar

OSIRIS = "osiris"
"""What a list of Delft's points to."""
LONGEST_CHOSEN = 48
TALL = 30
"""From this many lines on there is room for white space."""


@dataclass(frozen=True)
class Answer:
    """What the registrar tells: all lists, the one to show, its rows, the academic years, and whether it is a demo."""

    lists: Sequence[ClassList]
    shown: ClassList
    rows: Sequence[ListRow]
    years: Sequence[str]
    demo: bool


class ProgrammePage(BesideCart):
    """A subclass gives `columns()` and `show_rows()`, and yields `self.table` and what else it shows in `content()`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("add", "details", "programme")]

    def __init__(self) -> None:
        super().__init__()
        self.answer: Answer | None = None
        """What was last told; None until then."""
        self._wanted: str | None = None
        self._chosen = Link(self._say_chosen, "", id="programme")
        self._card = ClassCard()
        self._row = Words(self._say_row, id="row")
        self._made_up = Words(lambda _: "", classes="quiet")
        self.table: Table[ListRow] = Table(
            self.columns(), row_key, selectable=lambda row: row.class_row is not None, id="rows"
        )

    def columns(self) -> Sequence[Column[ListRow]]:
        """The columns of the table."""
        raise NotImplementedError

    def show_rows(self, answer: Answer) -> None:
        """Show what the registrar told, in the table and around it."""
        raise NotImplementedError

    def corner(self) -> ComposeResult:
        """The chooser's face."""
        yield self._chosen

    def beside(self) -> ComposeResult:
        """The row under the cursor in full, and the cart."""
        yield self._card
        yield from super().beside()

    def row_lines(self) -> ComposeResult:
        """The row under the cursor on two lines, and what is made up."""
        yield self._row
        yield self._made_up

    def home(self) -> Widget:
        """The rows."""
        return self.table

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")

    # --- which list -------------------------------------------------------------------------------------------------

    def choose_list(self, slug: str) -> None:
        """Show another list, by its slug or by that of a programme in it; it is opened again at the next login."""
        self._wanted = slug
        self.look()
        caller = self.visit.caller
        self.fetch(lambda registrar: registrar.remember(caller, list_slug=slug), lambda _: None, group="remember")

    def look(self) -> None:
        """The list as it stands now, and the cart."""
        super().look()
        caller, student, account = self.visit.caller, self.visit.student, self.visit.account
        year, wanted = self.visit.academic_year, self._wanted

        def question(registrar: Registrar) -> Answer | None:
            lists = registrar.class_lists(year)
            shown = list_to_show(lists, wanted, account)
            if shown is None:
                return None
            rows = registrar.class_list(caller, student, shown.slug, year)
            return Answer(lists, shown, rows, registrar.academic_years(), bool(registrar.demo_accounts()))

        self.fetch(question, self._told)

    def _told(self, answer: Answer | None) -> None:
        self.answer = answer
        if answer is None:
            self.say(Tone.BAD, lambda language: language.text("There are no class-number lists in this database."))
            return
        self._wanted = answer.shown.slug
        self._chosen.tell(self._say_chosen)
        self._made_up.tell(_say_made_up if answer.demo else lambda _: "")
        self.show_rows(answer)

    @property
    def on_offer(self) -> str:
        """The academic year that is on offer at the visit's moment."""
        return academic_year(self.visit.clock.now().date())

    @property
    def all_rows(self) -> Sequence[ListRow]:
        """The rows of the list; of a year gone by only those with a class, as no others will be defined."""
        rows = self.answer.rows if self.answer else ()
        return rows if self.visit.academic_year >= self.on_offer else [row for row in rows if row.class_row]

    @property
    def _of_delft(self) -> bool:
        """The list is of a minor that Delft gives."""
        return self.answer is not None and OSIRIS in self.answer.shown.points_to.split()

    # --- what is said -----------------------------------------------------------------------------------------------

    def _say_chosen(self, language: Language) -> str:
        if self.answer is None:
            return ""
        name = printable(language.name(self.answer.shown), LONGEST_CHOSEN)
        return language.text("Programme  {programme} ▾", programme=name)

    def _say_row(self, language: Language) -> Content:
        row = self.table.row
        return row_named(row, self.say_no_class, language) if row else Content()

    def say_no_class(self, language: Language) -> str:
        """Why a course of this list, or all of it, is without class numbers, and what to do."""
        if self._of_delft:
            return language.text("Delft gives this minor: enrol there, in Osiris. There are no class numbers here.")
        return not_yet_defined(self.visit.clock.now().date(), language)

    def say_no_class_briefly(self, language: Language) -> str:
        """The same, as a status."""
        return language.text("→ in Osiris") if self._of_delft else language.text("not yet defined")

    @on(Table.Moved, "#rows")
    @on(Table.SelectionChanged, "#rows")
    def _moved(self) -> None:
        self._row.tell(self._say_row)
        self._card.show(self.table.row, self.say_no_class)
        self.refresh_bindings()

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Adding and details only where there is a class."""
        if action in ("add", "details"):
            return any(row.class_row for row in self.table.meant)
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Put the selected classes, or the one under the cursor, in the cart."""
        self.put_in_cart([row.class_row.key for row in self.table.meant if row.class_row])

    def put_in(self, outcomes: Sequence[Outcome]) -> None:
        """What became of the classes; they are no longer selected."""
        self.table.select(())
        super().put_in(outcomes)

    @on(Table.Chosen, "#rows")
    def action_details(self) -> None:
        """Everything about the class under the cursor."""
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
        own = list_to_show(self.answer.lists, account.programme, None) if self.answer and account else None
        return own.slug if own else None

    def _programme_chosen(self, slug: str | None) -> None:
        if slug is not None:
            self.choose_list(slug)


def list_to_show(lists: Sequence[ClassList], wanted: str | None, account: Account | None) -> ClassList | None:
    """The list that is wanted, by its slug or a programme's; or that was chosen before; or the own programme's.

    Else the first; None where there are no lists at all.
    """
    remembered = (account.list_slug, account.programme) if account else ()
    for slug in (wanted, *remembered):
        for one in lists:
            if one.slug == slug:
                return one
        for one in lists:
            if slug in one.programmes:
                return one
    return lists[0] if lists else None


def _say_made_up(language: Language) -> str:
    return language.text("Made up for this demo: class numbers, days, rooms, sizes, and years with a *.")
