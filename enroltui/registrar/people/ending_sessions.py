"""Ending sessions: what closes an account, gives it another password or removes a key does that at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from enroltui.registrar.tables import session
from enroltui.terms import SessionEnd


def end_of_account(
    connection: Connection, name: str, why: SessionEnd, at: datetime, *, but: str | None = None, by: str | None = None
) -> None:
    """End the sessions of an account, except the one with the key `but`; `by`: only those begun by this credential."""
    wanted = [session.c.account == name]
    if but is not None:
        wanted.append(session.c.key != but)
    if by is not None:
        wanted.append(session.c.credential == by)
    end_where(connection, and_(*wanted), why, moment_of(connection, at))


def end_where(connection: Connection, which: ColumnElement[bool], why: SessionEnd, now: datetime) -> None:
    """End the open sessions of which this is true; `now` comes from `moment_of`."""
    connection.execute(update(session).where(which, session.c.ended.is_(None)).values(ended=now, why=why.value))


def moment_of(connection: Connection, at: datetime) -> datetime:
    """Read a server's clock, as several machines may share it; for a file, return this machine's real clock, `at`."""
    if connection.dialect.name == "sqlite":
        return at
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now
