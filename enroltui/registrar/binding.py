"""Makes the registrar's methods of the functions that carry them out: each call is one transaction of a caller's.

A function takes the connection, who asks, for a change the real moment, and then what the method takes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial, wraps
from inspect import Parameter, signature
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from enroltui.clock import real_now
from enroltui.database.transactions import reading, retried, writing
from enroltui.errors import DatabaseTrouble, EnrolError, NotAllowed
from enroltui.registrar.acting import may_still_act
from enroltui.registrar.audit import Event, record
from enroltui.registrar.looks import LOOKS_OF, Look, about, is_new_look
from enroltui.registrar.values.audit_trail import LOOK, SEEN
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.people import Caller

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class OpenDatabase:
    """A database, and the real clock (aware), by which limits and the audit trail go.

    Whatever somebody asks goes through `_reading` or `_changing`, which ask whether they may still act.
    """

    def __init__(self, engine: Engine, real_clock: Callable[[], datetime] = real_now) -> None:
        self._engine = engine
        self._real_clock = real_clock

    @contextmanager
    def _reading(
        self, caller: Caller, *, chooses_password: bool = False, look: Look | None = None
    ) -> Iterator[Connection]:
        """Yield one consistent view of the database for this caller; refuse at its end who may not act any more.

        What staff look at is written into the audit trail before they see it.
        """
        look = look if caller.role in LOOKS_OF else None
        with self._refusals_recorded(caller), reading(self._engine) as connection:
            may_act = partial(may_still_act, connection, caller, changes=False, chooses_password=chooses_password)
            with _refused_first(may_act):
                yield connection
            if look is not None and not is_new_look(connection, caller, self._real_clock(), look):
                look = None
        if look is not None:
            self._record(caller, Event(LOOK, look.what), look.student_number, look.key)

    @contextmanager
    def _changing(self, caller: Caller, *, chooses_password: bool = False) -> Iterator[Connection]:
        """Yield one transaction of this caller's; undo it if they may not act any more at its end."""
        with self._refusals_recorded(caller), writing(self._engine) as connection:
            may_act = partial(may_still_act, connection, caller, changes=True, chooses_password=chooses_password)
            with _refused_first(may_act):
                yield connection

    @contextmanager
    def _refusals_recorded(self, caller: Caller) -> Iterator[None]:
        """Write into the audit trail what is refused as the caller's role may not do it."""
        try:
            yield
        except NotAllowed as refused:
            try:
                self._record(caller, Event("not_allowed", refused.act), refused.student_number)
            except DatabaseTrouble:  # it stays refused
                log.exception("a refusal could not be written down")
            raise

    @retried
    def _record(
        self, caller: Caller, event: Event, student_number: str | None = None, key: ClassKey | None = None
    ) -> None:
        """Write an event into the audit trail in a transaction of its own, about this student and class if known."""
        with writing(self._engine) as connection:
            record(connection, caller, self._real_clock(), [about(connection, event, student_number, key)])


def public(answer: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[OpenDatabase, P], T]:
    """Make a method of a function that reads what is told to anybody, without a caller."""

    @wraps(answer)
    def method(self: OpenDatabase, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with reading(self._engine) as connection:
            return answer(connection, *args, **kwargs)

    return _without(method, "connection")


def read(
    answer: Callable[Concatenate[Connection, Caller, P], T], *, of_many: bool = False
) -> Callable[Concatenate[OpenDatabase, Caller, P], T]:
    """Make a method of a function that reads for a caller; `of_many`: it may tell of many students at once.

    If it has a `student_number`, it tells of that student, and of nobody where that is None.
    """
    takes = signature(answer)

    @wraps(answer)
    def method(self: OpenDatabase, caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> T:
        look = None
        if caller.role in LOOKS_OF:
            given = takes.bind(None, caller, *args, **kwargs).arguments
            if (student_number := given.get("student_number")) is not None:
                look = Look(SEEN, student_number)
            elif of_many:
                look = Look(answer.__name__, key=given.get("key"))
        with self._reading(caller, look=look) as connection:
            return answer(connection, caller, *args, **kwargs)

    return _without(method, "connection")


def change(
    carry_out: Callable[Concatenate[Connection, Caller, datetime, P], T],
) -> Callable[Concatenate[OpenDatabase, Caller, P], T]:
    """Make a method of a function that changes something for a caller, and is tried again after a conflict.

    Each try has the real moment at which it has the right to write.
    """

    @retried
    @wraps(carry_out)
    def method(self: OpenDatabase, caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self._changing(caller) as connection:
            return carry_out(connection, caller, self._real_clock(), *args, **kwargs)

    return _without(method, "connection", "at")


def _without(method: Callable[P, T], *given: str) -> Callable[P, T]:
    """Show in help() what the method takes, which leaves out what its function is `given`."""
    of_function = signature(method)
    taken = [parameter for name, parameter in of_function.parameters.items() if name not in given]
    itself = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
    vars(method)["__signature__"] = of_function.replace(parameters=[itself, *taken])
    return method


@contextmanager
def _refused_first(may_act: Callable[[], None]) -> Iterator[None]:
    """Ask at the end, but before anything else that is wrong is told: who may not act does not learn of that."""
    try:
        yield
    except EnrolError:
        may_act()
        raise
    may_act()
