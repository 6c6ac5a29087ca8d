"""Rosters, where a class is found by number or title; Enter shows who is in it."""

from __future__ import annotations

from collections.abc import Sequence

from enroltui.folding import fold
from enroltui.language import Language, says
from enroltui.registrar.values.classes import ClassRow
from enroltui.screens.asking import Registrar
from enroltui.screens.staff.finding import FindingPage
from enroltui.screens.staff.roster import RosterPage
from enroltui.terms import Role
from enroltui.widgets.class_columns import class_columns
from enroltui.widgets.table import Column, Table


class RostersPage(FindingPage[ClassRow]):
    """The registrar finds the classes in the academic year of the shown day; a coordinator's own are filtered here."""

    PAGE = "rosters"

    def __init__(self) -> None:
        columns: list[Column[ClassRow]] = class_columns(lambda row: row.course, lambda row: row, own=False)
        super().__init__(
            says("Number or title"),
            Table(columns, lambda row: row.key, steered=True, id="classes"),
        )
        self._known = False

    def look(self) -> None:
        """Ask for the classes that have the words, as they stand now; for a coordinator's own only."""
        caller, shown_year, typed = self.visit.caller, self.visit.academic_year, self.typed

        def ask(registrar: Registrar) -> Sequence[ClassRow]:
            [named] = registrar.find(caller, None, shown_year, [typed])
            year, words = (shown_year, typed) if named.row is None else named.row.key
            if caller.role is Role.COORDINATOR:
                return _having(str(words), registrar.own_classes(caller, year))
            return registrar.classes(caller, str(words), "", year)

        self.fetch(ask, self._show)

    def find(self) -> None:
        """Ask the registrar anew, as it is what finds them."""
        self.look()

    def _show(self, rows: Sequence[ClassRow]) -> None:
        self._known = True
        self.table.show(rows)
        self.say_anew()

    def say_count(self, language: Language) -> str:
        """Say which of how many classes has the cursor, and in which order they are."""
        if not self._known:
            return ""
        if not self.table.rows:
            return self._none(language)
        place, count = self.table.cursor + 1, len(self.table.rows)
        if self.visit.role is Role.COORDINATOR:
            return language.text(
                "{place} of {count} · classes of your own courses, by number", place=place, count=count
            )
        return language.text("{place} of {count} · by course", place=place, count=count)

    def _none(self, language: Language) -> str:
        if self.visit.role is Role.COORDINATOR:
            return language.text("No class of your own courses has this number or title. Type less of it, or check it.")
        return language.text("No class has this number or title. Type less of it, or check it.")

    def open(self, row: ClassRow) -> None:
        """Open the roster of this class."""
        self.enrol_app.show(RosterPage(row))


def _having(words: str, rows: Sequence[ClassRow]) -> list[ClassRow]:
    folded = [(fold(f"{row.key.class_number} {row.course.title_en} {row.course.title_nl}"), row) for row in rows]
    return [row for text, row in folded if all(word in text for word in fold(words).split())]
