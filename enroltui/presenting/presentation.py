"""Presents one app's screen to many watchers, without ever waiting for one of them."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from enroltui.presenting.frames import Feed, ScreenFrame

ALPHABET, LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8
"""Characters of a code, none of which looks like another, and its length: 850 thousand million codes (31 ** 8)."""
EVERY = 0.1
"""Seconds between two rounds in which the watchers get what is new."""
AT_ONCE = 2
"""Watchers that are served in a row before the event loop runs other tasks."""
FREE_TRIES, PAUSE = 10, 2.0
"""Wrong codes from an address, without a right one, after which one in so many seconds is looked up."""
FORGIVEN_AFTER, REMEMBERED = 600.0, 10_000
"""Seconds after which wrong codes are forgotten; addresses of which they are remembered."""

log = logging.getLogger(__name__)


class LogEvent(Protocol):
    """Writes an event with its facts into the service's log."""

    def __call__(self, event: str, **facts: object) -> None: ...


class Presentation:
    """One app's screen, shown to those who have its code, until it ends."""

    def __init__(
        self,
        code: str,
        feed: Feed,
        shown: Callable[[ScreenFrame], ScreenFrame | None],
        changed: Callable[[], None],
        account: str,
    ) -> None:
        """`shown` returns what the audience sees of a frame, None where that is nothing.

        `changed` is called when a watcher comes or leaves.
        """
        self.code = code
        self.account = account
        self.paused = False
        self.wrong_codes = 0
        """Wrong codes that were typed since it began, by anybody."""
        self.ended = asyncio.Event()
        self.frame: ScreenFrame | None = None
        """What the audience sees now; None: the page shows people by name, and is hidden."""
        self._feed = feed
        self._shown = shown
        self._changed = changed
        self._watchers: list[Callable[[], None]] = []
        self._news = asyncio.Event()
        feed.start(self._taken)
        self._sending = asyncio.create_task(self._send())

    @property
    def watching(self) -> int:
        """Return how many watch."""
        return len(self._watchers)

    def join(self, watcher: Callable[[], None]) -> None:
        """Call a watcher now and whenever there is something new to see; it must be quick."""
        self._watchers.append(watcher)
        watcher()
        self._changed()

    def leave(self, watcher: Callable[[], None]) -> None:
        """Call a watcher no more; nothing happens if it has left already."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)
            self._changed()

    def wrong_code(self) -> None:
        """Count a wrong code, and have the presenter see that."""
        self.wrong_codes += 1
        self._changed()

    def pause(self, paused: bool) -> None:
        """Show the audience nothing new from now on, or go on."""
        self.paused = paused
        self._feed.take()
        self._news.set()

    def end(self) -> None:
        """End the presentation; nothing happens if it has ended already."""
        if not self.ended.is_set():
            self._feed.stop(self._taken)
            self.ended.set()
            self._news.set()

    def _taken(self, frame: ScreenFrame) -> None:
        if not self.paused:
            self.frame = self._shown(frame)
            self._news.set()

    def _show(self, watcher: Callable[[], None]) -> None:
        """Call one watcher; one that fails is left out from now on, and the others see no difference."""
        try:
            watcher()
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
    """The presentations that are going on in this process, by their codes."""

    def __init__(self, log_event: LogEvent) -> None:
        """`log_event` writes into the service's log who begins and ends a presentation."""
        self._log_event = log_event
        self._going_on: dict[str, Presentation] = {}
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many presentations are going on."""
        return len(self._going_on)

    def begin(
        self, feed: Feed, shown: Callable[[ScreenFrame], ScreenFrame | None], changed: Callable[[], None], account: str
    ) -> Presentation:
        """Begin a presentation by this account, under a new code that cannot be guessed; see `Presentation`."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        presentation = self._going_on[code] = Presentation(code, feed, shown, changed, account)
        self._log_event("presents", account=account)
        return presentation

    def end(self, presentation: Presentation) -> None:
        """End a presentation; nobody gets in by its code from now on."""
        presentation.end()
        if self._going_on.pop(presentation.code, None):
            self._log_event("presented", account=presentation.account)

    def wait(self, address: str, now: float) -> float:
        """Return the seconds until a code from this address may be looked up; `now` is in seconds of a steady clock.

        A lecture hall may share an address, so a right code is only held up, and clears the count.
        """
        wrong, last = self._wrong.get(address, (0, now))
        if wrong < FREE_TRIES or now >= last + FORGIVEN_AFTER:
            return 0.0
        return max(0.0, last + PAUSE - now)

    def find(self, typed: str, address: str, now: float) -> Presentation | None:
        """Look up the presentation with this code, as typed, when there is no more to wait; None if there is none."""
        wrong, last = self._wrong.pop(address, (0, now))
        found = self._going_on.get(typed.upper().replace("-", "").strip())
        if found is None:
            tries = wrong + 1 if now < last + FORGIVEN_AFTER else 1
            self._wrong[address] = tries, now
            if len(self._wrong) > REMEMBERED:
                self._wrong.popitem(last=False)
            self._log_event("wrong_code", address=address, tries=tries)
            for presentation in self._going_on.values():
                presentation.wrong_code()
        return found


def spaced(code: str) -> str:
    """Return a code as it is shown, in two halves with a hyphen between them."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
