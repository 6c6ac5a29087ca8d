"""Password hashes: Argon2id with the library's recommended figures (RFC 9106, low memory)."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from enroltui.folding import fold
from enroltui.printable import harmless
from enroltui.registrar.rules.passwords import PASSWORD_MOST

_HASHER = PasswordHasher()
_NOBODYS = (
    f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    f"${'A' * 22}${'A' * 43}"  # sixteen and 32 zero bytes, which are no password's
)
"""Checked in place of a hash that is not there, so that it takes as long; written down, as making one takes as long."""


def normal(password: str) -> str:
    """Return the password in one spelling, wherever it comes from.

    Two keyboards may write the same letter in different ways (NFKC). A line end that it was copied with, and
    characters that nobody sees, are no part of it.
    """
    return unicodedata.normalize("NFKC", harmless(password.rstrip("\r\n")))


@cache
def common_passwords() -> frozenset[str]:
    """Passwords and Dutch words that are tried first, folded. Read when somebody first chooses a password."""
    return _words("data/passwords/en.txt") | _words("data/passwords/nl.txt")


@cache
def university_words() -> frozenset[str]:
    """Words that anybody would try at this university, folded."""
    return _words("data/leiden/known_words.txt")


def _words(path: str) -> frozenset[str]:
    lines = files("enroltui").joinpath(path).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if not line.startswith("#"))


def hash_password(password: str, *, salt: bytes | None = None) -> str:
    """Return the Argon2id hash; `salt` (16 bytes) is given for demo accounts only, whose hashes must come out equal."""
    return _HASHER.hash(_bytes(password), salt=salt)


def is_password(password: str, password_hash: str | None) -> bool:
    """Tell whether the password fits the hash; never for None, but that takes as long to tell."""
    too_long = len(password) > 4 * PASSWORD_MOST
    try:
        _HASHER.verify(password_hash or _NOBODYS, _bytes("" if too_long else password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def _bytes(password: str) -> bytes:
    return normal(password).encode()
