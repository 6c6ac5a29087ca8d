"""What tests of screens share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unpainted import without_painting


@pytest.fixture
def unpainted() -> Iterator[None]:
    """Apps of this test do without painting; see `tests/unpainted.py`."""
    with without_painting():
        yield
