"""What is laid over an app while it is shown to others: pressed keys, a tour, an audience, a recording."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from textual.events import Event, Key, MouseDown, Paste
from textual.screen import Screen

from enroltui.actions import ACTIONS
from enroltui.language import Language
from enroltui.showing.frames import Feed
from enroltui.showing.player import Player
from enroltui.showing.pressed import Pressed, key_name
from enroltui.showing.recorder import Recorder
from enroltui.tours.pace import Pace
from enroltui.tours.tour import Tour, Typed
from enroltui.visit import LookingOn
from enroltui.widgets.stage_bar import Shown, StageBar, lines_of

if TYPE_CHECKING:
    from enroltui.app import EnrolApp, Sandboxed
    from enroltui.visit import Visit

TOUR_KEYS = ("tour_play", "tour_back", "tour_skip", "tour_over", "tour_end")
"""Ids in actions.py, in the order in which the bar shows them."""


class Stage:
    """Belongs to one app. While it has something to tell, a bar below each page tells it."""

    def __init__(self, app: EnrolApp) -> None:
        self.feed = Feed(app)
        self.player: Player | None = None
        self.keys_shown = False
        self._app = app
        self._pressed = Pressed()
        self._sandbox: Sandboxed | None = None
        self._outside: Visit | None = None
        """The visit that a tour's sandbox has taken the place of."""
        self._recorder: Recorder | None = None
        app.screen_change_signal.subscribe(app, self._on_screen)

    # --- tours ------------------------------------------------------------------------------------------------------

    def start(self, tour: Tour, pace: Pace | None = None) -> Player:
        """Begin a tour in a sandbox of its own; `pace` None: the viewer does the steps."""
        assert self._app.make_sandbox is not None
        self._stop_player()
        if self._sandbox is None:
            visit = self._app.visit
            self._outside = visit.staff if isinstance(visit, LookingOn) else visit
            self._sandbox = self._app.make_sandbox()
        self.keys_shown = True
        self.player = Player(
            self._app,
            self.feed,
            tour,
            self._begin_anew,
            self.changed,
            pace=pace,
            own_lines=lambda: lines_of(self._app.screen),
        )
        self.player.start()
        return self.player

    def end_tour(self) -> None:
        """Back to the visit as it was before; in a demo one goes on where the tour has come to."""
        if self.player is None:
            return
        self._stop_player()
        self.keys_shown = False
        outside = self._outside
        if outside is not None and not outside.demo:
            self._app.begin(outside)
            self._close_sandbox()
        self.changed()

    def close(self) -> None:
        """The app ends: nothing is left behind."""
        self._stop_player()
        self.stop_recording()
        self._close_sandbox()

    def _begin_anew(self, today: str | None) -> None:
        assert self._sandbox is not None
        self._pressed.clear()
        self._app.begin(self._sandbox.begin(self._app.visit.language, today))

    def _stop_player(self) -> None:
        if self.player is not None:
            self.player.stop()
            self.player = None

    def _close_sandbox(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = self._outside = None

    # --- recording --------------------------------------------------------------------------------------------------

    def record(self, file: TextIO) -> None:
        """Record the screen to a file from now on."""
        self.stop_recording()
        began = time.monotonic()
        self._recorder = Recorder(
            file, lambda: time.monotonic() - began, title=self._app.TITLE or "", timestamp=int(time.time())
        )
        self.feed.on_frame.append(self._recorder.record)
        self.feed.start()
        self.changed()

    def stop_recording(self) -> None:
        """No longer."""
        if self._recorder is not None:
            self.feed.stop()
            self.feed.on_frame.remove(self._recorder.record)
            self._recorder.close()
            self._recorder = None
            self.changed()

    @property
    def recording(self) -> bool:
        """Whether it is recorded."""
        return self._recorder is not None

    # --- keys -------------------------------------------------------------------------------------------------------

    def show_keys(self, shown: bool) -> None:
        """Show what is pressed in the corner, or no longer."""
        self.keys_shown = shown
        self._pressed.clear()
        self.changed()

    def takes(self, event: Event) -> bool:
        """Whether what comes from the keyboard or the mouse is for the stage, and not for the page."""
        player = self.player
        if player is not None and isinstance(event, Key):
            for name, action in self._tour_actions(player).items():
                if event.key in ACTIONS[name].keys:
                    action()
                    return True
            if not player.pressed(event):
                return True
        elif isinstance(event, Paste | MouseDown) and player is not None and (player.playing or player.hurrying):
            player.pause()
            return True
        if self.keys_shown and isinstance(event, Key | Paste):
            self._pressed.note(event, self._app.focused)
            self.changed()
        return False

    def _tour_actions(self, player: Player) -> dict[str, Callable[[], None]]:
        return dict(
            zip(TOUR_KEYS, (player.play, player.back, player.skip, player.start_over, self.end_tour), strict=True)
        )

    # --- the bar ----------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Tell anew what there is to tell, on the page that is open and on those that show through."""
        shown = self._shown()
        for screen in self._app.screen_stack:
            self._put(screen, shown)

    def _on_screen(self, screen: Screen[Any]) -> None:
        self._put(screen, self._shown())

    @staticmethod
    def _put(screen: Screen[Any], shown: Shown | None) -> None:
        bars = list(screen.query(StageBar))
        if shown is None:
            for bar in bars:
                bar.remove()
        elif bars:
            bars[0].show(shown)
        elif screen.is_attached:
            screen.mount(StageBar(shown))

    def _shown(self) -> Shown | None:
        """None: nothing."""
        player, language = self.player, self._app.visit.language
        facts = list(self._facts(language))
        if player is None and not facts and not self.keys_shown:
            return None
        pressed = self._pressed.said(language) if self.keys_shown else ""
        if player is None:
            return Shown(tuple(facts) or (language.text("Keys pressed:"),), pressed)
        place = language.text("Tour, step {number} of {count}", number=player.at + 1, count=len(player.tour.steps))
        caption = language.text("One moment…") if player.hurrying else player.step.caption[language.code]
        return Shown((place, *facts, player.tour.title[language.code]), pressed, caption, self._keys_told(player))

    def _facts(self, language: Language) -> Iterator[str]:
        """What must be known by who is shown to others."""
        if self.recording:
            yield "● " + language.text("recording")

    def _keys_told(self, player: Player) -> tuple[tuple[str, str], ...]:
        """The tour's own keys; and what the viewer is to press."""
        language = self._app.visit.language
        words = {name: language.text(ACTIONS[name].label) for name in TOUR_KEYS}
        if player.playing:
            words["tour_play"] = language.text("pause")
        if player.last:
            del words["tour_skip"]
        told = [(ACTIONS[name].shown, word) for name, word in words.items()]
        if not player.playing and player.step.keys:
            keys = " ".join(
                one.text if isinstance(one, Typed) else key_name(one, None if len(one) > 1 else one, language)
                for one in player.step.keys
            )
            told.append((keys, language.text("← press this")))
        return tuple(told)
