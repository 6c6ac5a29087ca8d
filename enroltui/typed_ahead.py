"""Keys that are pressed sooner than a page can take them are kept for it, in their order."""

from __future__ import annotations

from bisect import insort
from typing import Any, cast

from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import Screen

AT_ONCE = frozenset({"escape", "ctrl+c", "ctrl+q"})
"""What gets one out of waiting."""


def pressed_again(event: Key | Paste) -> Key | Paste:
    """Return the same key or paste, of its own time, as if nothing had had it yet."""
    again = Key(event.key, event.character) if isinstance(event, Key) else Paste(event.text)
    again.time = event.time
    return again


class TypedAhead(App[None]):
    """An app whose keys wait for the page they are meant for."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[Key | Paste] = []
        """In the order in which they were pressed."""

    async def on_event(self, event: Event) -> None:
        """A key behind others that are kept is kept too, and one for which nothing has the focus yet."""
        if isinstance(event, Key) and not event.is_forwarded and self._must_wait:
            if event.key not in AT_ONCE:
                self._keep(event)
                return
            self._kept.clear()
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """A key that nothing took on the page that was left goes to the field of the page that came, or waits."""
        screen = cast("Screen[Any]", self.screen)
        focused = screen.focused
        typed = focused is not None and focused.check_consume_key(event.key, event.character)
        if event.key in AT_ONCE:
            self._kept.clear()
        elif self._unknowing and (self._kept or not typed):
            event.prevent_default()
            self._keep(event)
        elif typed or not screen.is_mounted:
            event.prevent_default()
            (focused or screen).post_message(Key(event.key, event.character))

    @property
    def _must_wait(self) -> bool:
        return bool(self._kept) or (self._unknowing and self.screen.focused is None)

    @property
    def ready_for_keys(self) -> bool:
        """Return whether the next key would be taken at once."""
        return not self._kept and not self._unknowing and self.screen.is_mounted

    @property
    def _unknowing(self) -> bool:
        return not getattr(self.screen, "knows", True)

    def _keep(self, event: Key) -> None:
        insort(self._kept, pressed_again(event), key=lambda key: key.time)

    async def take_kept_keys(self) -> None:
        """Hand on the keys that waited, one at a time, where the page knows by now what it shows."""
        if self._kept and not self._unknowing:
            await super().on_event(self._kept.pop(0))
            self.call_later(self.take_kept_keys)
