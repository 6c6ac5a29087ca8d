"""Random lives of a small faculty keep everything that must be so, and reach all there is; what breaks it is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from enroltui.registrar import answers
from enroltui.registrar.enrolling import cart, waiting_list
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules import asking
from enroltui.registrar.rules.asking import ENROLLING
from enroltui.registrar.rules.classes import ClassFacts
from enroltui.registrar.rules.enrolling import Full
from enroltui.registrar.rules.rule import Answer, Standing
from enroltui.registrar.tables import enrolment
from enroltui.registrar.values.enrolling import Change
from kit.servers import Server
from tests.databases import POSTGRESQL, SQLITE
from tests.registrar import plain_rules
from tests.registrar.lives.faculty import Faculty, OnFile, OnServer, build
from tests.registrar.lives.lines import Lines
from tests.registrar.lives.machine import Lives
from tests.registrar.lives.watching import REACHED, Watched

LIFE = settings(
    deadline=None,
    database=None,
    derandomize=True,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)
TO_BE_REACHED = [
    *(change.value for change in Change if change is not Change.REFUSED),
    *plain_rules.ORDER,
    "unknown_number",
    "other_year",
    "in_cart",
    "not_in_cart",
    "not_enrolled",
    "too_late_to_withdraw",
    "held_back",
    "alert: set",
    "alert: places_free",
    "alert: has_waiting_list",
    *(f"why: {rule} {said}" for rule in plain_rules.ORDER for said in ("ok", "refuses")),
    "why: retake ok",
    "why: research_project ok",
    "let in",
    "passed over",
    "promised",
    "account closed",
    "told",
    "granted",
    "hold placed",
    "hold lifted",
    "sent again",
    "at the same time",
]


OF_THE_DATABASE = {"enrolled", "waiting", "withdrawn", "let in", "told", "full", "sent again", "at the same time"}
"""What has to be reached in however few lives."""

FEW = 25
"""A server takes six times as long for a life: its tests see to the database, those on files to the rules."""


@pytest.fixture(scope="session")
def faculty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Faculty:
    """What each life begins with, on either kind of database."""
    if request.param == SQLITE:
        path = tmp_path_factory.mktemp("faculty") / "faculty.db"
        build(path)
        return OnFile(path)
    server: Server = request.getfixturevalue("server")
    url = server.database()
    build(url)
    return OnServer(url, server)


def on(*kinds: str) -> pytest.MarkDecorator:
    """Run a test once on each of these kinds of database."""
    return pytest.mark.parametrize("faculty", kinds, indirect=True)


def live(faculty: Faculty, how: settings, machine: type[Watched] = Lives) -> None:
    machine.faculty = faculty
    REACHED.clear()
    run_state_machine_as_test(machine, settings=how)


def rarely_reached(least: int) -> dict[str, int]:
    """What came up fewer times than this."""
    return {name: REACHED[name] for name in TO_BE_REACHED if REACHED[name] < least}


@on(SQLITE)
def test_two_hundred_lives(faculty: Faculty) -> None:
    live(faculty, settings(LIFE, max_examples=200))
    assert rarely_reached(1) == {}


@on(POSTGRESQL)
def test_a_few_lives_on_a_server(faculty: Faculty) -> None:
    live(faculty, settings(LIFE, max_examples=FEW))
    assert rarely_reached(1).keys().isdisjoint(OF_THE_DATABASE)


@pytest.mark.parametrize(("faculty", "lives"), [(SQLITE, 150), (POSTGRESQL, FEW)], indirect=["faculty"])
def test_lives_around_a_few_waiting_lists(faculty: Faculty, lives: int) -> None:
    live(faculty, settings(LIFE, max_examples=lives), Lines)
    assert {name for name in ("promised", "given up", "let in", "passed over") if not REACHED[name]} <= {"passed over"}


@on(SQLITE, POSTGRESQL)
@pytest.mark.long
def test_ten_thousand_lives(faculty: Faculty) -> None:
    live(faculty, settings(LIFE, max_examples=10_000, derandomize=False))
    assert rarely_reached(100) == {}


# --- planted bugs ---------------------------------------------------------------------------------------------------


def _one_too_many(plant: pytest.MonkeyPatch) -> None:
    def full(facts: ClassFacts, student: Standing, now: object) -> Answer:
        if facts.enrolled <= facts.capacity:
            return None, {}
        return Full(facts.class_number, facts.capacity, facts.waiting_capacity, facts.waiting), {}

    planted = [replace(rule, answer=full) if rule.reason is Full else rule for rule in ENROLLING]
    plant.setattr(asking, "ENROLLING", planted)


def _last_in_line_first(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(waiting_list, "_LINE", Prepared(waiting_list._IN_LINE.order_by(enrolment.c.id.desc())))


def _unaudited(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(waiting_list, "record", lambda *event: None)


def _left_in_the_cart(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(cart, "take_out", lambda *item: None)


def _carried_out_twice(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(answers, "first_answer", lambda *asked: None)


@on(SQLITE)
def test_a_line_that_is_not_looked_at_is_found(faculty: Faculty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_list, "_waits_beside_a_free_place", lambda *student: [])
    with pytest.raises(AssertionError, match="left waiting"):
        live(faculty, settings(LIFE, max_examples=400, phases=[Phase.generate]), Lines)


@pytest.mark.parametrize(
    ("bug", "broken"),
    [
        (_one_too_many, "more students than places|not as the plain rules say"),
        (_last_in_line_first, "the waiting list is out of order|jumped"),
        (_unaudited, "not every change is audited"),
        (_left_in_the_cart, "still in the cart"),
        (_carried_out_twice, "UNIQUE constraint failed: request.key"),
    ],
    ids=lambda bug: getattr(bug, "__name__", ""),
)
@on(SQLITE)
def test_a_planted_bug_is_found(
    faculty: Faculty, monkeypatch: pytest.MonkeyPatch, bug: Callable[[pytest.MonkeyPatch], None], broken: str
) -> None:
    bug(monkeypatch)
    with pytest.raises((AssertionError, sqlite3.IntegrityError), match=broken):
        live(faculty, settings(LIFE, max_examples=200, phases=[Phase.generate]))


@on(POSTGRESQL)
def test_a_planted_bug_is_found_on_a_server(faculty: Faculty, monkeypatch: pytest.MonkeyPatch) -> None:
    _left_in_the_cart(monkeypatch)
    with pytest.raises(AssertionError, match="still in the cart"):
        live(faculty, settings(LIFE, max_examples=200, phases=[Phase.generate]))
