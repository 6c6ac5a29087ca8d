"""Close accounts while their students enrol, and open them again after a while."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from random import Random
from time import monotonic, sleep

from sqlalchemy import select, update

from enroltui.clock import real_now
from enroltui.database.engines import open_engine
from enroltui.database.transactions import writing
from enroltui.errors import DatabaseTrouble, DatabaseUnusable
from enroltui.proving.arena import NOW, STUDENTS
from enroltui.proving.checking import OPENED
from enroltui.registrar.audit import Event, record
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.tables import student
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role, Via
from enroltui.where import Where

OPERATOR = Caller("operator", Role.OPERATOR, Via.COMMAND, NOW)
AT_ONCE = 6
"""The accounts of so many students are closed together, so that their next tries come soon."""
CLOSED_FOR = (0.2, 1.5)
"""Such accounts stay closed for so many seconds, at least and at most."""
PATIENCE = 60.0
"""It must be done in so many seconds, whatever breaks."""


def close_some(where: Where, chance: Random) -> None:
    """Close some accounts as an operator does, and open them again past the registrar, which has no way to do that."""
    some = chance.sample(STUDENTS, AT_ONCE)
    for number in some:
        _surely(_close, where, number)
    sleep(chance.uniform(*CLOSED_FOR))
    for number in some:
        _surely(_open, where, number)


def _close(where: Where, number: str) -> None:
    with closing(Registrar.open(where)) as registrar:
        registrar.close_account(OPERATOR, number)


def _open(where: Where, number: str) -> None:
    engine = open_engine(where)
    this = student.c.student_number == number
    try:
        with writing(engine) as connection:
            connection.execute(update(student).where(this).values(closed=False))
            row_id = connection.scalar(select(student.c.id).where(this))
            record(connection, OPERATOR, real_now(), [Event(OPENED, number, row_id)])
    finally:
        engine.dispose()


def _surely(change: Callable[[Where, str], None], where: Where, number: str) -> None:
    end = monotonic() + PATIENCE
    while True:
        try:
            return change(where, number)
        except (DatabaseTrouble, DatabaseUnusable):
            if monotonic() > end:
                raise
            sleep(0.05)
