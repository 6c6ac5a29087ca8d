"""The command palette: every page and every programme by name, the colours, log out and quit.

Imported when it is first opened: Textual's palette costs time that the first paint can do without.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import on
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.events import DescendantFocus

from enroltui.actions import ACTIONS
from enroltui.errors import EnrolError
from enroltui.folding import fold
from enroltui.language import N_, Language
from enroltui.navigation import OF_ONE_THING, PAGES, may_see, steps
from enroltui.printable import printable
from enroltui.registrar.values.classes import ClassList
from enroltui.screens.searching.class_lists import ClassListsPage
from enroltui.sentences.words import word
from enroltui.themes import HIGH_CONTRAST, LEIDEN_DARK, LEIDEN_LIGHT, TERMINAL

if TYPE_CHECKING:
    from enroltui.screens.app_of_pages import AppOfPages

_THEMES = {
    LEIDEN_DARK.name: N_("Colours: dark"),
    LEIDEN_LIGHT.name: N_("Colours: light"),
    HIGH_CONTRAST.name: N_("Colours: high contrast"),
    TERMINAL.name: N_("Colours: those of the terminal"),
}
_KEYS = ("language", "help", "demonstrate", "present", "log_out", "quit")
"""Of the actions that work everywhere, those that lead to no page."""


@dataclass(frozen=True)
class Command:
    """What it is called, a word beside it, and what it does; `also` are other words by which it is found."""

    name: str
    note: str
    run: Callable[[], object]
    also: str = ""

    def score(self, words: list[str]) -> float:
        """Return how well these folded words fit: from 0, not at all, to 1."""
        name = fold(self.name)
        if not all(word in f"{name} {fold(self.note)} {fold(self.also)}" for word in words):
            return 0
        begun = sum(f" {name}".count(f" {word}") > 0 for word in words) / len(words)
        return 0.5 + begun / 4 + name.startswith(words[0]) / 4

    @property
    def shown(self) -> Content:
        """Return name and note on one line, in which nothing is markup."""
        return Content.assemble(printable(self.name), ("  " + printable(self.note), "dim not bold"))


class Palette(CommandPalette):
    """Textual's palette, in the visit's language."""

    CSS_PATH = "palette.tcss"

    def __init__(self, language: Language) -> None:
        super().__init__([Commands], placeholder=language.text("Type the name of a page or programme…"))

    @property
    def knows(self) -> bool:
        """Tell whether what is typed has somewhere to go; until then keys wait."""
        return self.focused is not None

    @on(DescendantFocus)
    def _knows_now(self) -> None:
        self.app.call_later(cast("AppOfPages", self.app).take_kept_keys)


class Commands(Provider):
    """What the person who has logged in may go to and do; before login language, help, colours and leaving."""

    _lists: tuple[ClassList, ...] = ()

    async def startup(self) -> None:
        """Fetch the class-number lists for whoever may see them."""
        visit = self._enrol_app.visit
        if may_see("class_lists", visit.role):
            try:
                self._lists = await asyncio.to_thread(lambda: visit.registrar.class_lists(visit.academic_year))
            except EnrolError:
                return  # the page of the lists says what is wrong

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.shown, command.run)

    async def search(self, query: str) -> Hits:
        """Offer all commands that have the typed words; where there are none, a line that says so."""
        words = fold(query).split()
        found = [(command.score(words), command) for command in self._commands()]
        for score, command in found:
            if score:
                yield Hit(score, command.shown, command.run)
        if not any(score for score, _ in found):
            nothing = self._language.text("Nothing has this name. Type fewer letters, or press Escape.")
            yield Hit(0, Content(nothing), lambda: None)

    def _commands(self) -> list[Command]:
        return [*self._places(), *self._class_lists(), *self._colours(), *self._keys()]

    def _places(self) -> list[Command]:
        app, language = self._enrol_app, self._language
        places = [place for place in PAGES.values() if place.id not in OF_ONE_THING]
        return [
            Command(
                language.text(place.name),
                "".join(language.text(name) for _, name in steps(place.id, app.visit.role)[-2:-1]),
                lambda page=place.id: app.go(page),  # type: ignore[misc]
            )
            for place in places
            if may_see(place.id, app.visit.role)
        ]

    def _class_lists(self) -> list[Command]:
        language = self._language
        return [
            Command(
                language.text("Class numbers: {programme}", programme=language.name(class_list)),
                word(class_list.kind, language),
                lambda slug=class_list.slug: self._open_list(slug),  # type: ignore[misc]
                also=f"{class_list.name_en} {class_list.name_nl} {class_list.slug}",
            )
            for class_list in self._lists
        ]

    def _open_list(self, slug: str) -> None:
        self._enrol_app.go("class_lists")
        if isinstance(page := self.app.screen, ClassListsPage):
            page.call_after_refresh(page.choose_list, slug)

    def _colours(self) -> list[Command]:
        return [
            Command(self._language.text(words), "", lambda name=theme: setattr(self.app, "theme", name))  # type: ignore[misc]
            for theme, words in _THEMES.items()
        ]

    def _keys(self) -> list[Command]:
        app, language = self._enrol_app, self._language
        return [
            Command(
                language.text(ACTIONS[name].help),
                ACTIONS[name].shown,
                lambda action=name: app.run_chosen(action),  # type: ignore[misc]
            )
            for name in _KEYS
            if app.check_action(name, ())
        ]

    @property
    def _enrol_app(self) -> AppOfPages:
        return cast("AppOfPages", self.app)

    @property
    def _language(self) -> Language:
        return self._enrol_app.visit.language
