"""The hand-made world with minors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.where import Where
from tests.registrar.minors import world as minor_world


@pytest.fixture
def with_minors(small: Where) -> Where:
    minor_world.add_minors(small)
    return small


@pytest.fixture
def registrar(with_minors: Where) -> Iterator[Registrar]:
    opened = Registrar.open(with_minors)
    yield opened
    opened.close()
