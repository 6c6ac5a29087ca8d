"""Courses and classes: searched for, listed, looked up."""

from __future__ import annotations

from collections.abc import Sequence

from enroltui.database.transactions import reading
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.searching import class_lists
from enroltui.registrar.searching import search as searching
from enroltui.registrar.values.classes import ClassKey, ClassList, ClassRow, ListRow, ListStart, Programme
from enroltui.registrar.values.people import Caller
from enroltui.registrar.values.searching import Composition, Found, Search, SearchChoices, SearchPage


class CatalogueDesk(Desk):
    """Courses and classes: searched for, listed, looked up."""

    def programmes(self) -> tuple[Programme, ...]:
        """All programmes, in the order of the seed page."""
        with reading(self._engine) as connection:
            return searching.programmes(connection)

    def academic_years(self) -> tuple[str, ...]:
        """The academic years that have classes, the latest first."""
        with reading(self._engine) as connection:
            return searching.academic_years(connection)

    def choices(self, academic_year: str) -> SearchChoices:
        """What the search form's selection fields offer."""
        with reading(self._engine) as connection:
            return searching.choices(connection, academic_year)

    def search(self, caller: Caller, student: str | None, asked: Search, first: int = 0, size: int = 100) -> SearchPage:
        """A page of what the search form asks for; `student` None: as nobody in particular sees it."""
        with self._reading(caller) as connection:
            return searching.search(connection, caller, student, asked, first, size)

    def classes(self, caller: Caller, words: str, programme: str, academic_year: str) -> tuple[ClassRow, ...]:
        """Every class with these words, of this programme ("": of any)."""
        with self._reading(caller) as connection:
            return searching.classes(connection, caller, words, programme, academic_year)

    def composition(
        self, caller: Caller, student: str | None, academic_year: str, catalogue_number: str
    ) -> Composition | None:
        """Every class of one course, with why it can't be put into the cart; None: no such course."""
        with self._reading(caller) as connection:
            return class_lists.composition(connection, caller, student, academic_year, catalogue_number)

    def find(self, caller: Caller, student: str | None, academic_year: str, typed: Sequence[str]) -> tuple[Found, ...]:
        """What typed class numbers are, in their order, each with why it can't be put into the cart."""
        with self._reading(caller) as connection:
            return class_lists.find(connection, caller, student, academic_year, typed)

    def class_row(self, caller: Caller, student: str | None, key: ClassKey) -> ClassRow | None:
        """One class; None: no such class."""
        with self._reading(caller) as connection:
            return class_lists.class_row(connection, caller, student, key)

    def class_lists(self, academic_year: str) -> tuple[ClassList, ...]:
        """The headings of the class-number lists, in the order of the seed page."""
        with reading(self._engine) as connection:
            return class_lists.class_lists(connection, academic_year)

    def class_list(self, caller: Caller, student: str | None, slug: str, academic_year: str) -> tuple[ListRow, ...]:
        """The lines of a list, or of a programme, by its slug: by course title, then class number."""
        with self._reading(caller) as connection:
            return class_lists.class_list_rows(connection, caller, student, slug, academic_year)

    def class_list_start(
        self, caller: Caller, student: str | None, slug: str, academic_year: str, language: str
    ) -> ListStart:
        """The first lines of a list, by course title in this language ("en", "nl"), and how many there are in all.

        For a list of thousands, of which all lines take longer than one waits for.
        """
        with self._reading(caller) as connection:
            return class_lists.class_list_start(connection, caller, student, slug, academic_year, language)
