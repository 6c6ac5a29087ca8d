"""The chooser at the upper right: every class-number list, fewer of them with each letter that is typed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from enroltui.folding import fold
from enroltui.language import N_, Language, says
from enroltui.registrar.values.classes import ClassList
from enroltui.screens.over_page import OverPage
from enroltui.screens.page import Page
from enroltui.screens.steering import Steering
from enroltui.sentences.words import word
from enroltui.widgets.class_columns import NONE
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

LONGEST = 60


class ProgrammeChooser(OverPage[str], Steering):
    """Answers the slug of the list that was chosen; None for Escape."""

    CSS_PATH = "programme_chooser.tcss"

    def __init__(self, page: Page, lists: Sequence[ClassList], chosen: str, own: str | None) -> None:
        """`chosen` is the slug at which the cursor starts; `own` the slug of the student's own programme."""
        super().__init__(page)
        self._lists = lists
        self._chosen = chosen
        self._own = own

    def compose(self) -> ComposeResult:
        """Lay out a field to type in, and what is left of the lists."""
        with Vertical(id="chooser"):
            yield Words(says("Type letters of the programme's name:"), classes="quiet")
            yield Field(LONGEST)
            yield Table[ClassList](
                [
                    Column(N_("Programme"), self._called),
                    Column(
                        "",
                        lambda class_list, language: word(class_list.kind, language),
                        15,
                        tone=lambda _: "quiet",
                    ),
                    Column(N_("Class numbers of"), _date, 17, tone=lambda _: "quiet"),
                ],
                lambda class_list: class_list.slug,
                steered=True,
                one_click=True,
            )
            yield Words(says("No programme has these letters. Type fewer."), id="nothing")
            yield Words(says("Enter chooses, Escape leaves all as it was."), classes="quiet")

    def on_mount(self) -> None:
        """Begin at the list that is chosen now."""
        self.table.can_focus = False
        self.query_one(Field).focus()
        self._show(self._lists)
        self.table.cursor = next(
            (index for index, class_list in enumerate(self._lists) if class_list.slug == self._chosen), 0
        )

    @property
    def table(self) -> Table[ClassList]:
        """Return what is left of the lists."""
        return self.query_one(Table)

    @property
    def steered(self) -> Table[ClassList]:
        """Return the lists that are left."""
        return self.table

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(matching(self._lists, event.value))
        self.table.cursor = 0

    @on(Input.Submitted)
    @on(Table.Chosen)
    def _choose(self) -> None:
        if self.table.row is not None:
            self.dismiss(self.table.row.slug)

    def _show(self, lists: Sequence[ClassList]) -> None:
        self.table.show(lists)
        self.table.display = bool(lists)
        self.query_one("#nothing").display = not lists

    def _called(self, class_list: ClassList, language: Language) -> str:
        name = language.name(class_list)
        return language.text("{name} (yours)", name=name) if class_list.slug == self._own else name


def matching(lists: Sequence[ClassList], typed: str) -> list[ClassList]:
    """Return the lists whose names, in either language, have all typed words; first those that begin with them."""
    words = fold(typed).split()
    if not words:
        return list(lists)

    def rank(class_list: ClassList) -> tuple[bool, bool]:
        names = [f" {fold(name)}" for name in (class_list.name_en, class_list.name_nl)]
        begins = any(name.startswith(f" {words[0]}") for name in names)
        has_begun_words = any(all(f" {word}" in name for word in words) for name in names)
        return not begins, not has_begun_words

    named = [(class_list, fold(f"{class_list.name_en} {class_list.name_nl} {class_list.slug}")) for class_list in lists]
    return sorted((class_list for class_list, names in named if all(word in names for word in words)), key=rank)


def _date(class_list: ClassList, language: Language) -> str:
    if not class_list.classes:
        return language.text("not yet defined")
    return language.long_date(class_list.last_updated) if class_list.last_updated else NONE
