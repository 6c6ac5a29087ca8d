"""Reads a tour from TOML, as `docs/tours.md` describes it, and tells every mistake with the step in which it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from enroltui.clock import ShownClock
from enroltui.language import CODES, N_, Code, Language
from enroltui.navigation import PAGES
from enroltui.printable import printable
from enroltui.tours.tour import Step, Tour, Typed

LONGEST_TITLE, LONGEST_CAPTION = 44, 150
"""Characters that there is room for beside the pressed keys, and on two lines of 80 columns."""
MOST_STEPS = 99

_NAMED_KEYS = frozenset(
    {"enter", "tab", "shift+tab", "escape", "space", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"}
    | {"backspace", "delete", "f1", "f2", "f3"}
)
_OTHER_KEY = re.compile(r"[!-~]|ctrl\+[a-z]")
_OF_TOUR, _OF_STEP = frozenset({"title", "today", "step"}), frozenset({*CODES, "keys", "page", "text"})


@dataclass(frozen=True)
class Mistake:
    """A mistake in a tour: an untranslated message and its facts, and the step, counted from 1; 0: in no step."""

    step: int
    message: str
    facts: dict[str, object]

    def said(self, language: Language) -> str:
        """Return the mistake as a sentence in this language."""
        what = language.text(self.message, **self.facts)
        return language.text("Step {number}: {what}", number=self.step, what=what) if self.step else what


class TourError(Exception):
    """A text is no tour; `mistakes` says why, and has at least one."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


def read_tour(name: str, text: str) -> Tour:
    """Return the tour that a text describes. Raise TourError with all mistakes if there are any."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TourError([Mistake(0, N_("This is not TOML: {reason}"), {"reason": printable(str(error))})]) from None
    reader = _Reader()
    tour = reader.tour(name, told)
    if reader.mistakes:
        raise TourError(reader.mistakes)
    return tour


class _Reader:
    """Reads a tour as far as it can, and gathers the mistakes."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._step = 0

    def tour(self, name: str, told: dict[str, Any]) -> Tour:
        """Return the tour in a parsed file, with gaps where there are mistakes."""
        self._only(told, _OF_TOUR)
        title = self._said(told.get("title"), "title.", LONGEST_TITLE)
        today = told.get("today")
        if today is not None and not _is_day(today):
            self._wrong(N_('today: give a day such as "2018-01-15", or a minute such as "2018-01-15T12:58".'))
        steps = told.get("step", [])
        if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
            self._wrong(N_("A tour has from 1 to {count} steps, each under [[step]]."), count=MOST_STEPS)
            steps = []
        return Tour(name, title, today, tuple(self._read_step(number, step) for number, step in enumerate(steps, 1)))

    def _read_step(self, number: int, told: object) -> Step:
        self._step = number
        if not isinstance(told, dict):
            self._wrong(N_("A step is written under [[step]]."))
            return Step({}, (), None, {})
        self._only(told, _OF_STEP)
        captions = {code: told[code] for code in CODES if code in told}
        caption = self._said(captions, "", LONGEST_CAPTION)
        keys = self._keys(told.get("keys", []))
        page, shown = told.get("page"), self._texts(told.get("text", []))
        if page is not None and page not in PAGES:
            self._wrong(N_("There is no page {page}."), page=printable(str(page)))
        if keys and page is None and not any(shown.values()):
            self._wrong(N_("Give a page or a text by which one sees that the keys were pressed."))
        return Step(caption, keys, page, shown)

    def _said(self, told: object, before: str, longest: int) -> dict[Code, str]:
        """Return the text in each language; its name in the file is `before` and the language's code."""
        words: dict[Code, str] = {}
        for code in CODES:
            said = told.get(code) if isinstance(told, dict) else None
            if not isinstance(said, str) or not said.strip():
                self._wrong(N_("{name} is missing."), name=before + code)
                continue
            words[code] = printable(" ".join(said.split()))
            if (length := len(words[code])) > longest:
                too_long = N_("{name} is too long: {length} characters, of at most {count}.")
                self._wrong(too_long, name=before + code, length=length, count=longest)
        return words

    def _keys(self, told: object) -> tuple[str | Typed, ...]:
        keys: list[str | Typed] = []
        for key in told if isinstance(told, list) else [told]:
            if isinstance(key, str) and (key in _NAMED_KEYS or _OTHER_KEY.fullmatch(key)):
                keys.append(key)
            elif isinstance(key, dict) and list(key) == ["type"] and _is_line(key["type"]):
                keys.append(Typed(key["type"]))
            else:
                self._wrong(N_("{key} is no key that can be pressed."), key=printable(str(key)))
        return tuple(keys)

    def _texts(self, told: object) -> dict[Code, tuple[str, ...]]:
        """Return the texts to wait for, which are the same in both languages, or others in each."""
        of_language: Callable[[Code], object] = lambda _: told  # noqa: E731 - one of two ways
        if isinstance(told, dict):
            self._only(told, frozenset(CODES))
            of_language = told.get
        found: dict[Code, tuple[str, ...]] = {}
        for code in CODES:
            texts = of_language(code)
            listed = texts if isinstance(texts, list) else [texts]
            if not all(_is_line(line) and str(line).strip() for line in listed):
                self._wrong(N_("text: give words that stand on the screen, for both languages or for each its own."))
            found[code] = tuple(" ".join(str(line).split()) for line in listed)
        return found

    def _only(self, told: dict[str, Any], known: frozenset[str]) -> None:
        for name in sorted(set(told) - known):
            self._wrong(N_("{name} has no meaning here."), name=printable(name))

    def _wrong(self, message: str, **facts: object) -> None:
        self.mistakes.append(Mistake(self._step, message, facts))


def _is_line(told: object) -> bool:
    return isinstance(told, str) and told.isprintable()


def _is_day(told: object) -> bool:
    if not isinstance(told, str) or told == "real":
        return False
    try:
        ShownClock.parse(told)
    except (ValueError, OverflowError):
        return False
    return True
