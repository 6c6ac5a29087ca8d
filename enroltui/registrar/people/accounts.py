"""Accounts of students and staff: found by their login, made, closed, given a password, and what they remember."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, insert, select, update

from enroltui.errors import AccountExists, DemoAccountsThere, UnfitAccount, UnknownAccount, UnknownProgramme
from enroltui.registrar.audit import Event, record
from enroltui.registrar.people.ending_sessions import end_of_account
from enroltui.registrar.people.passwords import (
    common_passwords,
    hash_password,
    normal,
    university_words,
)
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.rules.accounts import why_not_account
from enroltui.registrar.rules.passwords import WrongPassword, names_of, why_not_password
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.tables import programme, staff, student
from enroltui.registrar.values.people import Account, Caller, DemoAccount
from enroltui.terms import Career, Role, SessionEnd

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""The letters of made-up passwords, without those that are taken for one another when read aloud or copied."""

HOLDS_FOR = timedelta(days=1)
"""How long a one-time password can be used after it was given."""

_STUDENT = (
    select(student, programme.c.slug).join_from(student, programme).where(student.c.student_number == bindparam("name"))
)
_HOLD = {
    table: select(table.c.id).where(column == bindparam("name")).with_for_update(key_share=True)
    for table, column in ((student, student.c.student_number), (staff, staff.c.login))
}
_STAFF = select(staff).where(staff.c.login == bindparam("name"))


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account, with what never leaves the registrar."""

    table: Table
    id: int
    account: Account
    password_hash: str | None
    """None: nobody can log in by it, as it has no password or is closed."""
    demo_password: str | None
    closed: bool
    once_until: datetime | None = None
    once_used: datetime | None = None

    def may_be_used(self, at: datetime) -> bool:
        """Tell whether the password lets in at the real moment `at`: a one-time password once, and only for a time."""
        once = self.account.password_once
        return not once or (self.once_used is None and self.once_until is not None and at < self.once_until)


def find_account(connection: Connection, name: str) -> AccountRecord | None:
    """Return the account of this student number or staff login."""
    if (row := connection.execute(_STUDENT, {"name": name}).first()) is not None:
        account = Account(
            name=row.student_number,
            person=row.name,
            role=Role.STUDENT,
            career=Career(row.career),
            programme=row.slug,
            language=row.language,
            list_slug=row.list_slug,
            password_once=row.password_once,
        )
        return _found(student, row, account)
    if (row := connection.execute(_STAFF, {"name": name}).first()) is not None:
        account = Account(
            name=row.login,
            person=row.name,
            role=Role(row.role),
            language=row.language,
            list_slug=row.list_slug,
            password_once=row.password_once,
        )
        return _found(staff, row, account)
    return None


def _found(table: Table, row: Row[Any], account: Account) -> AccountRecord:
    password_hash = None if row.closed else row.password_hash
    once = (row.password_until, row.password_used)
    return AccountRecord(table, row.id, account, password_hash, row.demo_password, row.closed, *once)


def demo_accounts(connection: Connection) -> tuple[DemoAccount, ...]:
    """List the accounts that the login page shows with their passwords: students by number, then staff.

    There are none but in the shipped catalogue.
    """
    names = [
        *connection.scalars(
            select(student.c.student_number)
            .where(student.c.demo_password.is_not(None))
            .order_by(student.c.student_number)
        ),
        *connection.scalars(select(staff.c.login).where(staff.c.demo_password.is_not(None)).order_by(staff.c.login)),
    ]
    found = [find_account(connection, name) for name in names]
    return tuple(
        DemoAccount(account.account, account.demo_password or "") for account in found if account and not account.closed
    )


def hold_account(connection: Connection, name: str, role: Role) -> None:
    """Let nobody close an account or change how one logs in by it until the transaction ends; as SQLite does anyway."""
    connection.execute(_HOLD[student if role is Role.STUDENT else staff], {"name": name})


def mark_of(password_hash: str | None) -> str:
    """Return a mark that tells one password of an account from the next, and nothing else of it."""
    return f"password {sha256((password_hash or '').encode()).hexdigest()[:16]}"


def own_account(connection: Connection, caller: Caller) -> AccountRecord:
    """Look up the caller's own account. Raises UnknownAccount for who has none."""
    return _account(connection, caller.name)


def new_password(found: AccountRecord, old: str, new: str) -> str | Reason:
    """Return the hash of an account's new password, or why it can't follow its old one; it takes long."""
    names = names_of(found.account.name, found.account.person) | university_words()
    return why_not_password(normal(new), normal(old), names, common_passwords()) or hash_password(new)


