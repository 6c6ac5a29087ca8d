"""Presenting: what one shows, many watch. The presenter waits for nobody."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from enroltui.presenting.frames import Feed, ScreenFrame

ALPHABET, LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8
"""Of a code: no letters and digits that are taken for each other; 31 to the power 8 is 850 thousand million."""
EVERY = 0.1
"""Seconds between two rounds of what is sent to those who watch."""
AT_ONCE = 2
"""Watchers that are sent to before others in the process have their turn."""
WRONG_TRIES, FORGIVEN_AFTER, REMEMBERED = 10, 600.0, 10_000
"""Wrong codes from one address until none is looked at any more; seconds until it may try again; addresses kept."""

log = logging.getLogger(__name__)


class Watcher(Protocol):
    """Somebody who watches."""

    def look(self) -> None:
        """There is something new to see; must be quick, and may leave it for later."""


class LogEvent(Protocol):
    """Writes a line into the service's log."""

    def __call__(self, event: str, **facts: object) -> None: ...


class Presentation:
    """One app's screen, shown to those who have its code, until it ends."""

    def __init__(
        self,
        code: str,
        feed: Feed,
        shown: Callable[[ScreenFrame], ScreenFrame],
        changed: Callable[[], None],
        account: str,
    ) -> None:
        """`shown`: what an audience sees of a frame; `changed` is called when the number of watchers has."""
        self.code = code
        self.account = account
        self.paused = False
        self.ended = asyncio.Event()
        self.frame = ScreenFrame(())
        """What an audience sees now."""
        self._feed = feed
        self._shown = shown
        self._changed = changed
        self._watchers: list[Watcher] = []
        self._news = asyncio.Event()
        feed.on_frame.append(self._taken)
        feed.start()
        self._sending = asyncio.create_task(self._send())

    @property
    def watching(self) -> int:
        """How many watch."""
        return len(self._watchers)

    def join(self, watcher: Watcher) -> None:
        """One more watches, and sees the whole screen at once."""
        self._watchers.append(watcher)
        watcher.look()
        self._changed()

    def leave(self, watcher: Watcher) -> None:
        """One fewer."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)
            self._changed()

    def pause(self, paused: bool) -> None:
        """The audience sees nothing new until the presenter goes on."""
        self.paused = paused
        self.renew()
        self._news.set()

    def renew(self) -> None:
        """What an audience may see has changed: show it anew."""
        self._feed.take()

    def end(self) -> None:
        """No more."""
        if not self.ended.is_set():
            self._feed.on_frame.remove(self._taken)
            self._feed.stop()
            self.ended.set()
            self._news.set()

    def _taken(self, frame: ScreenFrame) -> None:
        if not self.paused:
            self.frame = self._shown(frame)
            self._news.set()

    def _show(self, watcher: Watcher) -> None:
        """To this one; what fails there is kept from the others."""
        try:
            watcher.look()
        except Exception:
            log.exception("a watcher could not be shown anything, and is left out")
            self.leave(watcher)

    async def _send(self) -> None:
        while not self.ended.is_set():
            await self._news.wait()
            self._news.clear()
            for number, watcher in enumerate(list(self._watchers), start=1):
                self._show(watcher)
                if number % AT_ONCE == 0:
                    await asyncio.sleep(0)
            await asyncio.sleep(EVERY)


class Presentations:
    """All that are going on in this process, by their codes."""

    def __init__(self, log_event: LogEvent) -> None:
        """`log_event`: the service's log, which tells who presents, and when no longer."""
        self._log_event = log_event
        self._going_on: dict[str, Presentation] = {}
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._going_on)

    def begin(
        self, feed: Feed, shown: Callable[[ScreenFrame], ScreenFrame], changed: Callable[[], None], account: str
    ) -> Presentation:
        """A new one, of this account, under a code that cannot be guessed."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        presentation = self._going_on[code] = Presentation(code, feed, shown, changed, account)
        self._log_event("presents", account=account)
        return presentation

    def end(self, presentation: Presentation) -> None:
        """It is over, and its code means nothing any more."""
        presentation.end()
        if self._going_on.pop(presentation.code, None):
            self._log_event("presented", account=presentation.account)

    def find(self, typed: str, address: str, now: float) -> Presentation | None:
        """The one with this code, as typed; None where there is none, or after too many wrong tries from an address.

        `now`: seconds of any steady clock.
        """
        wrong, last = self._wrong.get(address, (0, now))
        if now >= last + FORGIVEN_AFTER:
            wrong = 0
        if wrong >= WRONG_TRIES:
            return None
        found = self._going_on.get(typed.upper().replace("-", "").strip())
        if found is None:
            self._wrong[address] = wrong + 1, now
            self._wrong.move_to_end(address)
            if len(self._wrong) > REMEMBERED:
                self._wrong.popitem(last=False)
        return found


def spaced(code: str) -> str:
    """A code as it is shown: in two halves."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
