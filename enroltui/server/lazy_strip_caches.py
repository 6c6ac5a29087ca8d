"""Makes the seven caches of each Textual strip (a line that a widget is painted from) only when one is looked into.

Most never are. Made with each strip they cost an eighth of the processor time of a key, and memory of each session.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

SIZES = {
    "_divide_cache": 4,
    "_crop_cache": 16,
    "_style_cache": 16,
    "_filter_cache": 4,
    "_line_length_cache": 4,
    "_crop_extend_cache": 4,
    "_offsets_cache": 4,
}


def make_strip_caches_lazy() -> None:
    """Make all strips of this process so from now on."""
    strip: Any = Strip
    strip.__init__ = _begin
    strip.__getattr__ = _make_cache


def _begin(self: Any, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    self._segments = list(segments)
    self._cell_length = cell_length
    self._render_cache = None
    self._link_ids = None
    self._cell_count = None


def _make_cache(self: Any, name: str) -> FIFOCache[Any, Any]:
    """Make the cache of this name; Python calls this for an attribute that is not there yet."""
    if name not in SIZES:
        raise AttributeError(name)
    cache: FIFOCache[Any, Any] = FIFOCache(SIZES[name])
    setattr(self, name, cache)
    return cache
