"""How a page writes a question to the registrar: by its method, as in `self.of_student(Registrar.cart)`.

A question is a function of the registrar, which is called in a thread. See `Page.fetch` and `Page.change`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

Answer = TypeVar("Answer")
First = TypeVar("First")
Second = TypeVar("Second")
Third = TypeVar("Third")

if TYPE_CHECKING:
    from enroltui.registrar.registrar import Registrar as Registrar  # handed on to the pages
else:
    # Pages are painted before the database's libraries are loaded, so the real class is not imported here: this one
    # has, under every name, a function that calls the method of that name of the registrar that it is given.

    class _ByName(type):
        def __getattr__(cls, name):
            return lambda registrar, *args, **named: getattr(registrar, name)(*args, **named)

    class Registrar(metaclass=_ByName):
        """Stands for the registrar's class."""


Query = Callable[[Registrar], Answer]


@overload
def together(first: Query[First], second: Query[Second], /) -> Query[tuple[First, Second]]: ...
@overload
def together(
    first: Query[First], second: Query[Second], third: Query[Third], /
) -> Query[tuple[First, Second, Third]]: ...
def together(*questions: Query[Any]) -> Query[Any]:
    """Make one question of several, which are asked one after the other; its answer is a tuple of theirs."""
    return lambda registrar: tuple(question(registrar) for question in questions)
