"""Fixtures: one service for each module, on a copy of the hand-made world at noon of its day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.kit import Client, Served, serving


@pytest.fixture(autouse=True)
def many_write(patient_writers: None) -> None:
    """Wait long for those who write: many visits do so at once."""


@pytest.fixture(scope="module")
def served(built_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of the module's own."""
    home = tmp_path_factory.mktemp("served")
    database = Path(shutil.copy(built_world, home / "world.db"))
    with serving(home, database) as running:
        yield running


@pytest.fixture
def anna(served: Served, tmp_path: Path) -> Client:
    """OpenSSH's client of a student, with her password."""
    return Client(served, tmp_path / "anna")
