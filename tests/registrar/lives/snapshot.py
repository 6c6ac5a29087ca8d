"""The database as it stands at one moment, read past the registrar, with the facts that the plain rules go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, select

from enroltui.database.engines import open_engine
from enroltui.database.transactions import reading
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules.clashes import Busy
from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.rule import RequiredCourse, Standing
from enroltui.registrar.tables import (
    audit_event,
    cart_item,
    completed,
    enrolment,
    exchange,
    hold,
    letter,
    message,
    minor_application,
    rule_grant,
    student,
)
from enroltui.terms import HoldCode, State
from enroltui.where import Where
from tests.registrar.lives.catalogue import Catalogue, read_catalogue

Row = Any


@dataclass(frozen=True)
class Snapshot:
    """What students and staff change."""

    catalogue: Catalogue
    enrolments: list[Row]
    """In the order in which they were made; of each moment only whether there is one."""
    carts: set[tuple[int, int]]
    holds: list[Row]
    grants: list[Row]
    completed: set[tuple[int, int]]
    admitted: set[tuple[int, int]]
    """Students, to minors on offer."""
    closed: set[int]
    """Students whose accounts are closed."""
    promises: dict[int, int]
    """Places in line, each with the enrolment that was promised for it when it was made, whatever came of the two."""
    given_up: Counter[tuple[int, int]]
    """Audited: what students gave up for a place that they won, by student and class."""
    events: Counter[tuple[int, int, str]]
    """Audited changes: student, class, what it then was."""
    promoted: int
    told: Counter[tuple[int, str]]
    """Messages: student, kind."""
    letters: Counter[tuple[int, str]]

    @cached_property
    def changes(self) -> Counter[tuple[int, int, str]]:
        """What the enrolments themselves tell of their past; as `events` must."""
        found: Counter[tuple[int, int, str]] = Counter()
        for taken in self.enrolments:
            for state, was in (
                ("waiting", taken.waiting_since),
                ("enrolled", taken.enrolled),
                ("withdrawn", taken.withdrawn),
            ):
                found[taken.student_id, taken.class_id, state] += was
        return found

    @cached_property
    def active(self) -> list[Row]:
        """Enrolments that are not withdrawn."""
        return [enrolment for enrolment in self.enrolments if enrolment.state != "withdrawn"]

    def inside(self, class_id: int) -> list[Row]:
        """Who has a place in a class."""
        return [
            enrolment for enrolment in self.active if enrolment.class_id == class_id and enrolment.state == "enrolled"
        ]

    def line(self, class_id: int) -> list[Row]:
        """Who waits for one, the first in line first."""
        return [
            enrolment for enrolment in self.active if enrolment.class_id == class_id and enrolment.state == "waiting"
        ]

    def gives_up(self, place: int) -> int | None:
        """The class that is given up when this place in line is won; None: none is, or no longer."""
        return next((enrolment.class_id for enrolment in self.active if enrolment.id == self.promises.get(place)), None)

    def state(self, student_id: int, class_id: int) -> State | None:
        """What a student is in a class."""
        states = [
            enrolment.state
            for enrolment in self.active
            if (enrolment.student_id, enrolment.class_id) == (student_id, class_id)
        ]
        assert len(states) <= 1
        return State(states[0]) if states else None

    def facts(self, class_id: int) -> ClassFacts:
        """A class, as the rules see it."""
        enrolled, waiting = len(self.inside(class_id)), len(self.line(class_id))
        return replace(self.catalogue.classes[class_id], enrolled=enrolled, waiting=waiting)

    def standing(
        self,
        student_id: int,
        class_id: int,
        now: datetime,
        *,
        sooner: tuple[int, ...] = (),
        without: int | None = None,
        accepts: bool = False,
    ) -> Standing:
        """How a student stands to a class, as the rules see it."""
        known = self.catalogue
        attended = [
            enrolment.class_id
            for enrolment in self.active
            if enrolment.student_id == student_id and enrolment.state == "enrolled"
        ]
        attended = [id_ for id_ in [*attended, *sooner] if id_ not in (class_id, without)]
        courses = {known.course_of[id_] for id_ in attended}
        done = {course_id for student, course_id in self.completed if student == student_id}
        missing = [id_ for id_ in known.required.get(known.course_of[class_id], []) if id_ not in courses | done]
        grants = [grant for grant in self.grants if (grant.student_id, grant.class_id) == (student_id, class_id)]
        return Standing(
            career=known.careers[student_id],
            state=self.state(student_id, class_id),
            holds=tuple(HoldCode(hold.code) for hold in self.holds if hold.student_id == student_id),
            missing=tuple(RequiredCourse(known.codes[id_], "", "") for id_ in missing),
            admitted=any((student_id, minor) in self.admitted for minor in known.minors_of[class_id]),
            busy=tuple(busy for id_ in attended for busy in _busy(known.classes[id_])),
            accepts_clashes=accepts,
            granted=frozenset(grant.rule for grant in grants if grant.until >= now),
        )


def _busy(facts: ClassFacts) -> Iterator[Busy]:
    for met in facts.meetings:
        yield Busy(facts.class_number, facts.catalogue_number, "", "", met.starts, met.ends, met.kind)


Query = Select[*tuple[Any, ...]]

_ENROLMENTS = Prepared(
    select(
        *(enrolment.c[name] for name in ("id", "student_id", "class_id", "state")),
        *(enrolment.c[stamp].is_not(None).label(stamp) for stamp in ("waiting_since", "enrolled", "withdrawn")),
    ).order_by(enrolment.c.id)
)
_CART = Prepared(select(cart_item.c.student_id, cart_item.c.class_id))
_HOLDS = Prepared(select(hold.c.student_id, hold.c.code).where(hold.c.lifted.is_(None)).order_by(hold.c.id))
_GRANTS = Prepared(select(rule_grant))
_COMPLETED = Prepared(select(completed.c.student_id, completed.c.course_id))
_ADMITTED = Prepared(
    select(minor_application.c.student_id, minor_application.c.minor_id).where(minor_application.c.state == "admitted")
)
_EXCHANGES = Prepared(select(exchange.c.enrolment_id, exchange.c.class_id))
_CLOSED = Prepared(select(student.c.id).where(student.c.closed))
_EVENTS = Prepared(
    select(audit_event.c.student_id, audit_event.c.class_id, audit_event.c.action, audit_event.c.outcome)
)
_TOLD = Prepared(select(message.c.student_id, message.c.kind))
_LETTERS = Prepared(select(letter.c.student_id, letter.c.kind))
_VERSION = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}
"""What changes whenever another connection has written."""


class Reader:
    """Takes snapshots of a database, by a connection of its own."""

    def __init__(self, where: Where) -> None:
        self._engine = open_engine(where)
        with reading(self._engine) as connection:
            self.catalogue = read_catalogue(connection)
        self._version: object = None
        self._last: Snapshot | None = None
        self._promises: dict[int, int] = {}

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def snapshot(self) -> Snapshot:
        """What stands there now; the same one again where nobody has written since."""
        with reading(self._engine) as connection:
            version = connection.exec_driver_sql(_VERSION[self._engine.dialect.name]).scalar()
            if self._last is None or version != self._version:
                self._last, self._version = _taken(connection, self.catalogue, self._promises), version
                self._promises = self._last.promises
        return self._last


def _taken(connection: Connection, catalogue: Catalogue, known: dict[int, int]) -> Snapshot:
    enrolments = _ENROLMENTS.all(connection)
    events = _EVENTS.all(connection)
    changes = [event for event in events if event.outcome in ("enrolled", "waiting", "withdrawn")]
    return Snapshot(
        catalogue=catalogue,
        enrolments=enrolments,
        carts={(row[0], row[1]) for row in _CART.all(connection)},
        holds=_HOLDS.all(connection),
        grants=_GRANTS.all(connection),
        completed={(row[0], row[1]) for row in _COMPLETED.all(connection)},
        admitted={(row[0], row[1]) for row in _ADMITTED.all(connection)},
        closed={row[0] for row in _CLOSED.all(connection)},
        promises=_promises(enrolments, _EXCHANGES.all(connection)) | known,
        given_up=Counter(
            (event.student_id, event.class_id)
            for event in changes
            if (event.action, event.outcome) == ("promote", "withdrawn")
        ),
        events=Counter((event.student_id, event.class_id, event.outcome) for event in changes),
        promoted=sum((event.action, event.outcome) == ("promote", "enrolled") for event in changes),
        told=Counter((row[0], row[1]) for row in _TOLD.all(connection)),
        letters=Counter((row[0], row[1]) for row in _LETTERS.all(connection)),
    )


def _promises(enrolments: list[Row], exchanges: list[Row]) -> dict[int, int]:
    """Places in line and what is promised for them, right after that was done: the student still has both."""
    of = {enrolment.id: enrolment.student_id for enrolment in enrolments}
    active = {
        (enrolment.student_id, enrolment.class_id): enrolment.id
        for enrolment in enrolments
        if enrolment.state != "withdrawn"
    }
    return {place: active[of[place], class_id] for place, class_id in exchanges if (of[place], class_id) in active}
