"""A faculty that is watched: two registrars on one database, and everything looked at after every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import event

from enroltui.database.engines import open_engine
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.registrar.values.people import Caller
from enroltui.terms import Role, Via
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.lives import invariants
from tests.registrar.lives.faculty import Faculty
from tests.registrar.lives.foretelling import Foretelling, Foretold, came_true, said
from tests.registrar.lives.snapshot import Reader, Row

REACHED: Counter[str] = Counter()
"""How often each outcome and rule came up."""


_WHOLE = {
    (Change.WITHDRAWN, Change.ENROLLED),
    (Change.KEPT, Change.WAITING),
    (Change.REFUSED, Change.REFUSED),
}


@dataclass(frozen=True)
class Request:
    """A request as it was sent, and its answer."""

    name: str
    asked: tuple[Any, ...]
    how: dict[str, Any]
    answer: tuple[Outcome, ...]


class Watched(RuleBasedStateMachine):
    """One faculty from a Monday in January on; what happens there is for subclasses to say."""

    faculty: Faculty
    """What each life begins with; set by the test."""

    def __init__(self) -> None:
        super().__init__()
        self._copy = self.faculty.copy()
        where = self._copy.__enter__()
        self.registrars = [_registrar(where), _registrar(where)]
        self.threads = ThreadPoolExecutor(2)
        self._reader = Reader(where)
        self.now = world.NOW
        self.last: Request | None = None
        self._requests = 0
        self._first = self.before = self._reader.snapshot()

    def teardown(self) -> None:
        self.threads.shutdown()
        self._reader.close()
        for registrar in self.registrars:
            registrar.close()
        self._copy.__exit__(None, None, None)

    def caller(self, student: str, at_the_counter: bool = False) -> Caller:
        """The student herself, or the helpdesk."""
        if at_the_counter:
            return Caller(world.HELPDESK, Role.HELPDESK, Via.COMMAND, self.now)
        return Caller(student, Role.STUDENT, Via.SCREEN, self.now)

    def foretelling(self, student: str) -> Foretelling:
        """What the plain rules say of this student now."""
        return Foretelling(self.before, self.before.catalogue.students[student], self.now)

    def new_request(self) -> str:
        """A key that no request has had."""
        self._requests += 1
        return str(self._requests)

    def send(
        self, writer: int, name: str, caller: Caller, student: str, *asked: Any, foretold: Foretold, **how: Any
    ) -> None:
        """Send one request and look at all that came of it."""
        before = self.before
        everything = (caller, student, *asked, self.new_request())
        outcomes: tuple[Outcome, ...] = getattr(self.registrars[writer], name)(*everything, **how)
        self.last = Request(name, everything, how, outcomes)
        self.done(outcomes, student, writer, foretold)
        REACHED["passed over"] += invariants.nobody_was_passed_over(before, self.before, self.now)

    def done(self, outcomes: Sequence[Outcome], student: str, writer: int, foretold: Foretold) -> None:
        """Look at what came of a request: as foretold, and each class as the other registrar sees it afterwards."""
        REACHED.update(said(outcome) for outcome in outcomes)
        self.look()
        assert came_true(foretold, outcomes), (foretold, outcomes)
        other = self.registrars[1 - writer]
        for outcome in outcomes:
            assert outcome.row == other.class_row(self.caller(student, at_the_counter=True), student, outcome.key)

    def look(self) -> None:
        """Look whether everything is as it must be."""
        after = self._reader.snapshot()
        if after is self.before:
            return
        invariants.hold(self.before, after, self._first)
        invariants.nobody_waits_before_a_free_place(after, self.now)
        REACHED["let in"] += after.promoted - self.before.promoted
        REACHED["given up"] += sum((after.given_up - self.before.given_up).values())
        REACHED["told"] += sum((after.told - self.before.told).values())
        self.before = after

    @property
    def theirs(self) -> list[Row]:
        """The enrolments of those who may still act."""
        return [enrolment for enrolment in self.before.active if enrolment.student_id not in self.before.closed]

    def is_of(self, enrolment: Row, student: str) -> bool:
        """Whether it is this student's."""
        return bool(enrolment.student_id == self.before.catalogue.students[student])

    def ask_to_swap(self, has: Row, new: ClassKey, mode: Mode, accept: bool, writer: int) -> None:
        """Swap what somebody has for another class: whole or not at all, and as a promise where it is one."""
        student, old = self.whose(has)
        if old == new:
            return
        how = {"mode": mode, "accept_clashes": accept}
        self.send(writer, "swap", self.caller(student), student, old, new, foretold={}, **how)
        assert self.last
        changes = tuple(outcome.change for outcome in self.last.answer)
        assert changes in _WHOLE
        if changes == (Change.KEPT, Change.WAITING):
            [waits] = [
                enrolment
                for enrolment in self.before.line(self.before.catalogue.ids[new])
                if self.is_of(enrolment, student)
            ]
            assert self.before.gives_up(waits.id) == self.before.catalogue.ids[old], "nothing was promised"
            REACHED["promised"] += 1

    def whose(self, enrolment: Row) -> tuple[str, ClassKey]:
        """An enrolment's student and class."""
        known = self.before.catalogue
        student = next(number for number, id_ in known.students.items() if id_ == enrolment.student_id)
        return student, next(key for key, id_ in known.ids.items() if id_ == enrolment.class_id)


def _registrar(where: Where) -> Registrar:
    """One that does not wait for the disk: no power is cut here. The server that tests bring never does."""
    engine = open_engine(where)
    if isinstance(where, Path):
        event.listen(engine, "connect", lambda driver, record: driver.execute("PRAGMA synchronous = OFF"))
    return Registrar(engine)
