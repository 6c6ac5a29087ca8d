"""The footer: the keys that work here, this page's own first."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.screen import Screen

from enroltui.actions import ACTIONS, EVERYWHERE, Action
from enroltui.widgets.speaking import Speaking

GAP = "   "
ALWAYS = ("search", "cart", "palette", "language", "help", "back")
"""Of the actions that work everywhere, those that the footer shows; the others are under help."""
LAST = "help"
"""Shown even where there is no room for all: the rest is found there."""


class KeyLine(Speaking):
    """As many keys as fit on one line, each whole."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}
    DEFAULT_CSS = """
    KeyLine {
        height: 1; padding: 0 1; background: $panel; color: $foreground;
        .key-line--key { color: $warm; text-style: bold; }
    }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """Return the keys and their words."""
        style = self.get_visual_style("key-line--key", partial=True)
        keys = self._active()
        parts: list[Content | str] = []
        for name in self._fitting(keys):
            parts += [GAP if parts else "", Content.styled(keys[name], style)]
            parts.append(" " + self.language.text(ACTIONS[name].label))
        return Content.assemble(*parts)

    async def on_click(self, event: Click) -> None:
        """A click on a key does what the key does."""
        left, keys = self.gutter.left, self._active()
        for name in self._fitting(keys):
            right = left + cell_len(f"{keys[name]} {self.language.text(ACTIONS[name].label)}")
            if left <= event.x < right:
                active = next(known for known in self.screen.active_bindings.values() if known.binding.id == name)
                await self.app.run_action(active.binding.action, active.node)
                return
            left = right + len(GAP)

    def _active(self) -> dict[str, str]:
        """Return the actions whose keys work now, with the key to show: the page's own, then those of every page."""
        working = {
            (active.binding.id, key)
            for key, active in self.screen.active_bindings.items()
            if active.enabled and active.binding.show
        }
        focused = self.screen.focused
        if focused and focused.check_consume_key("slash", "/"):  # a field takes it; Textual itself forgets this one
            working = {(name, key) for name, key in working if key != "slash"}
        own = [name for name in ACTIONS if name not in EVERYWHERE]
        return {name: shown for name in (*own, *ALWAYS) if (shown := _shown(ACTIONS[name], working))}

    def _fitting(self, keys: dict[str, str]) -> list[str]:
        """Return as many keys as fit; help stays when others must go."""
        widths = {name: cell_len(f"{key} {self.language.text(ACTIONS[name].label)}{GAP}") for name, key in keys.items()}
        names = list(keys)
        while len(names) > 1 and sum(widths[name] for name in names) - len(GAP) > self.content_size.width:
            names.remove(names[-1] if names[-1] != LAST else names[-2])
        return names


def _shown(action: Action, working: set[tuple[str | None, str]]) -> str | None:
    """Return the key to show for an action: in a field, where letters are typed, the other; None where no key works."""
    if (action.id, action.keys[-1]) in working:
        return action.shown
    return next((key for key in action.keys if (action.id, key) in working), None)
