"""Plays a guided tour: shows each step's caption, and waits for the viewer or presses the keys itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Key
from textual.message_pump import MessagePump

from enroltui.presenting.frames import Feed, ScreenFrame
from enroltui.textual_private import key_of_character
from enroltui.tours.pace import PACES, Pace
from enroltui.tours.tour import Step, Tour, Typed

if TYPE_CHECKING:
    from enroltui.presenting.presentable_app import PresentableApp

TAKEN_AWAY = 1.0
"""Seconds after which a widget that does not answer counts as removed."""
BESIDE = ("tour", "record", "news")
"""Groups of workers that a step does not wait for."""
BETWEEN_LOOKS = 0.01
"""Seconds until it is looked again whether the workers are done."""
PATIENCE = 15.0
"""Seconds after which a step that does not come to its end is left to the viewer to do."""


class Player:
    """Plays one tour on one app.

    To go back it begins anew in a fresh sandbox and does the steps up to the one before without pauses ("hurrying"), as
    what a step has done is not undone otherwise.
    """

    def __init__(
        self,
        app: PresentableApp,
        feed: Feed,
        tour: Tour,
        begin_anew: Callable[[str | None], None],
        changed: Callable[[], None],
        *,
        pace: Pace | None = None,
        own_lines: Callable[[], int] = lambda: 0,
    ) -> None:
        """Prepare a tour; `start` begins it.

        `begin_anew` opens a fresh sandbox at its login page, on the shown day given. `changed` is called when the step
        or the way of playing has changed. With `pace` None the viewer does the steps. `own_lines` returns how many of
        the screen's last rows are the bar's, and no part of the page.
        """
        self.tour = tour
        self.pace = pace or PACES["normal"]
        self.playing = pace is not None
        self.at = 0
        self.hurrying = False
        self._app = app
        self._feed = feed
        self._begin_anew = begin_anew
        self._changed = changed
        self._own_lines = own_lines
        self._touched = False
        """Whether a key was pressed since the step began."""
        self._awaited: Key | None = None
        self._ended = asyncio.Event()

    # --- what the viewer asks for -----------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """Return the step whose caption is shown now."""
        return self.tour.steps[self.at]

    @property
    def last(self) -> bool:
        """Return whether that step is the last one."""
        return self.at == len(self.tour.steps) - 1

    def start(self) -> None:
        """Begin the tour at its first step."""
        self._feed.start(_look)
        self._go(0, anew=True)

    def stop(self) -> None:
        """Stop the tour for good: it presses no key any more."""
        self._app.workers.cancel_group(self._app, "tour")
        self._feed.stop(_look)
        self._ended.set()

    def play(self) -> None:
        """Let the tour play itself from now on; if it does, let the viewer do the steps."""
        self.playing = not self.playing
        # Where keys were pressed, nobody knows how far the step is: it is begun anew.
        self._go(self.at, anew=self.playing and self._touched)

    def pause(self) -> None:
        """Let the viewer do the steps from now on, unless the tour is hurrying."""
        if self.playing and not self.hurrying:
            self.play()

    def back(self) -> None:
        """Go one step back."""
        self._go(max(0, self.at - 1), anew=True)

    def skip(self) -> None:
        """Do this step for the viewer, and go on to the next one."""
        if not self.last:
            self._go(self.at + 1, anew=self._touched)

    def start_over(self) -> None:
        """Begin again at the first step, in a fresh sandbox."""
        self._go(0, anew=True)

    def lets_through(self, event: Key) -> bool:
        """Return whether a key may reach the page. The viewer's only stops the tour while it plays itself."""
        if event is self._awaited:
            self._awaited = None
            return True
        if self.hurrying:
            return False
        if self.playing:
            self.pause()
            return False
        self._touched = True
        return True

    async def ended(self) -> bool:
        """Wait for the end of the last step, or for `stop`; return whether the tour has played itself to its end."""
        await self._ended.wait()
        return self.playing and self.last

    # --- how it goes ------------------------------------------------------------------------------------------------

    def _go(self, to: int, *, anew: bool) -> None:
        self.hurrying = anew or self.at < to
        self._app.run_worker(self._run(to, anew=anew), group="tour", exclusive=True)

    async def _run(self, to: int, *, anew: bool) -> None:
        """Hurry to a step, from the first one (`anew`) or from the one where the tour is, and go on from there."""
        begin = 0 if anew else self.at
        self._changed()
        if anew:
            self._begin_anew(self.tour.today)
            await self._settled()
        for number in range(begin, to):
            if not await self._done(self.tour.steps[number]):
                to = number
                break
        self.hurrying = False
        if begin != to or anew:
            self._begin_step(to)
        self._changed()
        while await self._finish_step() and not self.last:
            self._begin_step(self.at + 1)
        if self.playing and self.last:
            self._ended.set()

    def _begin_step(self, number: int) -> None:
        self.at, self._touched = number, False
        self._changed()

    async def _finish_step(self) -> bool:
        """Wait for the viewer to do the step, or do it; return whether the tour goes on to the next step by itself."""
        step = self.step
        if not self.playing:
            await self._until(step, when_touched=bool(step.keys))
            return bool(step.keys)  # without keys it is something to read: the viewer goes on by a key
        await self._feed_settled()
        await self.pace.read(step.caption[self._app.visit.language.code])
        if await self._done(step, self.pace):
            return True
        self.playing = False
        self._changed()
        if not self.pace.watched:
            self._ended.set()
            return False
        return await self._finish_step()

    async def _done(self, step: Step, pace: Pace | None = None) -> bool:
        """Press a step's keys and wait for what they lead to; return whether that has come in time."""
        for pressed in step.keys:
            for key in pressed.text if isinstance(pressed, Typed) else [pressed]:
                await self._press(key)
                if pace:
                    await pace.between_keys(typing=isinstance(pressed, Typed))
        try:
            async with asyncio.timeout(PATIENCE):
                await self._until(step)
        except TimeoutError:
            return False
        return True

    async def _press(self, key: str) -> None:
        """Press a key as if the viewer had, and wait until the app has handled it."""
        character = " " if key == "space" else key if len(key) == 1 else None
        self._awaited = Key(key_of_character(key) if len(key) == 1 else key, character)
        self._touched = True
        self._app.post_message(self._awaited)
        await self._settled()

    async def _settled(self) -> None:
        """Wait until all messages are handled, and what was asked of the registrar is answered and painted."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < end:
            for node in (self._app, self._app.focused, self._app.screen):
                if node is not None and node.is_running:
                    await _handled(node)
            if not any(worker.group not in BESIDE for worker in self._app.workers):
                return
            await asyncio.sleep(BETWEEN_LOOKS)  # waiting for the work itself would cancel it when the tour ends

    async def _until(self, step: Step, *, when_touched: bool = False) -> None:
        number = 0
        while not (self._shows(step) and (self._touched or not when_touched)):
            await self._feed.after(number)
            number = self._feed.number
        await self._settled()

    def _shows(self, step: Step) -> bool:
        """Return whether the step's page is open and its texts stand on it, wherever their lines are broken."""
        if step.page not in (None, self._feed.page):
            return False
        lines = self._feed.frame.lines
        shown = " ".join(" ".join(lines[: len(lines) - self._own_lines()]).split())
        return all(text in shown for text in step.shown[self._app.visit.language.code])

    async def _feed_settled(self) -> None:
        await self._settled()
        self._feed.take()


def _look(frame: ScreenFrame) -> None:
    """Do nothing with a frame: the player reads the newest one from the feed, which takes frames for onlookers only."""


async def _handled(node: MessagePump) -> None:
    """Wait until this widget has handled what came before now, or was removed."""
    done = asyncio.Event()
    node.call_after_refresh(done.set)
    try:
        async with asyncio.timeout(TAKEN_AWAY):  # `wait_for` may lose a cancelling that comes at the same moment
            await done.wait()
    except TimeoutError:
        return
