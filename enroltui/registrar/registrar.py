"""The façade that screens, commands and the SSH service use: everything that can be asked, each in one transaction.

Synchronous and thread-safe. Times are aware; what comes out is plain (see `values/`), never live rows, never words.
Any method may raise DatabaseTrouble; those with a caller and a student also NotAllowed and UnknownStudent.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from enroltui.clock import real_now
from enroltui.database.engines import check, open_engine, set_foreign_logs_aside
from enroltui.database.schema import upgrade
from enroltui.errors import DatabaseUnusable, EnrolError, Unusable
from enroltui.registrar.desks.catalogue import CatalogueDesk
from enroltui.registrar.desks.counter import CounterDesk
from enroltui.registrar.desks.enrolling import EnrollingDesk
from enroltui.registrar.desks.letters import LettersDesk
from enroltui.registrar.desks.minors import MinorsDesk
from enroltui.registrar.desks.people import PeopleDesk
from enroltui.registrar.desks.sessions import SessionsDesk
from enroltui.registrar.desks.student_center import StudentCenterDesk
from enroltui.where import Where


class Registrar(
    PeopleDesk, SessionsDesk, CatalogueDesk, EnrollingDesk, StudentCenterDesk, CounterDesk, MinorsDesk, LettersDesk
):
    """All that can be asked of one database. `real_clock` gives the real moment, aware: limits and audit go by it."""

    kept_before_upgrade: Path | None = None
    """Where a file of an older version is kept as it was, that was upgraded when this registrar was opened."""
    set_aside: tuple[Path, ...] = ()
    """Where logs are now that lay beside the file when it was opened and were another file's."""

    @classmethod
    def open(cls, where: Where, real_clock: Callable[[], datetime] = real_now) -> Registrar:
        """The registrar of a database; a file of an older version is upgraded first. Raises DatabaseUnusable."""
        registrar = cls(open_engine(where), real_clock)
        try:
            registrar._upgrade_if_older(where)
        except EnrolError:
            registrar.close()
            raise
        return registrar

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _upgrade_if_older(self, where: Where) -> None:
        self.set_aside = set_foreign_logs_aside(where)
        try:
            check(where)
        except DatabaseUnusable as unusable:
            # A server's database is everybody's: its operator chooses when it is brought on.
            if unusable.kind is not Unusable.OLDER or isinstance(where, str):
                raise
            self.kept_before_upgrade = upgrade(self._engine)
