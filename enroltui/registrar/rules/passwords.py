"""Which passwords may be chosen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from enroltui.folding import fold
from enroltui.registrar.rules.reasons import Reason

PASSWORD_LEAST = 8
"""OWASP ASVS 5.0, 6.2.1; no rules of composition (6.2.5)."""
PASSWORD_MOST = 128
_SHORTEST_NAME = 3
"""Shorter parts of a person's name stand in many words."""
_SIGNS_MORE = 5
"""So many digits and signs around a common word are tried with it: welkom01, Welkom2018!"""
_SHORTEST_REPEATED = 4
"""Whatever repeats less than that is tried first too: 12121212."""
_READ_AS = [str.maketrans("043$57@!1", "oaesstai" + letter) for letter in "il"]
"""Digits and signs as the letters that they are written for; 1 is either of two."""


@dataclass(frozen=True, slots=True)
class WrongPassword(Reason):
    """The present password that was typed is not the right one."""

    rule: ClassVar[str] = "wrong_password"


@dataclass(frozen=True, slots=True)
class PasswordPause(Reason):
    """After wrong present passwords none is looked at for so many seconds, as at the login."""

    rule: ClassVar[str] = "password_pause"
    seconds: int


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
class PasswordOfNames(Reason):
    """Without the person's own name and number and the university's words, fewer characters than `least` are left.

    OWASP ASVS 5.0, 6.2.11.
    """

    rule: ClassVar[str] = "password_of_names"
    least: int


@dataclass(frozen=True, slots=True)
class PasswordCommon(Reason):
    """The new password is one that is tried first: a common one (OWASP ASVS 5.0, 6.2.4), or one that hardly differs."""

    rule: ClassVar[str] = "password_common"


def why_not_password(new: str, old: str, names: Collection[str], common: Collection[str]) -> Reason | None:
    """Tell why `new` can't follow `old`; None: can. Both normalised (NFKC).

    `names`: of the person, the account and the university; `common`: what is tried first. Both folded.
    """
    if len(new) < PASSWORD_LEAST:
        return PasswordTooShort(PASSWORD_LEAST)
    if len(new) > PASSWORD_MOST:
        return PasswordTooLong(PASSWORD_MOST)
    if new == old:
        return PasswordUnchanged()
    plain = fold(new)
    if _is_common(plain, common):
        return PasswordCommon()
    rest = plain
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    if rest != plain and len(rest) < PASSWORD_LEAST:
        return PasswordOfNames(PASSWORD_LEAST)
    return None


def names_of(account: str, person: str) -> set[str]:
    """Return somebody's own words that others know, folded: the account's name, its digits, the person's name."""
    parts = {part for part in re.split(r"\W+", fold(person)) if len(part) >= _SHORTEST_NAME}
    return {account.casefold(), *parts} | set(re.findall(r"\d{4,}", account))


def _is_common(plain: str, common: Collection[str]) -> bool:
    """Tell whether it is a common password or word, that twice or with a few signs more, or a row of equal steps."""
    if len({ord(after) - ord(before) for before, after in pairwise(plain)}) <= 1:  # aaaaaaaa, abcdefgh
        return True
    once = plain[: (plain + plain).index(plain, 1)]  # of welkomwelkom: welkom
    return len(once) < _SHORTEST_REPEATED or any(
        form in common and len(text) - len(form) <= _SIGNS_MORE for text in {plain, once} for form in _forms(text)
    )


def _forms(text: str) -> Iterator[str]:
    """Yield the text; from its first letter, up to its last one, or both; and each with 0 read as o, and so on."""
    letters = [place for place, character in enumerate(text) if character.isalpha()] or [0]
    first, end = letters[0], letters[-1] + 1
    for form in (text, text[first:], text[:end], text[first:end]):
        yield form
        for table in _READ_AS:
            yield form.translate(table)
