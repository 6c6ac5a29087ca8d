"""Makes archives of a server's database and puts them back, by pg_dump and pg_restore of its major version."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import Conninfo

from enroltui.database import postgresql
from enroltui.database.transactions import writing
from enroltui.errors import Backup, BackupTrouble, DatabaseUnusable, Unusable
from enroltui.migrations import HEAD
from enroltui.saving import HeldFolder, tidy

FOLDERS = ("/usr/lib/postgresql/{major}/bin", "/usr/pgsql-{major}/bin")
"""The folders in which Debian and Red Hat keep the tools of each version; they are searched before PATH."""

_ENGLISH = {"LC_ALL": "C"}
"""The environment in which a tool marks its errors by a word that we know."""

_MAGIC = b"PGDMP"
_REVISION = re.compile(r"^(\d{4})$", re.MULTILINE)


def dump(url: str, file: Path) -> None:
    """Write the tables of a database to an archive, as they stand at one moment. DatabaseUnusable, BackupTrouble."""
    with postgresql.looking(url) as connection:
        if postgresql.revision(connection) is None:
            postgresql.check(url)
        tool = _tool("pg_dump", connection.info.server_version // 10_000)
        [schema] = connection.execute("SELECT quote_ident(current_schema())").fetchall()[0]
    # Without extensions, which belong to no schema and are the server's own matter.
    ours = ["--schema", schema, "--no-owner", "--no-privileges"]
    _run(url, tool, "--format=custom", *ours, "--file", str(file))


def restore(url: str, file: Path) -> None:
    """Make a database equal to an archive, in one transaction. Raises DatabaseUnusable, BackupTrouble."""
    if not _is_archive(file):
        raise BackupTrouble(Backup.OTHER_KIND, str(file))
    with postgresql.looking(url) as connection:
        tool = _tool("pg_restore", connection.info.server_version // 10_000)
        there = postgresql.revision(connection)
    _check_revision(tool, file, there)
    with _folder() as folder:
        (wanted := folder / "wanted.list").write_text("".join(_entries(tool, file)), encoding="utf-8")
        how = ["--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges"]
        _run(url, tool, *how, "--use-list", str(wanted), str(file))
    engine = postgresql.engine(url)
    with writing(engine) as changing, postgresql.changing_schema(changing):
        pass  # the index for search is made anew, as this server can have it
    engine.dispose()


def _is_archive(file: Path) -> bool:
    if not file.is_file():  # opening a pipe would wait for ever
        return False
    try:
        with file.open("rb") as archive:
            return archive.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _check_revision(tool: str, file: Path, there: str | None) -> None:
    """Refuse an older archive unless the database is empty: the tables that it lacks would be left over."""
    said = _said(tool, "--data-only", "--table=alembic_version", "--file=-", str(file))
    found = _REVISION.search(said)
    if found is None:
        raise BackupTrouble(Backup.OTHER_KIND, str(file))
    if found[1] > HEAD:
        raise DatabaseUnusable(Unusable.NEWER, file)
    if there is not None and found[1] < there:
        raise BackupTrouble(Backup.OLDER, str(file))


def _entries(tool: str, file: Path) -> Iterator[str]:
    """Yield what is put back: not the schema, which is there, nor the index that not every server can have."""
    for line in _said(tool, "--list", str(file)).splitlines(keepends=True):
        if postgresql.SEARCH_INDEX not in line and " SCHEMA " not in line:
            yield line


def _tool(name: str, major: int) -> str:
    """Return the path of a tool of the server's own major version. Raises BackupTrouble where it is not installed."""
    for folder in (*(pattern.format(major=major) for pattern in FOLDERS), None):
        found = shutil.which(name, path=folder)
        if found and re.search(rf"\) {major}\b", _said(found, "--version")):
            return found
    raise BackupTrouble(Backup.NO_TOOL, f"{name} {major}")


def _run(url: str, tool: str, *arguments: str) -> None:
    """Run a tool on a database. Secrets are in its environment or in a file, as anybody can read its arguments."""
    told: dict[str, Any] = conninfo_to_dict(url)
    environment = {"PGOPTIONS": "-c lock_timeout=10s"}
    if password := told.pop("password", None):
        environment["PGPASSWORD"] = str(password)
    secrets = {name: told.pop(name) for name in _secret_options() if name in told}
    with _folder() as folder:
        if secrets and "service" in told:
            raise BackupTrouble(Backup.FAILED, f"service + {' + '.join(secrets)}")
        if secrets:
            service = folder / "service.conf"
            lines = ["[enroltui]", *(f"{name}={value}" for name, value in secrets.items()), ""]
            service.write_text("\n".join(lines), encoding="utf-8")
            environment["PGSERVICEFILE"] = str(service)
            told["service"] = "enroltui"
        _said(tool, "--dbname", make_conninfo(**told), *arguments, **environment)


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder for files that a tool reads, closed to others; the next program tidies what a killed one left."""
    tidy(where := Path(gettempdir()), "enroltui-tool-")
    with closing(HeldFolder(where, "enroltui-tool-")) as held:
        yield held.path


def _secret_options() -> list[str]:
    """Return the names of libpq's options that it hides itself, such as sslpassword, or keeps for finding faults."""
    return [option.keyword.decode() for option in Conninfo.get_defaults() if option.dispchar]


def _said(tool: str, *arguments: str, **environment: str) -> str:
    """Return what a tool prints. Raises BackupTrouble with its complaint."""
    ended = subprocess.run(
        [tool, *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=os.environ | _ENGLISH | environment,
    )
    if ended.returncode:
        lines = ended.stderr.strip().splitlines() or [tool]
        # What went wrong stands in the first line so marked; those behind it tell what the tool was doing.
        raise BackupTrouble(Backup.FAILED, next((line for line in lines if ": error: " in line), lines[0]))
    return ended.stdout
