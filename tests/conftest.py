"""Give tests private copies of the shipped catalogue and of the hand-made world, and registrars on them."""

from __future__ import annotations

import gc
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from enroltui.registrar.registrar import Registrar
from enroltui.where import Where
from kit.patience import AMONG_WRITERS, UNHURRIED, wait_long
from kit.servers import Server, described, name_of, own_server
from tests import databases
from tests.quick_passwords import make_quick
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


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Let nothing that the program does depend on how busy the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        wait_long(patch, UNHURRIED)
        yield


@pytest.fixture
def patient_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever writes wait for as long as others do; for tests in which many write at once."""
    wait_long(monkeypatch, AMONG_WRITERS)


@pytest.fixture(scope="session")
def quick_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the shipped catalogue with logins that take no time; to be copied, not changed."""
    path = Path(shutil.copy(SHIPPED, tmp_path_factory.mktemp("catalogue")))
    make_quick(path)
    return path


@pytest.fixture
def catalogue(quick_catalogue: Path, tmp_path: Path) -> Path:
    """Make a private copy of the shipped catalogue."""
    return Path(shutil.copy(quick_catalogue, tmp_path / "enroltui.db"))


@pytest.fixture
def registrar(catalogue: Path) -> Iterator[Registrar]:
    """Open a registrar on a private copy of the shipped catalogue."""
    opened = Registrar.open(catalogue)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the hand-made world once; to be copied, not changed."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    world.build(path)
    return path


def pytest_configure() -> None:
    """Heed the signals that tests send, also where the tests were started by nohup or in a script's background."""
    for name in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        if signal.getsignal(name) is signal.SIG_IGN:
            signal.signal(name, signal.default_int_handler if name == signal.SIGINT else signal.SIG_DFL)


def pytest_report_header() -> str:
    try:
        return f"databases: SQLite {sqlite3.sqlite_version}; {described()}"
    except LookupError as missing:
        raise pytest.UsageError(str(missing)) from None


def pytest_collection_finish() -> None:
    """Let the collector leave alone what was imported, and come seldom: it took a fifth of an app's test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    databases.parametrise(metafunc)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Start one PostgreSQL server for all tests of a process."""
    with own_server(forgetful=True) as started:
        yield started


@pytest.fixture(scope="session")
def world_on_server(server: Server) -> str:
    """Build the hand-made world once as a database of the server; its name, as others are copies of it."""
    url = server.database()
    world.build(url)
    return name_of(url)


@pytest.fixture
def empty(server: Server) -> Iterator[str]:
    """Make an empty database of the server."""
    url = server.database()
    yield url
    server.drop(url)


@pytest.fixture
def small(request: pytest.FixtureRequest, built_world: Path, tmp_path: Path) -> Iterator[Where]:
    """Make a private copy of the hand-made world of `tests/registrar/world.py`; on which kind, see `databases.py`."""
    if getattr(request, "param", databases.SQLITE) == databases.SQLITE:
        yield Path(shutil.copy(built_world, tmp_path / "small.db"))
        return
    template = request.getfixturevalue("world_on_server")
    server: Server = request.getfixturevalue("server")
    url = server.database(template)
    yield url
    server.drop(url)


@pytest.fixture
def leiden(small: Where) -> Iterator[Registrar]:
    """Open a registrar on a private copy of the hand-made world."""
    opened = Registrar.open(small)
    yield opened
    opened.close()
