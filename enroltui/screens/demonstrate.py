"""The menu over a page of what can be shown to others. What is chosen there is done by the overlay (`presenting/`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical

from enroltui.language import Language, says
from enroltui.screens.over_page import OverPage
from enroltui.screens.page import Page
from enroltui.tours.known import known_tours
from enroltui.tours.pace import PACES
from enroltui.tours.tour import Tour
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.speaking import Saying, Words

if TYPE_CHECKING:
    from enroltui.presenting.app_with_overlay import AppWithOverlay
    from enroltui.presenting.overlay import Overlay


class Option(NamedTuple):
    """A line of the menu, and what is called when it is chosen."""

    words: Callable[[Language], str]
    run: Callable[[], object]


class Options(OverPage[None]):
    """A menu over a page, of at most nine options, which closes when one is chosen."""

    CSS_PATH = "demonstrate.tcss"

    def __init__(self, page: Page, title: Saying, options: list[Option]) -> None:
        super().__init__(page)
        self._title = title
        self._options = options

    def compose(self) -> ComposeResult:
        """Lay out the title and the options."""
        with Vertical(id="options"):
            yield Words(self._title, classes="heading")
            items = [Item(str(number), option.words) for number, option in enumerate(self._options)]
            yield Menu(items, self._picked, label_width=54)

    def _picked(self, item: str) -> None:
        self.dismiss(None)
        self._options[int(item)].run()


class Demonstrate(Options):
    """The menu of what can be shown to others now; during a tour also of what its keys do."""

    def __init__(self, page: Page, app: AppWithOverlay) -> None:
        super().__init__(page, says("Show to others"), _offered(page, app))


def _offered(page: Page, app: AppWithOverlay) -> list[Option]:
    overlay, player = app.overlay, app.overlay.player
    options = []
    if app.make_sandbox is not None and player is None:
        options.append(Option(says("A guided tour…"), partial(_choose_tour, page, overlay)))
    if player is not None:
        options += [
            Option(
                says("Let the tour play itself (F5)") if not player.playing else says("Pause the tour (F5)"),
                player.play,
            ),
            Option(says("One step back (F6)"), player.back),
            Option(says("On to the next step (F7)"), player.skip),
            Option(says("Start the tour over (F8)"), player.start_over),
            Option(says("End the tour (F9)"), overlay.end_tour),
        ]
    options += _audience(app)
    shown = overlay.keys_shown
    options.append(
        Option(
            says("Show no longer the keys that are pressed") if shown else says("Show the keys that are pressed"),
            partial(overlay.show_keys, not shown),
        )
    )
    if overlay.recording:
        options.append(Option(says("Stop recording"), overlay.stop_recording))
    elif app.recordings is not None:
        options.append(Option(says("Record the screen"), partial(overlay.record_anew, page)))
    return options


def _audience(app: AppWithOverlay) -> list[Option]:
    overlay = app.overlay
    if (presentation := overlay.presentation) is None:
        offered = app.presentations is not None
        return [Option(says("Let others watch (ctrl+r)…"), overlay.present)] * offered
    hide = not overlay.student_hidden
    return [
        Option(
            says("Go on presenting (ctrl+r)")
            if presentation.paused
            else says("Pause: the audience sees nothing new (ctrl+r)"),
            overlay.pause_presenting,
        ),
        Option(
            says("Hide the student's name and number") if hide else says("Show the student's name and number"),
            partial(overlay.hide_student, hide),
        ),
        Option(says("End the presentation"), overlay.stop_presenting),
    ]


def _choose_tour(page: Page, overlay: Overlay) -> None:
    tours = [
        Option(lambda language, tour=tour: tour.title[language.code], partial(_choose_pace, page, overlay, tour))  # type: ignore[misc]
        for tour in list(known_tours().values())[:9]
    ]
    page.app.push_screen(Options(page, says("Which tour?"), tours))


def _choose_pace(page: Page, overlay: Overlay, tour: Tour) -> None:
    paces = [
        Option(says("I do each step myself"), partial(overlay.start, tour)),
        Option(says("It plays itself"), partial(overlay.start, tour, PACES["normal"])),
        Option(says("It plays itself, slowly"), partial(overlay.start, tour, PACES["slow"])),
        Option(says("It plays itself, fast"), partial(overlay.start, tour, PACES["fast"])),
    ]
    page.app.push_screen(Options(page, lambda language: tour.title[language.code], paces))
