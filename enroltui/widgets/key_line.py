"""The footer: the keys that work here, this page's own first."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.screen import Screen

from enroltui.actions import ACTIONS, EVERYWHERE
from enroltui.language import Language
from enroltui.widgets.speaking import Speaking

GAP = "   "
ALWAYS = ("search", "cart", "palette", "language", "help", "back")
"""Of the actions that work everywhere, those that the footer shows; the others are under help."""
LAST = "help"
"""Shown even where there is no room for all: the rest is found there."""


class KeyLine(Speaking):
    """As many keys as fit on one line, each whole."""

    COMPONENT_CLASSES = {"key-line--key"}
    DEFAULT_CSS = """
    KeyLine {
        height: 1; padding: 0 1; background: $panel; color: $foreground;
        .key-line--key { color: $warm; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._language: Language | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self._language = language
        self.refresh()

    def render(self) -> Content:
        """The keys and their words."""
        if self._language is None:
            return Content()
        style = self.get_visual_style("key-line--key", partial=True)
        pairs = [(ACTIONS[name].shown, self._language.text(ACTIONS[name].label)) for name in self._active()]
        parts: list[Content | str] = []
        for key, label in self._fitting(pairs):
            parts += [GAP if parts else "", Content.styled(key, style), " " + label]
        return Content.assemble(*parts)

    def _active(self) -> list[str]:
        """The ids of the actions whose keys work now: the page's own, then those that work everywhere."""
        enabled = {
            active.binding.id
            for active in self.screen.active_bindings.values()
            if active.enabled and active.binding.show and active.binding.id in ACTIONS
        }
        own = [name for name in ACTIONS if name in enabled and name not in EVERYWHERE]
        return own + [name for name in ALWAYS if name in enabled]

    def _fitting(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """As many as fit; help stays when others must go."""
        while len(pairs) > 1 and self._width(pairs) > self.content_size.width:
            dropped = len(pairs) - 1 if pairs[-1][0] != ACTIONS[LAST].shown else len(pairs) - 2
            pairs = pairs[:dropped] + pairs[dropped + 1 :]
        return pairs

    @staticmethod
    def _width(pairs: list[tuple[str, str]]) -> int:
        return sum(cell_len(f"{key} {label}") for key, label in pairs) + len(GAP) * (len(pairs) - 1)
