"""Public keys by which one logs in over SSH: registered by their owner or by the operator."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from enroltui.errors import UnknownAccount
from enroltui.registrar.people.accounts import AccountRecord, find_account, record_of_account
from enroltui.registrar.people.ending_sessions import end_of_account
from enroltui.registrar.permissions import Act, permit
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.rules.ssh_keys import SSH_KEYS_MOST, KeyKnown, PublicKey, TooManyKeys, public_key
from enroltui.registrar.tables import ssh_key, student
from enroltui.registrar.values.people import Account, Caller, SshKey
from enroltui.terms import Role, SessionEnd


def account_by_key(connection: Connection, name: str, line: str) -> Account | None:
    """Find the account of this name, if this SSH public key is registered for it and it is not closed."""
    key, found = public_key(line), find_account(connection, name)
    if found is None or found.closed or not isinstance(key, PublicKey):
        return None
    if key.key not in {registered.key for registered in _keys(connection, found)}:
        return None
    return replace(found.account, credential=key.fingerprint)


def fingerprints(connection: Connection, found: AccountRecord) -> set[str]:
    """Return the fingerprints of an account's keys."""
    return {registered.fingerprint for registered in _keys(connection, found)}


def ssh_keys(connection: Connection, caller: Caller, name: str) -> tuple[SshKey, ...]:
    """List the SSH public keys of an account, in order of registration. Raises UnknownAccount."""
    return tuple(_keys(connection, _account(connection, caller, name)))


def add_ssh_key(connection: Connection, caller: Caller, at: datetime, name: str, line: str) -> SshKey | Reason:
    """Register a line of a .pub file for an account: the key, or why not. Raises UnknownAccount."""
    found = _account(connection, caller, name)
    key = public_key(line)
    if not isinstance(key, PublicKey):
        return key
    keys = _keys(connection, found)
    if key.key in {registered.key for registered in keys}:
        return KeyKnown()
    if len(keys) >= SSH_KEYS_MOST:
        return TooManyKeys(SSH_KEYS_MOST)
    values = {_column(found): found.id, "public_key": key.key, "comment": key.comment, "added": at}
    connection.execute(insert(ssh_key).values(**values))
    record_of_account(connection, caller, at, "add_ssh_key", found)
    return SshKey(key.key, key.fingerprint, key.comment, at)


def remove_ssh_key(connection: Connection, caller: Caller, at: datetime, name: str, fingerprint: str) -> bool:
    """Let nobody log in by this key any more; False: there was none. Raises UnknownAccount.

    The sessions that began by it end, but the one in which this is asked.
    """
    found = _account(connection, caller, name)
    for registered in _keys(connection, found):
        if registered.fingerprint == fingerprint:
            of_key = (ssh_key.c[_column(found)] == found.id, ssh_key.c.public_key == registered.key)
            connection.execute(delete(ssh_key).where(*of_key))
            end_of_account(connection, name, SessionEnd.KEY, at, but=caller.session, by=fingerprint)
            record_of_account(connection, caller, at, "remove_ssh_key", found)
            return True
    return False


def _account(connection: Connection, caller: Caller, name: str) -> AccountRecord:
    if caller.name != name or caller.role is Role.OPERATOR:
        permit(caller, Act.KEEP_ACCOUNTS)
    found = find_account(connection, name)
    if found is None or found.closed:
        raise UnknownAccount(name)
    return found


def _column(found: AccountRecord) -> str:
    return "student_id" if found.table is student else "staff_id"


def _keys(connection: Connection, found: AccountRecord) -> list[SshKey]:
    rows = connection.execute(
        select(ssh_key.c.public_key, ssh_key.c.comment, ssh_key.c.added)
        .where(ssh_key.c[_column(found)] == found.id)
        .order_by(ssh_key.c.id)
    )
    return [SshKey(row.public_key, PublicKey(row.public_key, "").fingerprint, row.comment, row.added) for row in rows]
