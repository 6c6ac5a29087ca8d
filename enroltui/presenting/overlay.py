"""What is laid over an app while it is shown to others: pressed keys, a tour, an audience, a recording."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from textual.events import Event, Key, MouseDown, Paste
from textual.screen import Screen

from enroltui.actions import ACTIONS
from enroltui.language import Language
from enroltui.presenting.asciicast import AsciicastWriter
from enroltui.presenting.frames import Feed, ScreenFrame, sentence_frame
from enroltui.presenting.hiding import hidden, seen_screens, tells_of_others
from enroltui.presenting.participant import Participant
from enroltui.presenting.player import Player
from enroltui.presenting.presentation import Presentation, spaced
from enroltui.presenting.pressed import Pressed, keys_told
from enroltui.printable import printable
from enroltui.terms import Role
from enroltui.tours.pace import Pace
from enroltui.tours.tour import Tour
from enroltui.visit import LookingOn
from enroltui.widgets.notice import Tone
from enroltui.widgets.overlay_bar import BarContent, OverlayBar, lines_of

if TYPE_CHECKING:
    from enroltui.app import EnrolApp
    from enroltui.presenting.app_with_overlay import Sandboxed
    from enroltui.screens.page import Page
    from enroltui.visit import Visit

TOUR_KEYS = ("tour_play", "tour_back", "tour_skip", "tour_over", "tour_end")
"""Ids in actions.py, in the order in which the bar shows them."""

OPENS_MENU, PRESENTS = ACTIONS["demonstrate"].keys, ACTIONS["present"].keys
"""Keys that are no part of a tour, though they work in it."""


class Overlay:
    """Belongs to one app. While it has something to tell, a bar below each page tells it."""

    def __init__(self, app: EnrolApp) -> None:
        self.feed = Feed(app)
        self.player: Player | None = None
        self.keys_shown = False
        self.student_hidden = False
        self.participant: Participant | None = None
        """The helpdesk with a student, on this one's side."""
        self._app = app
        self._pressed = Pressed()
        self.outside: Visit | None = None
        """The visit that a tour's sandbox has taken the place of."""
        self._sandbox: Sandboxed | None = None
        self._recorder: AsciicastWriter | None = None
        self._presentation: Presentation | None = None
        app.screen_change_signal.subscribe(app, self._on_screen)

    # --- tours ------------------------------------------------------------------------------------------------------

    def start(self, tour: Tour, pace: Pace | None = None) -> Player:
        """Begin a tour in a sandbox of its own; `pace` None: the viewer does the steps."""
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
        """Back to the visit as it was before; in a demo one goes on where the tour has come to."""
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
        """The app ends: nothing is left behind."""
        self._stop_player()
        self.stop_presenting()
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
            self._sandbox = self.outside = None

    # --- recording --------------------------------------------------------------------------------------------------

    def record(self, file: TextIO) -> None:
        """Record the screen to a file from now on."""
        self.stop_recording()
        began = time.monotonic()
        self._recorder = AsciicastWriter(
            file, lambda: time.monotonic() - began, title=self._app.TITLE or "", timestamp=int(time.time())
        )
        self.feed.on_frame.append(self._recorder.record)
        self.feed.start()
        self.changed()

    def record_anew(self, page: Page) -> None:
        """Record to a new file in the folder for recordings, and say where."""
        folder = self._app.recordings
        assert folder is not None
        path = folder / f"{time.strftime('%Y-%m-%d-%H%M%S')}.cast"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.record(path.open("x", encoding="utf-8", buffering=1))
        except OSError:
            page.say(Tone.BAD, lambda language: language.text("{path} can't be written.", path=printable(str(path))))
        else:
            page.say(Tone.GOOD, lambda language: language.text("Recording to {path}", path=printable(str(path))))

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

    # --- an audience ------------------------------------------------------------------------------------------------

    @property
    def presentation(self) -> Presentation | None:
        """What is presented now."""
        return self._presentation

    def present(self) -> None:
        """Show the screen to whoever gets the code. Outside a demo the student is hidden until one says otherwise."""
        presentations = self._app.presentations
        if presentations is None or self._presentation is not None:
            return
        self.student_hidden = not self._app.visit.demo
        account = self._app.visit.account  # None before the login of a demo
        who = account.name if account else "demo"
        self._presentation = presentations.begin(self.feed, self._for_audience, self.changed, who)
        self.changed()

    def stop_presenting(self) -> None:
        """No longer; the audience is told."""
        if self._presentation is not None and self._app.presentations is not None:
            self._app.presentations.end(self._presentation)
            self._presentation = None
            self.changed()

    def pause_presenting(self) -> None:
        """The audience keeps what it sees until one goes on."""
        if self._presentation is not None:
            self._presentation.pause(not self._presentation.paused)
            self.changed()

    def hide_student(self, hide: bool) -> None:
        """Whether the audience sees who the student is."""
        self.student_hidden = hide
        self._pressed.clear()
        self.changed()
        if self._presentation is not None:
            self._presentation.renew()

    def _for_audience(self, frame: ScreenFrame) -> ScreenFrame:
        if not self.student_hidden:
            return frame
        app = self._app
        if any(map(tells_of_others, seen_screens(app.screen_stack))):
            return sentence_frame(
                app.visit.language.text("This page shows people by name; the presenter hides it."), frame
            )
        account = app.visit.account
        student = account is not None and account.role is Role.STUDENT
        return hidden(frame, [account.name, account.person] if account and student else [])

    def set_participant(self, participant: Participant | None) -> None:
        """The helpdesk is with a student from now on, or no longer."""
        self.participant = participant
        self.changed()

    # --- keys -------------------------------------------------------------------------------------------------------

    def show_keys(self, shown: bool) -> None:
        """Show what is pressed in the corner, or no longer."""
        self.keys_shown = shown
        self._pressed.clear()
        self.changed()

    def takes(self, event: Event) -> bool:
        """Whether what comes from the keyboard or the mouse is for the overlay, and not for the page."""
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
            if not player.pressed(event):
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
        """Tell anew what there is to tell, on the page that is open and on those that show through."""
        shown = self._shown()
        for screen in self._app.screen_stack:
            self._put(screen, shown)

    def _on_screen(self, screen: Screen[Any]) -> None:
        self._put(screen, self._shown())

    @staticmethod
    def _put(screen: Screen[Any], shown: BarContent | None) -> None:
        bars = list(screen.query(OverlayBar))
        if shown is None:
            for bar in bars:
                bar.remove()
        elif bars:
            bars[0].show(shown)
        elif screen.is_attached:
            screen.mount(OverlayBar(shown))

    def _shown(self) -> BarContent | None:
        """None: nothing."""
        player, language = self.player, self._app.visit.language
        if self.participant is not None:
            return self.participant.shown(language)
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
        """What must be known by who is shown to others."""
        if (shown := self._presentation) is not None:
            code = spaced(shown.code)
            if shown.paused:
                yield language.text("Paused, code {code}", code=code)
            else:
                yield language.text("Presenting, code {code}", code=code)
            yield language.plural("{count} watches", "{count} watch", shown.watching)
            yield language.text("student hidden") if self.student_hidden else language.text("student shown")
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
        if not player.playing and not player.hurrying and player.step.keys:
            told.insert(0, (language.text("Press: {keys}", keys=keys_told(player.step.keys, language)), ""))
        return tuple(told)
