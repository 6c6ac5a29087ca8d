"""Every selector of a style sheet names something that is there: a misspelt one would take a style away in silence."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
from textual.css.model import SelectorType
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen
from textual.widget import Widget

import enroltui
from enroltui.themes import LEIDEN_DARK

PACKAGE = Path(enroltui.__file__).parent


def kinds_of(kind: type[Widget]) -> Iterator[type[Widget]]:
    """This class of widgets, and all that are made of it."""
    yield kind
    for child in kind.__subclasses__():
        yield from kinds_of(child)


@cache
def widgets() -> tuple[type[Widget], ...]:
    """All classes of widgets and screens, once every module of the program is imported."""
    for module in pkgutil.walk_packages([str(PACKAGE)], "enroltui."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            import_module(module.name)
    return tuple(kinds_of(Widget))


@cache
def words_of(source: Path) -> frozenset[str]:
    """The words of all texts in a Python file, in which its ids and classes are; those of an f-string in parts."""
    texts = (node.value for node in ast.walk(ast.parse(source.read_bytes())) if isinstance(node, ast.Constant))
    return frozenset(word for text in texts if isinstance(text, str) for word in text.split())


def imported_by(source: Path) -> Iterator[Path]:
    """The files of the program from which a Python file imports."""
    for node in ast.walk(ast.parse(source.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            file = PACKAGE.parent / f"{node.module.replace('.', '/')}.py"
            if file.is_file():
                yield file


def sources_for(sheet: Path) -> set[Path]:
    """The files in which the ids and classes of a style sheet are given: its screens', and what these import.

    The sheets that the app itself loads are for the parts of every page.
    """
    styled = (kind for kind in widgets() if issubclass(kind, Screen) and sheet.name == vars(kind).get("CSS_PATH"))
    pages = {kind for page in styled for kind in (*page.__mro__, *kinds_of(page)) if issubclass(kind, Screen)}
    own = {Path(inspect.getfile(page)) for page in pages} or set(PACKAGE.rglob("*.py"))
    shared = chain([PACKAGE / "app.py"], *((PACKAGE / room).glob("*.py") for room in ("widgets", "presenting")))
    return own | set(chain.from_iterable(map(imported_by, own))) | set(shared)


def unknown(sheet: Path, css: str) -> list[str]:
    """The selectors of a style sheet that name nothing."""
    sheets = Stylesheet(variables=LEIDEN_DARK.to_color_system().generate() | LEIDEN_DARK.variables)
    sheets.add_source(css)
    words = frozenset[str]().union(*map(words_of, sources_for(sheet)))
    components = frozenset[str]().union(*(kind.COMPONENT_CLASSES for kind in widgets()))
    types = {kind.__name__ for kind in widgets()}
    there: dict[SelectorType, Iterable[str]] = {
        SelectorType.TYPE: types,
        SelectorType.CLASS: words | components,
        SelectorType.ID: words,
    }
    parts = [part for rule in sheets.rules for chosen in rule.selector_set for part in chosen.selectors]
    return sorted({part.css for part in parts if part.name not in there.get(part.type, [part.name])})


@pytest.mark.parametrize("sheet", sorted(PACKAGE.rglob("*.tcss")), ids=lambda path: path.stem)
def test_every_selector_names_something_that_is_there(sheet: Path) -> None:
    assert unknown(sheet, sheet.read_text()) == []


def test_a_selector_that_names_nothing_is_found() -> None:
    sheet = PACKAGE / "screens" / "main_menu.tcss"
    css = "MainMenuPage { #menus { height: 1; } Menus { height: 1; } .quieter { height: 1; } #who { height: 1; } }"
    assert unknown(sheet, css) == ["#menus", ".quieter", "Menus"]
