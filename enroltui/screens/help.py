"""Help on a page, shown over it: what the page is for, the keys that work there, and those that work everywhere."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from enroltui.actions import ACTIONS, EVERYWHERE
from enroltui.language import Bilingual, Language, says
from enroltui.navigation import PAGES
from enroltui.screens.faq import questions
from enroltui.screens.over_page import OverPage
from enroltui.screens.page import Page
from enroltui.screens.reading_page import open_at
from enroltui.texts import PROGRAM, Paragraph, Pointer, Section, Target, read, sections
from enroltui.widgets.fact_list import Fact, FactList
from enroltui.widgets.link import Link
from enroltui.widgets.speaking import Words


class HelpPage(OverPage[None]):
    """Scrolls where it is longer than the screen; ?, F1 or Escape closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "back", show=False),
        Binding("enter", "question", show=False),
    ]

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._words, self._question = page_helps()[page.PAGE]
        offered = page.enrol_app.check_action
        self._here = [name for name in ACTIONS if name in _bound(page) and name not in EVERYWHERE and offered(name, ())]
        self._everywhere = [name for name in (*EVERYWHERE, *page.enrol_app.OWN_ACTIONS) if offered(name, ())]

    def compose(self) -> ComposeResult:
        """Lay out the page's own words first, then the keys."""
        with VerticalScroll(id="help"):
            yield Words(self._title, classes="heading")
            yield Words(lambda language: language.own(self._words))
            yield Link(self._say_question, self._question.heading.id, id="question")
            if self._here:
                yield Words(says("Keys of this page"), classes="heading gap")
                yield FactList(lambda language: _keys(self._here, language))
            yield Words(says("Keys that work everywhere"), classes="heading gap")
            yield FactList(self._keys_everywhere)
        yield Words(says("esc, ? or F1: close this help"), id="close")

    def _title(self, language: Language) -> str:
        return language.text("Help: {page}", page=language.text(PAGES[self.page.PAGE].name))

    def _say_question(self, language: Language) -> str:
        return language.text("› enter: FAQ, {question}", question=language.own(self._question.heading.words))

    @on(Link.Followed)
    def action_question(self) -> None:
        """Go to the question of the FAQ that belongs to the page."""
        self.dismiss(None)
        open_at(self.page, Target("faq", self._question.heading.id))

    def _keys_everywhere(self, language: Language) -> list[Fact]:
        """Moving about, which needs no registry, and then the registry's keys."""
        moving = [
            ("↑ ↓", language.text("Move; page up, page down, home and end go further.")),
            (language.text("enter"), language.text("Choose what has the cursor. In a menu its digit does so too.")),
            (language.text("tab"), language.text("To the next field, list or menu; with shift back again.")),
        ]
        return [*moving, *_keys(self._everywhere, language)]


def page_helps() -> dict[str, tuple[Bilingual, Section]]:
    """Return what the help of each page says, and its question of the FAQ, by the ids of navigation.py."""
    helps, asked = {}, questions()
    for section in sections(read(PROGRAM, "help"), 1):
        match section.parts:
            case [Paragraph(words), Pointer(target=Target("faq", about))]:
                helps[section.heading.words["en"]] = words, asked[about]
    return helps


def _keys(names: list[str], language: Language) -> list[Fact]:
    return [(ACTIONS[name].shown, language.text(ACTIONS[name].help)) for name in names]


def _bound(page: Page) -> set[str | None]:
    """Return the ids of the actions that a page has keys for, also where they make no sense just now."""
    declared = (binding for kind in type(page).__mro__ for binding in vars(kind).get("BINDINGS", ()))
    return {binding.id for binding in declared if isinstance(binding, Binding)}
