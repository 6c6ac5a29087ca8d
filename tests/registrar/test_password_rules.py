"""Which new passwords the rules let through."""

from __future__ import annotations

import pytest

from enroltui.registrar.rules.passwords import (
    PasswordCommon,
    PasswordOfNames,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUnchanged,
    names_of,
    why_not_password,
)
from enroltui.registrar.rules.reasons import Reason


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("a long enough one", None),
        ("tulpen 7", None),
        ("1234567", PasswordTooShort(8)),
        ("", PasswordTooShort(8)),
        ("a long one" + "x" * 118, None),
        ("x" * 129, PasswordTooLong(128)),
        ("the old one", PasswordUnchanged()),
        ("S9900001", PasswordOfNames(8)),
        ("9900001 Anna", PasswordOfNames(8)),
        ("Ánna-Vós", PasswordOfNames(8)),
        ("Mijn Leiden", PasswordOfNames(8)),
        ("anna ziet tulpen", None),
        ("Tulips!!", PasswordCommon()),
        ("t0u1ip52018", None),
        ("2018tul1p5", PasswordCommon()),
        ("tulipstulips", PasswordCommon()),
        ("tulips of ours 🗝", None),
        ("abcdefghij", PasswordCommon()),
        ("77777777", PasswordCommon()),
        ("xyxyxyxyxy", PasswordCommon()),
    ],
)
def test_a_new_password(new: str, expected: Reason | None) -> None:
    names = names_of("s9900001", "Anna A. Vos") | {"leiden"}
    assert why_not_password(new, "the old one", names, {"tulips"}) == expected
