"""Promised exchanges and one student's two visits; each test is shown to find the fault that it is there for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import sleep

import pytest
from sqlalchemy import Connection, text

from enroltui.database.engines import open_engine
from enroltui.registrar import audit
from enroltui.registrar.audit import Event
from enroltui.registrar.enrolling import seat_alerts, waiting_list
from enroltui.registrar.enrolling.class_record import ClassRecord
from enroltui.registrar.people import students
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.enrolling import TimeConflict
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode, Outcome
from enroltui.registrar.values.people import Caller
from enroltui.terms import MessageKind, Role, State
from kit.servers import Server
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, BRAM, CROWD, NewClass, as_role, as_student, at

INSIDE, FIRST, SECOND = CROWD[:3]
"""The one place of LINE is INSIDE's; FIRST and SECOND wait for it, and ANNA comes after them."""
LINE = world.WAITING_LIST
COUNTER = as_role(Role.HELPDESK)

Plant = pytest.MonkeyPatch


def promise(registrar: Registrar, old: ClassKey) -> None:
    """Let ANNA, who has a class, wait for a place in LINE with nobody before her, for which she then gives up it."""
    for student in (FIRST, SECOND):
        registrar.withdraw(as_student(student), student, [LINE], f"{student} leaves the line")
    enrol(registrar, ANNA, old)
    outcomes = registrar.swap(as_student(ANNA), ANNA, old, LINE, "a promise", mode=Mode.FREE_OR_WAITING)
    assert [outcome.change for outcome in outcomes] == [Change.KEPT, Change.WAITING]


def enrol(registrar: Registrar, student: str, key: ClassKey) -> Outcome:
    [outcome] = registrar.enrol(as_student(student), student, [key], f"{student} {key}", from_cart=False)
    return outcome


def free_a_place(registrar: Registrar, now: datetime = world.NOW) -> None:
    registrar.withdraw(as_role(Role.HELPDESK, now), INSIDE, [LINE], "leaves")


def states(registrar: Registrar, *keys: ClassKey) -> list[State | None]:
    rows = [registrar.class_row(as_student(ANNA), ANNA, key) for key in keys]
    return [row.state for row in rows if row is not None]


# --- what is so -----------------------------------------------------------------------------------------------------


def a_promised_withdrawal_is_audited(registrar: Registrar) -> None:
    promise(registrar, world.LECTURE)
    free_a_place(registrar)
    assert states(registrar, world.LECTURE, LINE) == [None, State.ENROLLED]
    promoted = [event for event in registrar.audit(COUNTER, ANNA) if event.action == "promote"]
    told = [(event.outcome, event.key) for event in promoted]
    assert sorted(told) == [("enrolled", LINE), ("withdrawn", world.LECTURE)], "not all is audited"


def a_promise_ends_with_the_time_to_withdraw(registrar: Registrar) -> None:
    # Until 15 January at midnight one can withdraw from the exam.
    promise(registrar, world.EXAM)
    free_a_place(registrar, at("2018-01-16"))
    assert states(registrar, world.EXAM, LINE) == [State.ENROLLED, State.WAITING], "kept beyond its deadline"


def a_place_that_a_promise_frees_is_told(registrar: Registrar) -> None:
    promise(registrar, world.LAST_SEAT)
    assert registrar.set_seat_alert(as_student(BRAM), BRAM, world.LAST_SEAT) is None
    assert registrar.messages(as_student(BRAM), BRAM) == ()
    free_a_place(registrar)
    assert states(registrar, world.LAST_SEAT, LINE) == [None, State.ENROLLED]
    told = [(one.kind, one.told.key) for one in registrar.messages(as_student(BRAM), BRAM)]
    assert told == [(MessageKind.SEAT_FREE, world.LAST_SEAT)], "nobody was told"


