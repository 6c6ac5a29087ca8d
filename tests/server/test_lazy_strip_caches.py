"""Strips whose caches are made late are cut and dressed as Textual's own."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from enroltui.server.lazy_strip_caches import SIZES, make_strip_caches_lazy


@pytest.fixture
def _lazy_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Strip, "__init__", Strip.__init__)  # so that both are put back afterwards
    monkeypatch.setattr(Strip, "__getattr__", None, raising=False)
    make_strip_caches_lazy()


def _cut() -> list[list[Segment]]:
    """What a strip becomes in the ways in which Textual cuts and dresses it; each twice, the second time remembered."""
    strip = Strip([Segment("Inschrijven", Style(bold=True)), Segment(" voor tentamens")])
    cut = []
    for _ in range(2):
        cut += [*strip.divide([4, 11, 26]), strip.crop(3, 9), strip.crop_extend(2, 40, Style(dim=True))]
        cut += [strip.apply_style(Style(italic=True)), strip.adjust_cell_length(30), strip.apply_offsets(1, 2)]
    return [list(strip) for strip in cut]


def test_all_caches_are_known() -> None:
    assert SIZES.keys() == {slot for slot in Strip.__slots__ if slot.endswith("_cache")} - {"_render_cache"}


@pytest.mark.usefixtures("_lazy_caches")
def test_strips_are_cut_and_dressed_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    lazily = _cut()
    monkeypatch.undo()
    assert lazily == _cut()


@pytest.mark.usefixtures("_lazy_caches")
def test_what_is_not_there_is_missed_as_before() -> None:
    assert not hasattr(Strip([]), "nothing")
