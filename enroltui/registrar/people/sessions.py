"""Sessions: begun by whoever logs in, kept by the program that holds them, and ended from within or from outside."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, true, update

from enroltui.errors import AccountClosed, PasswordFirst, PasswordSpent, SessionOver, UnknownAccount
from enroltui.registrar.audit import Event, record
from enroltui.registrar.people.accounts import AccountRecord, find_account, hold_account, mark_of, record_of_account
from enroltui.registrar.people.ending_sessions import end_where, moment_of
from enroltui.registrar.people.ssh_keys import fingerprints
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.tables import session, student
from enroltui.registrar.values.people import Account, Caller, Seat, SessionFact
from enroltui.terms import Role, SessionEnd, Via

SEEN_EVERY = 60.0
"""Seconds between two times that a program says that it is still there, for all its sessions at once."""
SILENT = timedelta(seconds=3 * SEEN_EVERY + 10)
"""A session of which nothing was heard for so long is told as dead: its program was killed, or hangs."""
LOST_AFTER = timedelta(days=1)
"""After so long without a sign of its program a session is over."""
KEPT = timedelta(days=30)
"""How long sessions that are over are remembered."""
PASSWORD = "password"


def begin(connection: Connection, account: Account, seat: Seat, at: datetime, *, for_app: bool) -> Account:
    """Begin a session of somebody who has logged in: the account as it is now, with its session.

    It is written into the audit trail, and uses a one-time password up. `for_app`: not for a plain command, which is
    refused with such a password. `at`: the real clock. Raises AccountClosed, PasswordFirst, PasswordSpent; SessionOver
    if what one logged in by holds no longer.
    """
    hold_account(connection, account.name, account.role)
    found = find_account(connection, account.name)
    if found is None or found.closed:
        raise AccountClosed(account.name)
    by_password = account.credential == mark_of(found.password_hash)
    if not by_password and account.credential not in fingerprints(connection, found):
        raise SessionOver(SessionEnd.KEY if account.credential.startswith("SHA256:") else SessionEnd.PASSWORD)
    if found.account.password_once:
        if not for_app:
            raise PasswordFirst
        if by_password:
            _use_up(connection, found, at)
    now = moment_of(connection, at)
    row = {"account": account.name, "role": account.role.value, "address": seat.address, "via": seat.via.value}
    row |= {"credential": PASSWORD if by_password else account.credential, "host": seat.host, "process": seat.process}
    key = secrets.token_hex(16)
    made = connection.execute(insert(session).values(**row, key=key, began=now, seen=now)).inserted_primary_key
    number = None if made is None else made.id
    caller = Caller(account.name, account.role, seat.via, at, session_number=number, address=seat.address)
    record_of_account(connection, caller, at, "log_in", found, row["credential"])
    return replace(
        found.account, credential=account.credential, session=key, session_number=number, address=seat.address
    )


def _use_up(connection: Connection, found: AccountRecord, at: datetime) -> None:
    if not found.may_be_used(at):
        raise PasswordSpent
    connection.execute(update(found.table).where(found.table.c.id == found.id).values(password_used=at))


def keep(
    connection: Connection, process: str, over: Mapping[str, SessionEnd], at: datetime, *, still_there: bool
) -> None:
    """Write down which sessions of a program are over, and (`still_there`) that it holds the others."""
    now = moment_of(connection, at)
    for key, why in over.items():
        end_where(connection, session.c.key == key, why, now)
    if still_there:
        of_program = (session.c.process == process, session.c.ended.is_(None))
        connection.execute(update(session).where(*of_program).values(seen=now))
        end_where(connection, session.c.seen < now - LOST_AFTER, SessionEnd.LOST, now)
        connection.execute(delete(session).where(session.c.ended < now - KEPT))


def ended(connection: Connection, process: str, held: Collection[str]) -> dict[str, SessionEnd]:
    """Return those of the sessions that a program holds which have been ended from outside, and why."""
    is_open = select(session.c.key).where(session.c.process == process, session.c.ended.is_(None))
    gone = set(held) - set(connection.scalars(is_open))
    if not gone:
        return {}
    found = connection.execute(select(session.c.key, session.c.why).where(session.c.key.in_(gone))).all()
    return dict.fromkeys(gone, SessionEnd.LOST) | {row.key: SessionEnd(row.why) for row in found if row.why}


def sessions(
    connection: Connection, caller: Caller, name: str | None, at: datetime, *, over: bool
) -> tuple[SessionFact, ...]:
    """List the open sessions that the caller may see, of one account or all, newest first; with `over` also others.

    Raises UnknownAccount.
    """
    query = select(session).where(_of_whom(caller)).order_by(session.c.id.desc())
    if name is not None:
        if find_account(connection, name) is None:
            raise UnknownAccount(name)
        query = query.where(session.c.account == name)
    if not over:
        query = query.where(session.c.ended.is_(None))
    silent_since = moment_of(connection, at) - SILENT
    return tuple(
        SessionFact(
            number=row.id,
            account=row.account,
            role=Role(row.role),
            address=row.address,
            via=Via(row.via),
            credential=row.credential,
            host=row.host,
            process=row.process,
            began=row.began,
            seen=row.seen,
            ended=row.ended,
            why=SessionEnd(row.why) if row.why else None,
            silent=row.ended is None and row.seen < silent_since,
            own=row.key == caller.session,
        )
        for row in connection.execute(query)
    )


def end_sessions(connection: Connection, caller: Caller, at: datetime, wanted: str | int) -> int:
    """End a session by its number, or an account's by its name, at once; how many. The caller's own is left.

    Each is written into the audit trail.
    """
    which = session.c.id == wanted if isinstance(wanted, int) else session.c.account == wanted
    own = session.c.key != caller.session if caller.session else true()
    query = select(session.c.id, session.c.account).where(_of_whom(caller), which, own, session.c.ended.is_(None))
    found = connection.execute(query.order_by(session.c.id)).all()
    now = moment_of(connection, at)
    for row in found:
        end_where(connection, session.c.id == row.id, SessionEnd.ENDED, now)
        student_id = connection.scalar(select(student.c.id).where(student.c.student_number == row.account))
        record(connection, caller, at, [Event("end_session", row.account, student_id)])
    return len(found)


def _of_whom(caller: Caller) -> ColumnElement[bool]:
    """Whose sessions the caller sees and ends: students', or for who keeps accounts everybody's."""
    permit(caller, Act.KEEP_SESSIONS)
    return true() if caller.role is Role.OPERATOR else session.c.role == Role.STUDENT.value
