"""FAQ: questions about uSis with their answers, fewer of them with each letter that is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.folding import fold
from enroltui.language import CODES, Language, says
from enroltui.screens.reading_page import LEADS, ReadingPage
from enroltui.screens.steering import Steering
from enroltui.texts import LEIDEN, Heading, Lists, Section, Target, read, sections
from enroltui.widgets.blocks import Block
from enroltui.widgets.field import Field
from enroltui.widgets.reader import Reader
from enroltui.widgets.speaking import Words

LONGEST = 60
FOLDED, OPEN = "+", "-"
"""What stands before a question without its answer, and before one with it."""


class FaqPage(ReadingPage, Steering):
    """All questions on one line each; Enter shows the answer. What is typed leaves only those that have these words.

    The arrow keys move in the questions from the field, too.
    """

    PAGE = "faq"
    CSS_PATH = "faq.tcss"
    HOME = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader(steered=True)
        self._words = Field(LONGEST, id="words")
        self._count = Words(self._say_count, id="count", classes="quiet")
        self._open: set[str] = set()
        """The ids of the questions whose answers are shown."""
        self._chapters = chapters()
        self._text_of = {id_: _text(question) for id_, question in questions().items()}

    def content(self) -> ComposeResult:
        """Lay out the field, how many questions have its words, and the questions."""
        with Horizontal(id="search"):
            yield Words(says("Search"), classes="label")
            yield self._words
            yield self._count
        yield self.reader

    def leave_field(self) -> bool:
        """Go from the field to the questions, where something was typed."""
        if not isinstance(self.focused, Input) or not self._words.value:
            return False
        self.set_focus(self.reader)
        return True

    def settle(self) -> None:
        self._show()

    @property
    def steered(self) -> Reader:
        """Return the text with the questions, whose cursor the keys move."""
        return self.reader

    # --- the questions ----------------------------------------------------------------------------------------------

    def go_to(self, about: str) -> None:
        """Show the question of this id with its answer, among all questions."""
        self._words.value = ""
        self._open.add(about)
        self._show()
        self.reader.go_to(about)

    def follow_here(self, about: str) -> None:
        """Show the answer to a question, or no longer."""
        self._open ^= {about}
        self._show()

    def _show(self) -> None:
        shown = [block for chapter in self._chapters for block in self._chapter(*chapter)]
        self.reader.show(
            shown
            or [
                Block(says("No question has these words. Type fewer of them, or ask the uSis desk.")),
                Block(says("Ask a question"), target=Target("question"), mark=LEADS),
            ]
        )
        self._count.tell(self._say_count)

    def _chapter(self, title: Heading, asked: Iterable[Section]) -> Iterable[Block]:
        found = [question for question in asked if self._is_asked(question.heading.id)]
        if found:
            yield Block(self.saying(title.words), tone="heading", gap=True)
        for question in found:
            id_ = question.heading.id
            shown = bool(self._words.value.strip()) or id_ in self._open
            yield Block(
                self.saying(question.heading.words),
                target=Target(self.PAGE, id_),
                mark=OPEN if shown else FOLDED,
                anchor=id_,
            )
            if shown:
                yield from (replace(block, indent=2, gap=False) for block in self.blocks(question.parts))

    def _is_asked(self, question: str) -> bool:
        """Tell whether all typed words stand in the question of this id or its answer, in either language."""
        return all(word in self._text_of[question] for word in fold(self._words.value).split())

    def _say_count(self, language: Language) -> str:
        found = sum(map(self._is_asked, self._text_of))
        return language.text("{count} of {total} questions", count=found, total=len(self._text_of))

    # --- keys -------------------------------------------------------------------------------------------------------

    @on(Input.Changed, "#words")
    def _typed(self) -> None:
        self._show()
        self.reader.action_edge(0)

    @on(Input.Submitted, "#words")
    def _entered(self) -> None:
        self.reader.action_follow()

    def action_filter(self) -> None:
        """Go into the field for words."""
        self.set_focus(self._words)


def chapters() -> list[tuple[Heading, list[Section]]]:
    """Return the chapters of the FAQ: the title of each, and its questions with their answers."""
    return [(chapter.heading, sections(chapter.parts, 2)) for chapter in sections(read(LEIDEN, "faq"), 1)]


def questions() -> dict[str, Section]:
    """Return all questions of the FAQ by their ids."""
    return {question.heading.id: question for _, asked in chapters() for question in asked}


def _text(question: Section) -> str:
    """Return all words of a question and its answer, in both languages, made comparable."""
    said = [part.words for part in (question.heading, *question.parts) if not isinstance(part, Lists)]
    return fold(" ".join(words[code] for code in CODES for words in said))
