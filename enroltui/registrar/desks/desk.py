"""What every desk works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine

from enroltui.clock import real_now
from enroltui.database.transactions import reading, writing
from enroltui.errors import EnrolError
from enroltui.registrar.acting import may_still_act
from enroltui.registrar.values.people import Caller


class Desk:
    """A part of the registrar: one database, and the real clock (aware), by which limits and the audit trail go.

    Whatever somebody asks goes through `_reading` or `_changing`, which ask whether they may still act.
    """

    def __init__(self, engine: Engine, real_clock: Callable[[], datetime] = real_now) -> None:
        self._engine = engine
        self._real_clock = real_clock

    @contextmanager
    def _reading(self, caller: Caller, *, chooses_password: bool = False) -> Iterator[Connection]:
        """One consistent view of the database, for this caller; refused at its end if they may not act any more."""
        with reading(self._engine) as connection:
            may_act = partial(may_still_act, connection, caller, changes=False, chooses_password=chooses_password)
            with _refused_first(may_act):
                yield connection

    @contextmanager
    def _changing(self, caller: Caller, *, chooses_password: bool = False) -> Iterator[Connection]:
        """One transaction of this caller's; undone if they may not act any more at its end."""
        with writing(self._engine) as connection:
            may_act = partial(may_still_act, connection, caller, changes=True, chooses_password=chooses_password)
            with _refused_first(may_act):
                yield connection


@contextmanager
def _refused_first(may_act: Callable[[], None]) -> Iterator[None]:
    """Ask at the end, but before anything else that is wrong is told: who may not act does not learn of that."""
    try:
        yield
    except EnrolError:
        may_act()
        raise
    may_act()