@pytest.mark.parametrize(
    "is_so",
    [a_promised_withdrawal_is_audited, a_promise_ends_with_the_time_to_withdraw, a_place_that_a_promise_frees_is_told],
    ids=lambda is_so: is_so.__name__,
)
def test_promises(leiden: Registrar, is_so: Callable[[Registrar], None]) -> None:
    is_so(leiden)


# --- one student's two visits ---------------------------------------------------------------------------------------


@pytest.fixture
def shared(server: Server, world_on_server: str) -> Iterator[str]:
    """Make a private copy of the world on a server."""
    url = server.database(world_on_server)
    yield url
    server.drop(url)


def two_visits_at_once(url: str) -> list[Outcome]:
    """Enrol one student in two exams at the same time, by two visits that both have asked before either has written.

    A third lets nobody write an enrolment until both wait: for that, or for each other.
    """
    keys = [
        arranging.add_class(url, course, NewClass(ClassKey(world.YEAR, number), meets=at("2018-05-01")))
        for course, number in ((world.LOGIC, 40000), ("4032CALC5", 40001))
    ]
    visits = [Registrar.open(url), Registrar.open(url)]
    engine = open_engine(url)
    try:
        with ThreadPoolExecutor(2) as pool:
            with arranging.changed(url) as holding, engine.connect() as watching:
                holding.execute(text("LOCK TABLE enrolment IN SHARE MODE"))
                asked = [pool.submit(enrol, visit, ANNA, key) for visit, key in zip(visits, keys, strict=True)]
                while waiting(watching) < len(visits):
                    sleep(0.01)
            return [one.result() for one in asked]
    finally:
        for visit in visits:
            visit.close()
        engine.dispose()


def waiting(connection: Connection) -> int:
    """Return how many connections to this database wait for a lock."""
    return int(
        connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
        )
        or 0
    )


def one_of_two_clashing_exams(url: str) -> None:
    outcomes = two_visits_at_once(url)
    changes = sorted(outcome.change for outcome in outcomes)
    assert changes == [Change.ENROLLED, Change.REFUSED], "two exams at once"
    assert any(isinstance(outcome.reason, TimeConflict) for outcome in outcomes)


def test_two_visits_of_one_student_do_not_get_two_clashing_exams(shared: str) -> None:
    one_of_two_clashing_exams(shared)


# --- planted faults -------------------------------------------------------------------------------------------------


def _withdrawal_unaudited(plant: Plant) -> None:
    def record(connection: Connection, caller: Caller, moment: datetime, events: Sequence[Event]) -> None:
        audit.record(connection, caller, moment, [event for event in events if event.outcome != Change.WITHDRAWN])

    plant.setattr(waiting_list, "record", record)


def _kept_for_ever(plant: Plant) -> None:
    plant.setattr(waiting_list, "why_not_withdraw", lambda *asked: None)


def _not_told(plant: Plant) -> None:
    def tell(connection: Connection, caller: Caller, freed: Sequence[ClassRecord], moment: datetime) -> None:
        """Tell of no place, as a promise's is the only one here."""

    plant.setattr(seat_alerts, "tell", tell)


@pytest.mark.parametrize(
    ("is_so", "fault", "found"),
    [
        (a_promised_withdrawal_is_audited, _withdrawal_unaudited, "not all is audited"),
        (a_promise_ends_with_the_time_to_withdraw, _kept_for_ever, "kept beyond its deadline"),
        (a_place_that_a_promise_frees_is_told, _not_told, "nobody was told"),
    ],
    ids=lambda case: getattr(case, "__name__", ""),
)
def test_a_planted_fault_is_found(
    leiden: Registrar,
    monkeypatch: Plant,
    is_so: Callable[[Registrar], None],
    fault: Callable[[Plant], None],
    found: str,
) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError, match=found):
        is_so(leiden)


def test_two_visits_are_found_out_where_the_students_row_is_not_locked(shared: str, monkeypatch: Plant) -> None:
    monkeypatch.setattr(students, "_ID_TO_CHANGE", students._ID)
    with pytest.raises(AssertionError, match="two exams at once"):
        one_of_two_clashing_exams(shared)