def change_password(
    connection: Connection, caller: Caller, found: AccountRecord, password_hash: str, at: datetime
) -> Reason | None:
    """Change the password of the caller's own account, as it was found; None: done, else why not.

    Its other sessions end.

    Raises UnknownAccount. `at`: the real clock.
    """
    if _account(connection, caller.name).password_hash != found.password_hash:
        return WrongPassword()
    if found.account.password_once and not (found.once_until and at < found.once_until):
        return WrongPassword()
    _set_password(connection, found, password_hash, until=None)
    end_of_account(connection, caller.name, SessionEnd.PASSWORD, at, but=caller.session)
    record_of_account(connection, caller, at, "change_password", found)
    return None


def made_up_password(caller: Caller) -> tuple[str, str]:
    """Make up a password to be changed at the next login, and its hash, which takes long. Raises NotAllowed."""
    permit(caller, Act.GIVE_PASSWORD)
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return password, hash_password(password)


def set_password_once(connection: Connection, caller: Caller, name: str, password_hash: str, at: datetime) -> None:
    """Give an account a password to be changed at its next login; its sessions end. NotAllowed, UnknownAccount."""
    found = _account(connection, name)
    if found.account.role is not Role.STUDENT:
        permit(caller, Act.KEEP_ACCOUNTS)
    _set_password(connection, found, password_hash, until=at + HOLDS_FOR)
    end_of_account(connection, name, SessionEnd.PASSWORD, at)
    record_of_account(connection, caller, at, "give_password", found)


def add_account(connection: Connection, caller: Caller, at: datetime, account: Account, email: str) -> None:
    """Make an account, as yet without a password. A student's needs career and programme (its slug).

    Raises UnfitAccount, AccountExists, DemoAccountsThere, UnknownProgramme.
    """
    permit(caller, Act.KEEP_ACCOUNTS)
    if unfit := why_not_account(account, email):
        raise UnfitAccount(unfit)
    if demo_accounts(connection):
        raise DemoAccountsThere
    if find_account(connection, account.name) is not None:
        raise AccountExists(account.name)
    shared = {"name": account.person, "email": email, "password_once": False, "closed": False}
    if account.role is Role.STUDENT:
        programme_id = connection.scalar(select(programme.c.id).where(programme.c.slug == account.programme))
        if programme_id is None or account.career is None:
            raise UnknownProgramme(account.programme or "")
        own = {"student_number": account.name, "career": account.career.value, "programme_id": programme_id}
        connection.execute(insert(student).values(**shared, **own, background=False))
    else:
        connection.execute(insert(staff).values(**shared, login=account.name, role=account.role.value))
    made = find_account(connection, account.name)
    assert made is not None
    record_of_account(connection, caller, at, "add_account", made)


def close_account(connection: Connection, caller: Caller, at: datetime, name: str) -> None:
    """End the account's sessions, and let nobody log in by it any more; what it did stays. Raises UnknownAccount."""
    permit(caller, Act.KEEP_ACCOUNTS)
    found = _account(connection, name)
    connection.execute(update(found.table).where(found.table.c.id == found.id).values(closed=True))
    end_of_account(connection, name, SessionEnd.CLOSED, at)
    record_of_account(connection, caller, at, "close_account", found)


def remember(connection: Connection, caller: Caller, *, language: str | None, list_slug: str | None) -> None:
    """Keep what the caller chose, for the next login; None leaves it as it is."""
    chosen = {"language": language, "list_slug": list_slug}
    values = {name: value for name, value in chosen.items() if value is not None}
    found = find_account(connection, caller.name)
    if found is not None and values:
        connection.execute(update(found.table).where(found.table.c.id == found.id).values(**values))


def _account(connection: Connection, name: str) -> AccountRecord:
    found = find_account(connection, name)
    if found is None or found.closed:
        raise UnknownAccount(name)
    return found


def _set_password(connection: Connection, found: AccountRecord, password_hash: str, *, until: datetime | None) -> None:
    """Give an account this password; `until`: it is a one-time password, which holds until then."""
    # A shipped password is no longer the account's own, so the login page must not show it.
    values: dict[str, Any] = {"password_hash": password_hash, "demo_password": None}
    values |= {"password_once": until is not None, "password_until": until, "password_used": None}
    connection.execute(update(found.table).where(found.table.c.id == found.id).values(**values))


def record_of_account(
    connection: Connection,
    caller: Caller,
    at: datetime,
    action: str,
    found: AccountRecord,
    outcome: str | None = None,
    rule: str | None = None,
) -> None:
    """Write into the audit trail what was done to an account, or tried; `outcome` is else the account's name."""
    student_id = found.id if found.table is student else None
    record(connection, caller, at, [Event(action, outcome or found.account.name, student_id, rule=rule)])
