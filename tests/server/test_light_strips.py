"""Textual's strips without their caches: as before for whoever paints them."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from enroltui.server.light_strips import SIZES, lighten


@pytest.fixture
def _lightened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Strip, "__init__", Strip.__init__)  # so that both are put back afterwards
    monkeypatch.setattr(Strip, "__getattr__", None, raising=False)
    lighten()


def _cut() -> list[list[Segment]]:
    """What a strip becomes in the ways in which Textual cuts and dresses it; each twice, the second time remembered."""
    strip = Strip([Segment("Inschrijven", Style(bold=True)), Segment(" voor tentamens")])
    cut = []
    for _ in range(2):
        cut += [*strip.divide([4, 11, 26]), strip.crop(3, 9), strip.crop_extend(2, 40, Style(dim=True))]
        cut += [strip.apply_style(Style(italic=True)), strip.adjust_cell_length(30), strip.apply_offsets(1, 2)]
    return [list(one) for one in cut]


def test_all_caches_are_known() -> None:
    assert SIZES.keys() == {slot for slot in Strip.__slots__ if slot.endswith("_cache")} - {"_render_cache"}


@pytest.mark.usefixtures("_lightened")
def test_strips_are_cut_and_dressed_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    lightened = _cut()
    monkeypatch.undo()
    assert lightened == _cut()


@pytest.mark.usefixtures("_lightened")
def test_what_is_not_there_is_missed_as_before() -> None:
    assert not hasattr(Strip([]), "nothing")
