"""Pages that one reads, with lines that lead to other pages; and going to a page to see something particular there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from textual import on
from textual.app import ComposeResult

from enroltui.language import Bilingual, Language
from enroltui.navigation import may_see
from enroltui.registrar.letters.contents import OFFICES
from enroltui.screens.page import Page
from enroltui.screens.searching.chosen_list import choose_list
from enroltui.terms import LetterKind
from enroltui.texts import Heading, Lists, Paragraph, Part, Point, Pointer, Target
from enroltui.widgets.blocks import Block
from enroltui.widgets.reader import Reader

LEADS = "›"
"""What stands before a line that leads elsewhere."""
OF_A_LIST = frozenset({"class_lists", "exam_schedule", "e_guide", "information"})
"""Pages that show the class-number list that was chosen last."""


class ReadingPage(Page):
    """A page of text. A subclass shows its `reader` blocks."""

    HOME = "Reader"

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()

    def content(self) -> ComposeResult:
        """Lay out the text; a page may have more."""
        yield self.reader

    def filled_in(self) -> dict[str, str]:
        """Return what is filled in in the text."""
        return {
            "year": self.visit.academic_year,
            "transcripts": OFFICES[LetterKind.TRANSCRIPT],
            "usis": OFFICES[LetterKind.QUESTION],
        }

    def blocks(self, parts: Iterable[Part]) -> Iterator[Block]:
        """Return the parts of a text as blocks, without the lines that lead where this role may not go."""
        for part in parts:
            match part:
                case Heading(words):
                    yield Block(self.saying(words), tone="subheading", gap=True)
                case Paragraph(words):
                    yield Block(self.saying(words), gap=True)
                case Point(words, mark):
                    yield Block(self.saying(words), mark=mark)
                case Pointer(words, target) if may_see(target.page, self.visit.role):
                    yield Block(self.saying(words), target=target, mark=LEADS)
                case Lists():
                    yield from self.lists(part)

    def lists(self, part: Lists) -> Iterable[Block]:
        """Return the class-number lists that stand at a place of the text: none, where a page has none."""
        return ()

    def saying(self, words: Bilingual) -> Callable[[Language], str]:
        """Return the words, with what is filled in in them."""
        return lambda language: language.own(words, **self.filled_in())

    def go_to(self, about: str) -> None:
        """Scroll to what stands on this page about something."""
        self.reader.go_to(about)

    def follow_here(self, about: str) -> None:
        """Follow a line of this page that leads to this page."""
        self.go_to(about)

    @on(Reader.Followed)
    def _followed(self, event: Reader.Followed) -> None:
        target = cast("Target", event.target)
        if target.page == self.PAGE:
            self.follow_here(target.about)
        else:
            open_at(self, target)


def open_at(page: Page, target: Target) -> None:
    """Go from a page to another one, and show there what the target is about."""
    if target.about and target.page in OF_A_LIST:
        choose_list(page, target.about)
    page.enrol_app.go(target.page)
    there = page.app.get_screen(target.page)
    if target.about and isinstance(there, ReadingPage) and target.page not in OF_A_LIST:
        there.go_to(target.about)
