"""Which passwords may be chosen."""

from __future__ import annotations

from enroltui.registrar.rules.reasons import (
    PasswordIsName,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUnchanged,
    Reason,
)

PASSWORD_LEAST = 8
"""OWASP ASVS 5.0, 6.2.1; no rules of composition (6.2.5)."""
PASSWORD_MOST = 128


def why_not_password(new: str, old: str, name: str) -> Reason | None:
    """Why `new` can't follow `old` as the password of the account `name`; None: can. All three normalised (NFKC)."""
    if len(new) < PASSWORD_LEAST:
        return PasswordTooShort(PASSWORD_LEAST)
    if len(new) > PASSWORD_MOST:
        return PasswordTooLong(PASSWORD_MOST)
    if new == old:
        return PasswordUnchanged()
    if new.casefold() == name.casefold():
        return PasswordIsName()
    return None
