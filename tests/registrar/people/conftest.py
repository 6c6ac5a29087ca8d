"""Let tests of logging in move the real clock that the registrar goes by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from enroltui.database.engines import open_engine
from enroltui.registrar.registrar import Registrar
from enroltui.where import Where
from tests.standing_clock import StandingClock


@pytest.fixture
def clock() -> StandingClock:
    """Make a clock that stands still until it is moved."""
    return StandingClock(datetime(2026, 11, 24, 12, tzinfo=UTC))


@pytest.fixture
def desk(small: Where, clock: StandingClock) -> Iterator[Registrar]:
    """Open a registrar on the hand-made world that goes by the clock."""
    opened = Registrar(open_engine(small), clock)
    yield opened
    opened.close()
