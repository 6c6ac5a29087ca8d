"""What is laid over the pages of an app: a tour, pressed keys, a presentation, a recording, a help session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from textual.events import Event, Key, MouseDown, Paste
from textual.screen import Screen

from enroltui.actions import ACTIONS
from enroltui.clock import ShownClock
from enroltui.language import Language
from enroltui.presenting.asciicast import AsciicastWriter
from enroltui.presenting.frames import Feed, ScreenFrame
from enroltui.presenting.hiding import hidden, seen_screens, tells_of_others
from enroltui.presenting.participant import Participant
from enroltui.presenting.player import Player
from enroltui.presenting.presentation import Presentation, spaced
from enroltui.presenting.pressed_keys import PressedKeys, keys_told
from enroltui.printable import printable
from enroltui.saving import make_private
from enroltui.terms import Role
from enroltui.tours.pace import Pace
from enroltui.tours.tour import Tour
from enroltui.visit import LookingOn
from enroltui.widgets.notice import Tone
from enroltui.widgets.overlay_bar import BarContent, OverlayBar, lines_of

if TYPE_CHECKING:
    from enroltui.presenting.presentable_app import PresentableApp
    from enroltui.sandbox import Sandbox
    from enroltui.screens.page import Page
    from enroltui.visit import Visit

TOUR_KEYS = ("tour_play", "tour_back", "tour_skip", "tour_over", "tour_end")
"""Ids in actions.py, in the order in which the bar shows them."""

OPENS_MENU, PRESENTS = ACTIONS["demonstrate"].keys, ACTIONS["present"].keys
"""Keys that are no part of a tour, though they work in it."""


class Overlay:
    """Belongs to one app, and says on a bar below each page what is going on."""

    def __init__(self, app: PresentableApp) -> None:
        self.feed = Feed(app)
        self.player: Player | None = None
        self.keys_shown = False
        self.student_hidden = False
        self.participant: Participant | None = None
        """Who uses this app in a help session; None outside one."""
        self.outside: Visit | None = None
        """The visit that a tour's sandbox has taken the place of."""
        self.recording: AsciicastWriter | None = None
        self.presentation: Presentation | None = None
        self._app = app
        self._pressed = PressedKeys()
        self._sandbox: Sandbox | None = None
        app.screen_change_signal.subscribe(app, lambda screen: self._put(screen, self._bar_content()))

    # --- tours ------------------------------------------------------------------------------------------------------

    def start(self, tour: Tour, pace: Pace | None = None) -> Player:
        """Begin a tour in a sandbox of its own; with `pace` None the viewer does the steps."""
        assert self._app.make_sandbox is not None
        self._stop_player()
        if self._sandbox is None:
            visit = self._app.visit
            self.outside = visit.staff if isinstance(visit, LookingOn) else visit
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
        """End the tour, and go back to the visit before it; a demo goes on from where the tour is."""
        if self.player is None:
            return
        self._stop_player()
        self.keys_shown = False
        outside = self.outside
        if outside is not None and not outside.demo:
            self._app.begin(outside)
            self._close_sandbox()
        self.changed()

    def close(self) -> None:
        """End everything, as the app ends; nothing is left behind."""
        self._stop_player()
        self.stop_presenting()
        self.stop_recording()
        self._close_sandbox()

    def _begin_anew(self, today: str | None) -> None:
        assert self._sandbox is not None
        self._pressed.clear()
        self._app.begin(self._sandbox.begin(self._app.visit.language, ShownClock.parse(today) if today else None))

    def _stop_player(self) -> None:
        if self.player is not None:
            self.player.stop()
            self.player = None

    def _close_sandbox(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = self.outside = None

    # --- recording --------------------------------------------------------------------------------------------------

    def record(self, file: TextIO) -> None:
        """Record the screen to a file, which is closed at the end."""
        self.stop_recording()
        began = time.monotonic()
        self.recording = AsciicastWriter(
            file, lambda: time.monotonic() - began, title=self._app.TITLE or "", timestamp=int(time.time())
        )
        self.feed.start(self.recording.record)
        self.changed()

    def record_anew(self, page: Page) -> None:
        """Record the screen to a new file in the folder for recordings, and say where on the page."""
        folder = self._app.recordings
        assert folder is not None
        path = folder / f"{time.strftime('%Y-%m-%d-%H%M%S')}.cast"
        try:
            make_private(folder)
            self.record(path.open("x", encoding="utf-8", buffering=1))
        except OSError:
            page.say(Tone.BAD, lambda language: language.text("{path} can't be written.", path=printable(str(path))))
        else:
            page.say(Tone.GOOD, lambda language: language.text("Recording to {path}", path=printable(str(path))))

    def stop_recording(self) -> None:
        """End the recording, if there is one, and close its file."""
        if self.recording is not None:
            self.feed.stop(self.recording.record)
            self.recording.close()
            self.recording = None
            self.changed()

    # --- an audience ------------------------------------------------------------------------------------------------

    def present(self) -> None:
        """Begin a presentation. Outside a demo the student is hidden at first; the presenter can change that."""
        presentations = self._app.presentations
        if presentations is None or self.presentation is not None:
            return
        self.student_hidden = not self._app.visit.demo
        account = self._app.visit.account  # None before the login of a demo
        who = account.name if account else "demo"
        self.presentation = presentations.begin(self.feed, self._for_audience, self.changed, who)
        self.changed()

    def stop_presenting(self) -> None:
        """End the presentation, if there is one, which its audience is told."""
        if self.presentation is not None and self._app.presentations is not None:
            self._app.presentations.end(self.presentation)
            self.presentation = None
            self.changed()

    def pause_presenting(self) -> None:
        """Pause the presentation, so that its audience keeps what it sees, or go on."""
        if self.presentation is not None:
            self.presentation.pause(not self.presentation.paused)
            self.changed()

    def hide_student(self, hide: bool) -> None:
        """Hide from the audience who the student is, or show it."""
        self.student_hidden = hide
        self._pressed.clear()
        self.changed()
        if self.presentation is not None:
            self.feed.take()

    def _for_audience(self, frame: ScreenFrame) -> ScreenFrame | None:
        if not self.student_hidden:
            return frame
        app = self._app
        if any(map(tells_of_others, seen_screens(app.screen_stack))):
            return None
        account = app.visit.account
        student = account is not None and account.role is Role.STUDENT
        return hidden(frame, [account.name, account.person] if account and student else [])

    def set_participant(self, participant: Participant | None) -> None:
        """Begin a help session in which the app is used by this participant, or with None end it."""
        self.participant = participant
        self.changed()

    # --- keys -------------------------------------------------------------------------------------------------------

    def show_keys(self, shown: bool) -> None:
        """Begin or end showing pressed keys in the corner."""
        self.keys_shown = shown
        self._pressed.clear()
        self.changed()

    def takes(self, event: Event) -> bool:
        """Use what came from the keyboard or the mouse, if it is for the overlay; return whether it was."""
        player = self.player
        if self.participant is not None and self.participant.takes(event):
            return True
        if player is not None and isinstance(event, Key) and event.key in OPENS_MENU:
            player.pause()
        elif player is not None and isinstance(event, Key) and event.key not in PRESENTS:
            for name, action in self._tour_actions(player).items():
                if event.key in ACTIONS[name].keys:
                    action()
                    return True
            if not player.lets_through(event):
                return True
        elif isinstance(event, Paste | MouseDown) and player is not None and (player.playing or player.hurrying):
            player.pause()
            return True
        if self.keys_shown and isinstance(event, Key | Paste):
            self._pressed.note(event, self._app.focused, nothing_typed=self.student_hidden)
            self.changed()
        return False

    def _tour_actions(self, player: Player) -> dict[str, Callable[[], None]]:
        return dict(
            zip(TOUR_KEYS, (player.play, player.back, player.skip, player.start_over, self.end_tour), strict=True)
        )

    # --- the bar ----------------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Bring the bars up to date: that of the open page, and of those that show through."""
        content = self._bar_content()
        for screen in self._app.screen_stack:
            self._put(screen, content)

    @staticmethod
    def _put(screen: Screen[Any], content: BarContent | None) -> None:
        bars = list(screen.query(OverlayBar))
        if content is None:
            for bar in bars:
                bar.remove()
        elif bars:
            bars[0].show(content)
        elif screen.is_attached:
            screen.mount(OverlayBar(content))

    def _bar_content(self) -> BarContent | None:
        """Return what the bar is to say; None: there is to be no bar."""
        player, language = self.player, self._app.visit.language
        if self.participant is not None:
            return self.participant.bar_content(language)
        facts = list(self._facts(language))
        if player is None and not facts and not self.keys_shown:
            return None
        pressed = self._pressed.said(language) if self.keys_shown else ""
        if player is None:
            return BarContent(tuple(facts) or (language.text("Keys pressed:"),), pressed)
        place = language.text("Tour, step {number} of {count}", number=player.at + 1, count=len(player.tour.steps))
        caption = language.text("One moment…") if player.hurrying else player.step.caption[language.code]
        return BarContent((place, *facts, player.tour.title[language.code]), pressed, caption, self._keys_told(player))

    def _facts(self, language: Language) -> Iterator[str]:
        """Return what somebody who presents or is recorded must know."""
        if (presentation := self.presentation) is not None:
            code = spaced(presentation.code)
            if presentation.paused:
                yield language.text("Paused, code {code}", code=code)
            else:
                yield language.text("Presenting, code {code}", code=code)
            yield language.plural("{count} watches", "{count} watch", presentation.watching)
            if presentation.wrong_codes:
                yield language.plural("{count} wrong code", "{count} wrong codes", presentation.wrong_codes)
            yield language.text("student hidden") if self.student_hidden else language.text("student shown")
        if self.recording is not None:
            yield "● " + language.text("recording")

    def _keys_told(self, player: Player) -> tuple[tuple[str, str], ...]:
        """Return the keys of tours with their labels, first the keys that the step asks the viewer to press."""
        language = self._app.visit.language
        words = {name: language.text(ACTIONS[name].label) for name in TOUR_KEYS}
        if player.playing:
            words["tour_play"] = language.text("pause")
        if player.last:
            del words["tour_skip"]
        told = [(ACTIONS[name].shown, word) for name, word in words.items()]
        if not player.playing and not player.hurrying and player.step.keys:
            told.insert(0, (language.text("Press: {keys}", keys=keys_told(player.step.keys, language)), ""))
        return tuple(told)
