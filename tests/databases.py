"""What tests that touch data run on: an SQLite file, and a database of a real PostgreSQL server.

Where `small` and `leiden` are taken from here (see the conftest.py of a folder), each test runs once on each.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from enroltui.where import Where
from tests.registrar import world
from tests.servers import Server, a_server, name_of

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests of a process."""
    with a_server() as started:
        yield started


@pytest.fixture(scope="session")
def world_on_server(server: Server) -> str:
    """The hand-made world as a database of the server, built once; by its name, as others' template."""
    url = server.database()
    world.build(url)
    return name_of(url)


@pytest.fixture
def empty(request: pytest.FixtureRequest, server: Server) -> Iterator[str]:
    """An empty database of the server."""
    url = server.database()
    yield url
    server.drop(url)


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, built_world: Path, tmp_path: Path) -> Iterator[Where]:
    """A private copy of the hand-made world, on each kind of database."""
    if request.param == "sqlite":
        yield Path(shutil.copy(built_world, tmp_path / "small.db"))
        return
    template = request.getfixturevalue("world_on_server")
    server: Server = request.getfixturevalue("server")
    url = server.database(template)
    yield url
    server.drop(url)
