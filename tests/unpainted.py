"""Let an app that no terminal shows do without painting, which is a quarter of its work and goes nowhere.

For long walks, by `pytestmark = pytest.mark.usefixtures("unpainted")`; other tests of screens paint all the same. What
stands on the screen is asked by `screen_text`, which paints it whole. Textual has no setting for this; so its private
names stand here. Real terminals are painted on in tests/terminal, tests/server and tests/presenting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from textual.screen import Screen

_painted = Screen._compositor_refresh


@contextmanager
def without_painting() -> Iterator[None]:
    """Paint no headless app while the block runs; what it lays out, and tells after a painting, is as always."""
    with patch.object(Screen, "_compositor_refresh", _refresh):
        yield


def _refresh(self: Screen[object]) -> None:
    app = self.app
    if app.is_headless and not app.is_inline and self is app.screen:
        self._compositor._dirty_regions.clear()
        self._dirty_widgets.clear()
        app.post_display_hook()
        app._update_mouse_over(self)
    else:
        _painted(self)
