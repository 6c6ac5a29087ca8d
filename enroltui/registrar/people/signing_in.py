"""Logging in: passwords, and the growing pause after wrong ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from enroltui.database.transactions import reading, writing
from enroltui.registrar import locking
from enroltui.registrar.people.accounts import find_account, mark_of, record_of_account
from enroltui.registrar.people.passwords import is_password
from enroltui.registrar.rules.passwords import PasswordPause, WrongPassword
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.tables import sign_in_failure
from enroltui.registrar.values.people import Account, Caller, SignInRefused
from enroltui.terms import Via

LONGEST_PAUSE = 60.0
"""Seconds. Well under a hundred tries an hour (OWASP ASVS 4.0, 2.2.1), and nobody is locked out for good (6.1.1)."""
FORGOTTEN_AFTER = timedelta(days=1)
LONGEST_NAME = 64
REMEMBERED = 100_000
"""Names and addresses together, of which wrong passwords are remembered; the oldest make room."""


@dataclass(frozen=True, slots=True)
class Lock:
    """After so many wrong passwords in a row, of one name from one address, none is looked at for so many seconds.

    A lock goes by the address too, so that nobody locks another out from elsewhere; and a key lets in all the same.
    """

    after: int
    seconds: float
    slow_after: int = 100
    """So many wrong passwords are looked at from one address in that time, of whatever names; then one at a time.

    It is never locked, as a campus may share it. Who logs in with the right password has their own ones forgotten.
    """


LOCK = Lock(10, 600)

_OF = (sign_in_failure.c.name == bindparam("of_name"), sign_in_failure.c.address == bindparam("of_address"))
_FAILURE = select(sign_in_failure.c.failures, sign_in_failure.c.last).where(*_OF)
_OF_ADDRESS = select(
    func.coalesce(func.sum(sign_in_failure.c.failures), 0).label("failures"),
    func.max(sign_in_failure.c.last).label("last"),
).where(sign_in_failure.c.address == bindparam("of_address"), sign_in_failure.c.last > bindparam("since"))
_RIGHT = delete(sign_in_failure).where(*_OF)


def pause(failures: int) -> float:
    """Seconds to wait after so many wrong passwords in a row: 0, 1, 2, 4 ... at most LONGEST_PAUSE."""
    return 0.0 if failures < 2 else min(LONGEST_PAUSE, 2.0 ** min(failures - 2, 16))


def login_name(typed: str) -> str:
    """Return a login as it is kept: lower case, without the spaces that a paste brings along."""
    return "".join(typed.split()).casefold()[:LONGEST_NAME].encode("utf-8", "replace").decode()


def sign_in(
    engine: Engine,
    name: str,
    password: str,
    address: str,
    at: datetime,
    lock: Lock,
    via: Via,
    within: Caller | None = None,
) -> Account | SignInRefused:
    """Return the account whose name and password these are; `at`: the real clock.

    A try that is refused stands in the audit trail of the account, if there is one of that name.

    Wrong name, wrong password and closed account are told alike and take as long. Pause and lock go by name and
    address together, and a longer count by the address alone; a try that comes too early is not looked at.

    One that is refused stands in the audit trail, if there is an account of that name: as a login from the address, or
    as a change of the password by who asks `within` a session.
    """
    name = login_name(name)
    with reading(engine) as connection:
        if (too_early := _too_early(connection, name, address, at, lock)) is not None:
            return too_early
        found = find_account(connection, name)
    right = is_password(password, found.password_hash if found else None)
    with writing(engine) as connection:
        locking.sign_in(connection, address)
        # Of tries sent at the same moment, those after a wrong one that began a pause learn nothing, even if right.
        if (too_early := _too_early(connection, name, address, at, lock)) is not None:
            return too_early
        # Also for a right one, which is forgotten at once: where nothing can be written, both are answered alike.
        _count_failure(connection, name, address, at, lock)
        may_be_used = right and found is not None and found.may_be_used(at)
        # A one-time password that has let in is not used up for choosing another.
        if found is not None and not (right if within else may_be_used):
            caller = within or Caller(found.account.name, found.account.role, via, at, address=address)
            tried, why = "change_password" if within else "log_in", "password_spent" if right else WrongPassword.rule
            record_of_account(connection, caller, at, tried, found, "refused", why)
        if found is None or not right:
            return SignInRefused(_wait(connection, name, address, at, lock)[0])
        connection.execute(_RIGHT, {"of_name": name, "of_address": address})
    return (
        replace(found.account, credential=mark_of(found.password_hash)) if may_be_used else SignInRefused(0, spent=True)
    )


def why_not_present(engine: Engine, caller: Caller, typed: str, at: datetime) -> Reason | None:
    """Why this is not taken as the caller's present password; None: it is. Wrong ones count within the session.

    So whoever finds somebody's session open cannot guess on, and nobody is kept from logging in by it.
    """
    answer = sign_in(engine, caller.name, typed, f"session {caller.session}", at, LOCK, caller.via, caller)
    if not isinstance(answer, SignInRefused) or answer.spent:
        return None
    return WrongPassword() if answer.looked_at else PasswordPause(ceil(answer.wait))


def _held_back(failures: int, lock: Lock) -> float:
    """Seconds in which no further try is looked at."""
    return lock.seconds if failures >= lock.after else pause(failures)


def _too_early(connection: Connection, name: str, address: str, at: datetime, lock: Lock) -> SignInRefused | None:
    wait, locked = _wait(connection, name, address, at, lock)
    return SignInRefused(wait, looked_at=False, locked=locked) if wait > 0 else None


def _wait(connection: Connection, name: str, address: str, at: datetime, lock: Lock) -> tuple[float, bool]:
    """Seconds until the next try of this name from this address is looked at, and whether that is for a lock."""
    since = at - timedelta(seconds=lock.seconds)
    own = connection.execute(_FAILURE, {"of_name": name, "of_address": address}).first()
    theirs = connection.execute(_OF_ADDRESS, {"of_address": address, "since": since}).one()
    wait = _left(_held_back(own.failures, lock), own.last, at) if own else 0.0
    if theirs.failures >= lock.slow_after:
        slowed_down = _left(lock.seconds / lock.slow_after, theirs.last, at)
        if slowed_down > wait:
            return slowed_down, False
    return wait, own is not None and own.failures >= lock.after


def _left(seconds: float, last: datetime, at: datetime) -> float:
    """Return what is left at `at` of so many seconds since `last`; the clock may have been put back."""
    return max(0.0, seconds - max(0.0, (at - last).total_seconds()))


def _count_failure(connection: Connection, name: str, address: str, at: datetime, lock: Lock) -> None:
    """Count one more in a row; after a lock they are counted anew."""
    forgotten = at - max(FORGOTTEN_AFTER, timedelta(seconds=lock.seconds))
    connection.execute(delete(sign_in_failure).where(sign_in_failure.c.last < forgotten))
    failure = connection.execute(_FAILURE, {"of_name": name, "of_address": address}).first()
    failures = failure.failures + 1 if failure and failure.failures < lock.after else 1
    if failure:
        of = {"of_name": name, "of_address": address}
        connection.execute(update(sign_in_failure).where(*_OF).values(failures=failures, last=at), of)
    else:
        row = {"name": name, "address": address, "failures": failures, "last": at}
        connection.execute(insert(sign_in_failure), row)
        newest = select(func.max(sign_in_failure.c.id)).scalar_subquery()
        connection.execute(delete(sign_in_failure).where(sign_in_failure.c.id <= newest - REMEMBERED))
