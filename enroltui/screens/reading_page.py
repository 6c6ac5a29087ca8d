"""Pages that one reads, with lines that lead to other pages; and going to a page to see something particular there."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from textual import on
from textual.widget import Widget

from enroltui.information.parts import Heading, Paragraph, Part, Point, Pointer, Target, facts
from enroltui.language import Language
from enroltui.navigation import may_see
from enroltui.screens.chosen_list import choose_list
from enroltui.screens.page import Page
from enroltui.widgets.blocks import Block
from enroltui.widgets.reader import Reader

LEADS = "›"
"""What stands before a line that leads elsewhere."""
OF_A_LIST = frozenset({"class_lists", "exam_schedule", "e_guide", "information"})
"""Pages that show the class-number list that was chosen last."""


class ReadingPage(Page):
    """A subclass yields its `reader` in `content()`, and shows it blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()

    def home(self) -> Widget:
        """The text."""
        return self.reader

    def filled_in(self) -> dict[str, str]:
        """What is filled in in the text."""
        return facts(self.visit.academic_year)

    def block(self, part: Part) -> Block:
        """A part of a text as a block."""
        say = self.saying(part.words)
        match part:
            case Heading():
                return Block(say, tone="subheading", gap=True)
            case Paragraph():
                return Block(say, gap=True)
            case Point():
                return Block(say, mark=part.mark)
            case Pointer():
                return Block(say, target=part.target, mark=LEADS)

    def may_follow(self, part: Part) -> bool:
        """Whether this role may see where a part leads; so of all that lead nowhere."""
        return not isinstance(part, Pointer) or may_see(part.target.page, self.visit.role)

    def saying(self, message: str) -> Callable[[Language], str]:
        """A message with what is filled in in it."""
        return lambda language: language.text(message, **self.filled_in())

    def go_to(self, about: str) -> None:
        """To what stands on this page about something."""
        self.reader.go_to(about)

    def follow_here(self, about: str) -> None:
        """A line of this page was followed that leads to this page."""
        self.go_to(about)

    @on(Reader.Followed)
    def _followed(self, event: Reader.Followed) -> None:
        target = cast("Target", event.target)
        if target.page == self.PAGE:
            self.follow_here(target.about)
        else:
            open_at(self, target)


def open_at(page: Page, target: Target) -> None:
    """From a page to another one, which is to show there what the target is about."""
    if target.about and target.page in OF_A_LIST:
        choose_list(page, target.about)
    page.enrol_app.go(target.page)
    there = page.app.get_screen(target.page)
    if target.about and isinstance(there, ReadingPage) and target.page not in OF_A_LIST:
        there.go_to(target.about)
