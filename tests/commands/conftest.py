"""Gives a machine whose database is the small hand-made world of `tests/registrar/world.py`, at noon of its day."""

from pathlib import Path

import pytest

from tests.process import Machine


@pytest.fixture
def machine(tmp_path: Path, small: Path) -> Machine:
    """Return a machine on which `enroltui` works on the small world."""
    return Machine(tmp_path, ENROLTUI_DATABASE=str(small))
