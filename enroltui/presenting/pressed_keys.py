"""The keys pressed last, to be shown in a corner, but never what is typed into a password field."""

from __future__ import annotations

from collections import deque
from itertools import groupby

from textual.events import Event, Key, Paste
from textual.widget import Widget
from textual.widgets import Input, TextArea

from enroltui.language import N_, Language
from enroltui.tours.tour import Keys, Typed

MOST = 8
"""The number of keys that are shown at once."""
_NAMES = {
    "enter": N_("enter"),
    "tab": N_("tab"),
    "shift+tab": N_("shift+tab"),
    "space": N_("space"),
    "escape": N_("esc"),
    "backspace": "⌫",
    "delete": N_("del"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": N_("page up"),
    "pagedown": N_("page down"),
}


def key_name(key: str, character: str | None, language: Language) -> str:
    """Return a word or a sign for a key: `key` is Textual's name of it, `character` what it types, if anything."""
    if key in _NAMES:
        return language.text(_NAMES[key])
    if character is not None and len(character) == 1 and character.isprintable():
        return character
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else key


def keys_told(keys: Keys, language: Language) -> str:
    """Return the keys of a tour's step as words and signs; the same key twice in a row is told as tab×2."""
    names = [key.text if isinstance(key, Typed) else key_name(key, None, language) for key in keys]
    counted = ((name, len(list(same))) for name, same in groupby(names))
    return " ".join(name if count == 1 else f"{name}×{count}" for name, count in counted)


class PressedKeys:
    """The keys pressed last, in the order in which they were pressed."""

    def __init__(self) -> None:
        self._keys: deque[tuple[str, str | None]] = deque(maxlen=MOST)

    def note(self, event: Event, focused: Widget | None, *, nothing_typed: bool = False) -> None:
        """Add a key or a paste that came while this widget had the focus, unless it is secret.

        With `nothing_typed` what is typed into any field is secret, else into password fields only.
        """
        secret = (isinstance(focused, Input) and focused.password) or (
            nothing_typed and isinstance(focused, Input | TextArea)
        )
        if isinstance(event, Key) and not (secret and event.is_printable):
            self._keys.append((event.key, event.character))
        elif isinstance(event, Paste) and not secret:
            self._keys.append((N_("pasted"), None))

    def clear(self) -> None:
        """Forget all keys."""
        self._keys.clear()

    def said(self, language: Language) -> str:
        """Return the keys as words and signs."""
        return " ".join(
            language.text(key) if key == "pasted" else key_name(key, character, language)
            for key, character in self._keys
        )
