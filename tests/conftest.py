"""What tests share: private copies of the shipped catalogue and of the hand-made world, and registrars on them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from enroltui.registrar.registrar import Registrar
from tests.registrar import world

# The same examples each time, on machines of any speed, without a file beside the project.
settings.register_profile(
    "enroltui",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("enroltui")

SHIPPED = Path(__file__).parent.parent / "catalogue.db"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A private copy of the shipped catalogue."""
    return Path(shutil.copy(SHIPPED, tmp_path / "enroltui.db"))


@pytest.fixture
def registrar(catalogue: Path) -> Iterator[Registrar]:
    """A registrar on a private copy of the shipped catalogue."""
    opened = Registrar.open(catalogue)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made world, built once; to be copied, not changed."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    world.build(path)
    return path


@pytest.fixture
def small(built_world: Path, tmp_path: Path) -> Path:
    """A private copy of the hand-made world of `tests/registrar/world.py`."""
    return Path(shutil.copy(built_world, tmp_path / "small.db"))


@pytest.fixture
def leiden(small: Path) -> Iterator[Registrar]:
    """A registrar on a private copy of the hand-made world."""
    opened = Registrar.open(small)
    yield opened
    opened.close()
