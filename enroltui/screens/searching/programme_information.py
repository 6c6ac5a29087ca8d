"""The information page of a programme, to which the seed page points: what there is here of it, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from enroltui.registrar.values.classes import ClassList
from enroltui.screens.reading_page import LEADS, ReadingPage
from enroltui.screens.searching.chosen_list import list_to_show
from enroltui.sentences.lists import list_date
from enroltui.texts import LEIDEN, Target, read
from enroltui.widgets.blocks import Block


class InformationPage(ReadingPage):
    """Shows the programme of the class-number list that was chosen last."""

    PAGE = "information"

    def look(self) -> None:
        """Ask for the lists as they are now."""
        year = self.visit.academic_year
        self.fetch(lambda registrar: registrar.class_lists(year), self._show)

    def _show(self, lists: Sequence[ClassList]) -> None:
        shown = list_to_show(lists, self.visit.account)
        if shown is not None:
            self.reader.show(list(self._blocks(shown, lists)))

    def _blocks(self, shown: ClassList, lists: Sequence[ClassList]) -> Iterable[Block]:
        yield Block(
            lambda language: language.text("{programme}: information", programme=language.name(shown)), tone="heading"
        )
        for class_list in lists:
            if (
                class_list is shown
                or class_list.slug in shown.points_to.split()
                or set(class_list.programmes) & set(shown.programmes)
            ):
                yield self._class_numbers(class_list)
        yield from self.blocks(read(LEIDEN, self.PAGE))

    def _class_numbers(self, class_list: ClassList) -> Block:
        year = self.visit.academic_year
        target = Target("class_lists", class_list.slug)
        return Block(
            lambda language: language.text("Class numbers: {programme}", programme=language.name(class_list)),
            target=target,
            mark=LEADS,
            aside=lambda language: list_date(class_list, year, language),
        )
