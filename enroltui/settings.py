"""Which database to work on, which day it shows, and where the log is.

Nothing here imports a database library before a registrar is opened, which belongs after the first paint.
"""

from __future__ import annotations

import gc
import logging
import os
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path, user_log_path

from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.printable import harmless_lines
from enroltui.where import Where
from enroltui.where_typed import where

if TYPE_CHECKING:
    from enroltui.registrar.registrar import Registrar

SHIPPED_DAY = "2018-01-15"
"""The default day of the shipped catalogue, known here so that no database is opened before the first paint."""

DATABASE_VARIABLE = "ENROLTUI_DATABASE"


def own_database() -> Path:
    """Return the user's own copy of the shipped catalogue; it need not be there yet."""
    return user_data_path("enroltui", appauthor=False) / "enroltui.db"


def chosen_database(path: str | None) -> Where:
    """Return the database to work on: this path or URL, else that of ENROLTUI_DATABASE, else the user's own copy.

    Raises BadAddress.
    """
    if path is not None:
        return where(path)
    chosen = os.environ.get(DATABASE_VARIABLE, "")
    return where(chosen) if chosen.strip() else own_database()


def default_today(database: Where) -> str:
    """Return the day that a database shows unless another is asked for: its default day, or "real" where it has none.

    A database that cannot be looked into now has "real" too; opening it will tell what is wrong.
    """
    if database == own_database():
        return SHIPPED_DAY
    if isinstance(database, str):
        return _default_day_on_server(database)
    import sqlite3  # after the first paint

    from enroltui.sqlite_reading import opened_to_read, opened_without_log

    try:
        try:
            with opened_to_read(database, timeout=1) as connection:
                found = connection.execute(_DEFAULT_DAY).fetchone()
        except DatabaseUnusable as unusable:
            if unusable.kind is not Unusable.FOREIGN_LOG:  # which is set aside on opening
                raise
            with opened_without_log(database) as connection:
                found = connection.execute(_DEFAULT_DAY).fetchone()
    except (sqlite3.Error, DatabaseUnusable, ValueError):
        return "real"
    return str(found[0]) if found else "real"


_DEFAULT_DAY = "SELECT value FROM catalogue_fact WHERE name = 'default_day'"


def _default_day_on_server(url: str) -> str:
    import psycopg  # by whoever has a server only

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            found = connection.execute(_DEFAULT_DAY).fetchone()
    except psycopg.Error:
        return "real"
    return str(found[0]) if found else "real"


def open_registrar(database: Where) -> Registrar:
    """Open the registrar on a database; the user's own copy is made first where it is missing. DatabaseUnusable."""
    from enroltui.shipped import copy_catalogue

    aside: tuple[Path, ...] = ()
    if database == (own := own_database()) and not own.exists():
        aside = copy_catalogue(own)
    registrar = _registrar_class().open(database)
    registrar.set_aside += aside
    return registrar


@cache
def _registrar_class() -> type[Registrar]:
    """Import the registrar, without looking for rubbish in what its libraries make: it all stays until the end."""
    collecting = gc.isenabled()
    gc.disable()
    from enroltui.registrar.registrar import Registrar

    if collecting:
        gc.freeze()  # else it is all looked through at once
        gc.enable()
    return Registrar


def open_for_app(database: Where) -> Registrar:
    """Open the registrar for the app, whose keys must not wait while rubbish is looked for among the libraries."""
    registrar = open_registrar(database)
    gc.freeze()
    return registrar


def log_file() -> Path:
    """Return the file into which unexpected errors are written, for whoever mends them."""
    return user_log_path("enroltui", appauthor=False) / "enroltui.log"


class LogFile(logging.FileHandler):
    """Writes to the log file what it can; a full disk or too many open files harm nobody but the log.

    What comes from one line of the source is written so often a minute at most: nobody fills the disk by it.
    """

    MOST = 20

    def __init__(self, file: Path) -> None:
        super().__init__(file, encoding="utf-8", delay=True)
        self._minute = 0
        self._written: Counter[tuple[str, int]] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record into the log, or do without where that can't be done."""
        minute = int(record.created // 60)
        if minute != self._minute:
            self._minute, self._written = minute, Counter()
        self._written[record.pathname, record.lineno] += 1
        if self._written[record.pathname, record.lineno] <= self.MOST:
            with suppress(Exception):  # also where the file can't be opened, which logging does not expect
                if self.stream is None:
                    Path(self.baseFilename).touch(0o600)
                super().emit(record)


def keep_log() -> None:
    """Write warnings and errors to the log file, and to nothing where it cannot be written. Logging raises nothing."""
    handler: logging.Handler
    try:
        log_file().parent.mkdir(0o700, parents=True, exist_ok=True)
        handler = LogFile(log_file())
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Harmless("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.raiseExceptions = False  # else what can't be logged is told on stderr, which may be closed as well
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class _Harmless(logging.Formatter):
    """Writes what a terminal can be shown: an error may quote what stands in a database or came from a client."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record."""
        return harmless_lines(super().format(record))
