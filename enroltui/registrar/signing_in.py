"""Logging in: passwords, the growing pause, and the accounts that the shipped catalogue shows."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from enroltui.database import reading, writing
from enroltui.registrar import locking
from enroltui.registrar.accounts import find_account
from enroltui.registrar.facts import Account, DemoAccount, SignInRefused
from enroltui.registrar.passwords import is_password
from enroltui.registrar.tables import sign_in_failure, staff, student

LONGEST_PAUSE = 60.0
"""Seconds. Well under a hundred tries an hour (OWASP ASVS 4.0, 2.2.1), and nobody is locked out for good (6.1.1)."""
FORGOTTEN_AFTER = timedelta(days=1)
LONGEST_NAME = 64

_OF = (sign_in_failure.c.name == bindparam("of_name"), sign_in_failure.c.address == bindparam("of_address"))
_FAILURE = select(sign_in_failure.c.failures, sign_in_failure.c.last).where(*_OF)
_RIGHT = delete(sign_in_failure).where(*_OF)


def pause(failures: int) -> float:
    """Seconds to wait after so many wrong passwords in a row: 0, 1, 2, 4 ... at most LONGEST_PAUSE."""
    return 0.0 if failures < 2 else min(LONGEST_PAUSE, 2.0 ** min(failures - 2, 16))


def login_name(typed: str) -> str:
    """A login as it is kept: lower case, without the spaces that a paste brings along."""
    return "".join(typed.split()).casefold()[:LONGEST_NAME].encode("utf-8", "replace").decode()


def sign_in(engine: Engine, name: str, password: str, address: str, at: datetime) -> Account | SignInRefused:
    """The account whose name and password these are; `at`: the real clock.

    Wrong name, wrong password and closed account are told alike and take as long. The pause goes by name and address
    together; a try during it is not looked at.
    """
    name = login_name(name)
    with reading(engine) as connection:
        if (wait := _wait(connection, name, address, at)) > 0:
            return SignInRefused(wait)
        found = find_account(connection, name)
    right = is_password(password, found.password_hash if found else None)
    with writing(engine) as connection:
        locking.sign_in(connection, name, address)
        # Of tries sent at the same moment, those after a wrong one that began a pause learn nothing, even if right.
        if (wait := _wait(connection, name, address, at)) > 0:
            return SignInRefused(wait)
        if found is None or not right:
            return SignInRefused(pause(_count_failure(connection, name, address, at)))
        connection.execute(_RIGHT, {"of_name": name, "of_address": address})
    return found.account


def demo_accounts(engine: Engine) -> tuple[DemoAccount, ...]:
    """The accounts that the login page lists: students by number, then staff; none but in the shipped catalogue."""
    with reading(engine) as connection:
        names = [
            *connection.scalars(
                select(student.c.student_number)
                .where(student.c.demo_password.is_not(None))
                .order_by(student.c.student_number)
            ),
            *connection.scalars(
                select(staff.c.login).where(staff.c.demo_password.is_not(None)).order_by(staff.c.login)
            ),
        ]
        found = [find_account(connection, name) for name in names]
    return tuple(DemoAccount(one.account, one.demo_password or "") for one in found if one and not one.closed)


def _wait(connection: Connection, name: str, address: str, at: datetime) -> float:
    failure = connection.execute(_FAILURE, {"of_name": name, "of_address": address}).first()
    if failure is None:
        return 0.0
    last: datetime = failure.last
    return max(0.0, pause(failure.failures) - max(0.0, (at - last).total_seconds()))


def _count_failure(connection: Connection, name: str, address: str, at: datetime) -> int:
    connection.execute(delete(sign_in_failure).where(sign_in_failure.c.last < at - FORGOTTEN_AFTER))
    failure = connection.execute(_FAILURE, {"of_name": name, "of_address": address}).first()
    failures = failure.failures + 1 if failure else 1
    if failure:
        of = {"of_name": name, "of_address": address}
        connection.execute(update(sign_in_failure).where(*_OF).values(failures=failures, last=at), of)
    else:
        connection.execute(insert(sign_in_failure).values(name=name, address=address, failures=failures, last=at))
    return failures
