"""Textual's strips (the lines that widgets are painted from) without the seven caches that each of them gets.

Most strips never look into one. Made at once, the caches are an eighth of the processor time of a key, and memory of
each session that is painted here; so they are made when first looked into.
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


def lighten() -> None:
    """Have all strips of this process made so from now on."""
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
    """Called where an attribute is not there yet."""
    if name not in SIZES:
        raise AttributeError(name)
    cache: FIFOCache[Any, Any] = FIFOCache(SIZES[name])
    setattr(self, name, cache)
    return cache
