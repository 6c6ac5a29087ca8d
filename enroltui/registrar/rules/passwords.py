"""Which passwords may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from enroltui.registrar.rules.reasons import Reason

PASSWORD_LEAST = 8
"""OWASP ASVS 5.0, 6.2.1; no rules of composition (6.2.5)."""
PASSWORD_MOST = 128


@dataclass(frozen=True, slots=True)
class WrongPassword(Reason):
    """The present password that was typed is not the right one."""

    rule: ClassVar[str] = "wrong_password"


@dataclass(frozen=True, slots=True)
class PasswordTooShort(Reason):
    """A new password has fewer characters than `least`."""

    rule: ClassVar[str] = "password_too_short"
    least: int


@dataclass(frozen=True, slots=True)
class PasswordTooLong(Reason):
    """A new password has more characters than `most`."""

    rule: ClassVar[str] = "password_too_long"
    most: int


@dataclass(frozen=True, slots=True)
class PasswordUnchanged(Reason):
    """The new password is the old one."""

    rule: ClassVar[str] = "password_unchanged"


@dataclass(frozen=True, slots=True)
class PasswordIsName(Reason):
    """The new password is the student number or login itself, which everybody knows."""

    rule: ClassVar[str] = "password_is_name"


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
