"""Course and exam enrolment: the front page of the class-number lists, with the sections of the seed page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from enroltui.errors import EnrolError
from enroltui.language import Language, says
from enroltui.navigation import PAGES, may_see
from enroltui.registrar.values.classes import ClassList
from enroltui.registrar.values.minors import MinorsOnOffer
from enroltui.screens.asking import Registrar, together
from enroltui.screens.reading_page import LEADS, ReadingPage
from enroltui.sentences.lists import list_day, list_notes
from enroltui.texts import LEIDEN, Lists, Target, read, sections
from enroltui.widgets.blocks import Block
from enroltui.widgets.reader import Reader
from enroltui.widgets.section_bar import SectionBar

POINTED_TO = {"exam-schedule": "exam_schedule", "e-guide": "e_guide", "information-pages": "information"}
"""The page here that holds what a list points to."""


class FrontPage(ReadingPage):
    """A digit goes to a section; Enter on a line opens the list or page that it names."""

    PAGE = "front_page"
    CSS_PATH = "front_page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"section({digit})", show=False) for digit in range(10)),
        Binding("left", "next_section(-1)", show=False),
        Binding("right", "next_section(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sections = sections(read(LEIDEN, self.PAGE), 1)
        self._lists: Sequence[ClassList] = ()
        self._minor_numbers: dict[str, str] = {}
        """The minors' own catalogue numbers, by the slugs of their lists."""

    def content(self) -> ComposeResult:
        """Lay out the sections' names, and the text."""
        yield SectionBar([section.heading for section in self._sections])
        yield self.reader

    def look(self) -> None:
        """Ask for the class-number lists of the academic year that is shown, and for the minors' own numbers."""
        year, minors = self.visit.academic_year, self.by_caller(Registrar.minors, None)
        self.fetch(together(lambda registrar: registrar.class_lists(year), minors), self._show)

    def troubled(self, trouble: EnrolError) -> None:
        """Say what the trouble is, and show what needs no database."""
        super().troubled(trouble)
        self._show(((), None))

    def _show(self, answer: tuple[Sequence[ClassList], MinorsOnOffer | None]) -> None:
        self._lists, on_offer = answer
        self._minor_numbers = {minor.programme.slug: minor.code for minor in on_offer.minors} if on_offer else {}
        self.reader.show([*self._text()])

    # --- the sections' blocks ---------------------------------------------------------------------------------------

    def _text(self) -> Iterable[Block]:
        top = Target(self.PAGE, self._sections[0].heading.id)
        for section in self._sections:
            yield Block(self.saying(section.heading.words), tone="heading", anchor=section.heading.id, gap=True)
            yield from self.blocks(section.parts)
            if section.heading.id != top.about:
                yield Block(says("back to top"), target=top, mark="↑", gap=True)

    def lists(self, part: Lists) -> Iterable[Block]:
        """Return the lists of a kind: each with its date, and below it its notes and what it points to."""
        named = {class_list.slug: class_list for class_list in self._lists}
        of_kind = [class_list for class_list in self._lists if class_list.kind is part.kind]
        for class_list in of_kind:
            yield replace(self._list_line(class_list), gap=class_list is of_kind[0])
            if class_list.notes_en and (part.with_notes or not class_list.classes):
                yield Block(partial(list_notes, class_list), indent=2, tone="quiet")
            yield from self._pointers(class_list, named)

    def _list_line(self, class_list: ClassList) -> Block:
        """Return the line of a list: the day of its class numbers or a minor's own number, marked where it has any."""
        number, year = self._minor_numbers.get(class_list.slug), self.visit.academic_year
        return Block(
            lambda language: language.name(class_list),
            target=Target("class_lists", class_list.slug),
            mark=LEADS if class_list.classes else " ",
            aside=lambda language: number or list_day(class_list, year, language) or "",
        )

    def _pointers(self, class_list: ClassList, named: dict[str, ClassList]) -> Iterable[Block]:
        for word in class_list.points_to.split():
            if word in named:
                yield _pointer(_class_numbers(named[word]), Target("class_lists", word))
            elif (page := POINTED_TO.get(word)) and may_see(page, self.visit.role):
                yield _pointer(_of_list(page, class_list), Target(page, class_list.slug))

    # --- keys and clicks --------------------------------------------------------------------------------------------

    def action_section(self, digit: int) -> None:
        """Go to the section of this digit; 0 leads back to the top."""
        if digit < len(self._sections):
            self.reader.go_to(self._sections[digit].heading.id)

    def action_next_section(self, by: int) -> None:
        """Go to the section before or after the one that is being read."""
        here = [section.heading.id for section in self._sections].index(self.reader.section)
        self.action_section(max(0, min(here + by, len(self._sections) - 1)))

    @on(SectionBar.Chosen)
    def _section_chosen(self, event: SectionBar.Chosen) -> None:
        self.reader.go_to(event.section)

    @on(Reader.SectionReached)
    def _section_reached(self, event: Reader.SectionReached) -> None:
        self.query_one(SectionBar).here = event.anchor


def _pointer(say: Callable[[Language], str], target: Target) -> Block:
    return Block(say, target=target, mark=LEADS, indent=2)


def _class_numbers(class_list: ClassList) -> Callable[[Language], str]:
    return lambda language: language.text("Class numbers: {programme}", programme=language.name(class_list))


def _of_list(page: str, class_list: ClassList) -> Callable[[Language], str]:
    return lambda language: language.text(
        "{page}: {programme}", page=language.text(PAGES[page].name), programme=language.name(class_list)
    )
