"""The gate before the registrar: what no database could keep is refused in words, wherever it came from.

Command lines, standard input, pages, SSH and the environment all reach the registrar by its methods, so here all of
them are looked through once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any, TypeVar

from enroltui.errors import UnfitInput

LARGEST = 2**31 - 1
"""The largest whole number that a column of ours holds (PostgreSQL's integer)."""

ANSWERED_ALIKE = frozenset({"sign_in"})
"""Methods that look at their arguments themselves: whatever is typed at the login is answered as any wrong password."""

T = TypeVar("T")


def gated(registrar: type[T]) -> type[T]:
    """Let a class's public methods look at all their arguments first. They raise UnfitInput, and do nothing then."""
    for name, method in list(vars(registrar).items()):
        if callable(method) and not name.startswith("_") and name not in ANSWERED_ALIKE:
            setattr(registrar, name, _looking_first(method))
    return registrar


def let_in(value: object) -> None:
    """Let text, numbers, and what is made of them pass. Raises UnfitInput for what no database can keep.

    That is text with NUL or half of a surrogate pair (such as Python makes of a byte that is not UTF-8), and a number
    beyond the columns' range.
    """
    match value:
        case str():
            if "\0" in value or not _is_text(value):
                raise UnfitInput(False)
        case int():
            if not -LARGEST <= value <= LARGEST:
                raise UnfitInput(True)
        case Mapping():
            for key, part in value.items():
                let_in(key)
                let_in(part)
        case list() | tuple() | Set():
            for part in value:
                let_in(part)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                let_in(getattr(value, field.name))


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _looking_first(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def gate(self: object, /, *args: object, **kwargs: object) -> Any:
        let_in(args)
        let_in(kwargs)
        return method(self, *args, **kwargs)

    return gate
