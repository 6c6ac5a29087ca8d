"""One class's roster: who is enrolled, in order, who waits, how it filled; to be saved as a spreadsheet or as text."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from platformdirs import user_documents_path
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.language import N_, Language, says
from enroltui.printable import printable
from enroltui.registrar.values.classes import ClassRow
from enroltui.registrar.values.staff import Roster, RosterLine
from enroltui.saving import save_new
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.screens.staff.audit_trail import TrailPage
from enroltui.sentences.rosters import roster_count, roster_lines, roster_plot, roster_table, roster_text
from enroltui.sentences.spreadsheets import csv_text
from enroltui.sentences.words import word
from enroltui.terms import Role, State, Via
from enroltui.widgets.class_columns import ENROLLED, WAITING
from enroltui.widgets.class_naming import meets, named
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

LONGEST_FOLDER = 400
ROOM_FOR_STATE = 92
"""From this table width on there is room for the state in words; the shape of who waits stands with the place."""
DAYS_BESIDE_PLOT = 38
"""Columns that the two days take, and the edges."""

RosterEntry = tuple[State, int, RosterLine]
"""A student with the state, and the place in it from 1."""


class RosterPage(Page):
    """The class, how it filled, its students, and a field for a folder when it is to be saved."""

    PAGE = "roster"
    CSS_PATH = "roster.tcss"
    HOME = "#students"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("save_csv", "save_text", "trail")]

    def __init__(self, row: ClassRow) -> None:
        super().__init__()
        self._row = row
        self._roster: Roster | None = None
        self._suffix = ""
        """Of the file that is asked for."""
        self._students = Table[RosterEntry](
            [
                Column(N_("No."), _place, 5, right=True, tone=_tone),
                Column(N_("Number"), lambda line, _: line[2].student_number, 9, tone=lambda _: "strong"),
                Column(N_("Name"), lambda line, _: line[2].name),
                Column(N_("Programme"), lambda line, language: language.name(line[2].programme)),
                Column(N_("Since"), lambda line, language: language.moment(line[2].since), 16),
                Column(N_("State"), _state, 14, from_width=ROOM_FOR_STATE, tone=_tone),
            ],
            lambda line: line[2].student_number,
            id="students",
        )

    def content(self) -> ComposeResult:
        """Lay out the class, the plot, the students, how many, and the folder."""
        yield Words(self._class, id="class")
        yield Words(self._plot, id="plot")
        yield self._students
        yield Words(self._count, id="count", classes="quiet")
        with Horizontal(id="saving"):
            yield Words(says("Save in folder"), classes="label")
            yield Field(LONGEST_FOLDER, id="folder")

    def settle(self) -> None:
        documents = user_documents_path()
        self.query_one("#folder", Field).value = str(documents) if documents.is_dir() else "~"

    def on_resize(self) -> None:
        self.say_anew()

    # --- what the registrar tells -----------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask for the roster as it stands now."""
        self.fetch(self.by_caller(Registrar.roster, self._row.key), self._show)

    def _show(self, roster: Roster) -> None:
        self._roster, self._row = roster, roster.row
        self._students.show(roster_lines(roster))
        self.say_anew()

    # --- its words --------------------------------------------------------------------------------------------------

    def _class(self, language: Language) -> Content:
        name = Content.styled(named(self._row, language), "bold")
        return Content.assemble(name, "\n", meets(self._row, language))

    def _plot(self, language: Language) -> str:
        if self._roster is None:
            return ""
        width = max(1, self.size.width - DAYS_BESIDE_PLOT)
        return roster_plot(self._roster, self.visit.clock.now().date(), width, language)

    def _count(self, language: Language) -> str:
        if self._roster is None:
            return ""
        if not self._students.rows:
            return language.text("Nobody is enrolled in this class or waits for it.")
        place = language.text("{place} of {count}", place=self._students.cursor + 1, count=len(self._students.rows))
        return f"{place} · {roster_count(self._roster, language)}"

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no file over SSH, where it would be on the server, and the audit trail to the helpdesk only."""
        if action in ("save_csv", "save_text"):
            return self._roster is not None and self.visit.via is not Via.SSH
        if action == "trail":
            return self.visit.role is Role.HELPDESK
        return super().check_action(action, parameters)

    def action_trail(self) -> None:
        """Show the audit trail of this class."""
        self.enrol_app.show(TrailPage(row=self._row))

    def action_save_csv(self) -> None:
        """Ask for a folder for the spreadsheet."""
        self._ask_folder(".csv")

    def action_save_text(self) -> None:
        """Ask for a folder for the plain text."""
        self._ask_folder(".txt")

    def _ask_folder(self, suffix: str) -> None:
        self._suffix = suffix
        self.add_class("-saving")
        self.query_one("#folder").focus()

    def leave_field(self) -> bool:
        """Ask for a folder no longer, as nothing is to be saved."""
        self.remove_class("-saving")
        return super().leave_field()

    @on(Input.Submitted, "#folder")
    def _save(self) -> None:
        roster, language = self._roster, self.visit.language
        if roster is None:
            return
        today, folder, suffix = self.visit.clock.now().date(), self.query_one("#folder", Field).value, self._suffix
        if suffix == ".csv":
            text = csv_text(*roster_table(roster, language), mark=True)
        else:
            text = roster_text(roster, today, language)
        name = f"{roster.row.key.class_number}-{today}"
        self.change(lambda _: save_new(text.encode(), folder, name, suffix), self._saved)

    def _saved(self, path: Path | None) -> None:
        if path is None:
            self.say(Tone.BAD, says("It can't be saved there. Name a folder that exists and that you may write to."))
            return
        self.remove_class("-saving")
        self._students.focus()
        self.say(Tone.GOOD, lambda language: language.text("Saved: {path}", path=printable(str(path))))


def _place(line: RosterEntry, _: Language) -> str:
    state, place = line[:2]
    return str(place) if state is State.ENROLLED else f"{WAITING} {place}"


def _tone(line: RosterEntry) -> str:
    return "good" if line[0] is State.ENROLLED else "warm"


def _state(line: RosterEntry, language: Language) -> str:
    state, *_ = line
    return f"{ENROLLED if state is State.ENROLLED else WAITING} {word(state, language)}"
