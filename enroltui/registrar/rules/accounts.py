"""What a new account needs: a login of its role's form, a name that can be read, and an address that takes mail."""

from __future__ import annotations

import re

from enroltui.errors import Unfit
from enroltui.printable import harmless
from enroltui.registrar.values.people import Account
from enroltui.terms import Role

NAME_MOST = 100
"""Characters of a person's name."""
_STUDENT_NUMBER = re.compile(r"s\d{7}", re.ASCII)
_LOGIN = re.compile(r"[a-z][a-z0-9.-]{0,63}", re.ASCII)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=.{{1,64}}@)(?=.{{1,254}}\Z){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
"""A dot-atom at a domain (RFC 5322, 3.4.1), no longer than mail servers take (RFC 5321, 4.5.3.1)."""


def why_not_account(account: Account, email: str) -> Unfit | None:
    """Return what is wrong with a new account or its owner's mail address; None: nothing."""
    is_number = _STUDENT_NUMBER.fullmatch(account.name)
    if account.role is Role.STUDENT and not is_number:
        return Unfit.NUMBER
    if account.role is not Role.STUDENT and (is_number or not _LOGIN.fullmatch(account.name)):
        return Unfit.LOGIN
    if harmless(account.person) != account.person:
        return Unfit.NAME_CHARACTERS
    if not any(map(str.isalpha, account.person)):
        return Unfit.NO_NAME
    if len(account.person) > NAME_MOST:
        return Unfit.LONG_NAME
    return None if _EMAIL.fullmatch(email) else Unfit.EMAIL
