"""All uses of names that Textual keeps private, each with its reason; a newer Textual may change them without notice.

They were seen in the version that `SEEN_IN` names. `tests/test_private_names.py` fails when one of them goes.
"""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Callable
from typing import IO, Any, cast

from textual._context import visible_screen_stack
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.strip import Strip
from textual.widget import Widget

SEEN_IN = "8.2.8"
"""The version of Textual in which these names were looked up."""

key_of_character: Callable[[str], str] = _character_to_key
"""The name of the key that types a character. Textual has only the other direction, `key_to_character`, in public."""

Source = tuple[str, CSSLocation, bool, int, str]
"""One source of a style sheet, as Textual's parser takes it: text, place, whether it is a default, order and scope."""


class KeyParser(XTermParser):
    """Textual's parser of what a terminal sends, without its cache of a thousand sequences.

    That cache keeps each parser alive, by it the parser's last key, and so the app of a session that is over. Textual
    has no public parser, and no way to switch the cache off.
    """

    _parse_extended_key = XTermParser._parse_extended_key.__wrapped__  # type: ignore[assignment]


class ErrorsToLog:
    """A base, before `App`, of an app whose uncaught errors show no traceback: Textual has no public hook for that."""

    _close_messages_no_wait: Callable[[], None]

    @abstractmethod
    def stopped_by_error(self) -> None:
        """Tell of the exception that is being handled; the app ends afterwards."""

    def _fatal_error(self) -> None:
        self.stopped_by_error()
        self._close_messages_no_wait()


class SourceBySource(Stylesheet):
    """A style sheet whose parsing of one source can be replaced, which Textual does not provide for in public."""

    def parse_source(self, source: Source) -> list[RuleSet]:
        """Parse one source, with the style sheet's variables."""
        return super()._parse_rules(*source)

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        return self.parse_source((css, read_from, is_default_rules, tie_breaker, scope))


def painted_rows(app: App[Any]) -> list[Strip]:
    """Paint what stands on the screen now, row by row; Textual's public screenshot is a picture."""
    visible_screen_stack.set(app._background_screens)  # what shows through where something stands over a page
    return app.screen._compositor.render_strips()


def forget_painted(app: App[Any]) -> None:
    """Let go of the lines that an app's pages were painted from, a megabyte; what is painted next makes its own anew.

    Textual keeps them as long as the page, and each with seven caches, most of which are never used.
    """
    for screen in app.screen_stack:
        for widget in screen.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()


def leave_printing_alone(app: App[Any]) -> None:
    """Let this app not take the process's stdout and stderr: of several apps each would leave another's behind."""
    app._capture_stdout = cast("Any", sys.stdout)
    app._capture_stderr = cast("Any", sys.stderr)


def update_scrollbars(widget: Widget, size: Size) -> None:
    """Bring scroll bars in line with the size that a widget has given itself; Textual does so in private only."""
    widget._scroll_update(size)


def resized(driver: Driver, size: tuple[int, int]) -> bool:
    """Have an app's size from now on be this (columns, rows); False: it is already."""
    changed = driver._size != size
    driver._size = size
    return changed


def write_through(driver: LinuxDriver, make: Callable[[IO[str]], object]) -> None:
    """Have what the driver writes to the terminal pass what `make` makes of the terminal's file."""
    driver._file = cast("Any", make(cast("IO[str]", driver._file)))
