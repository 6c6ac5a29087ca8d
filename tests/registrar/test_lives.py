"""Random lives of a small faculty keep everything that must be so, and reach all there is; what breaks it is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from enroltui.registrar import answers, cart, rules, waiting_list
from enroltui.registrar.facts import Change
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.rules import enrolling as enrolling_rules
from enroltui.registrar.tables import enrolment
from tests.registrar import plain_rules
from tests.registrar.lives.faculty import build
from tests.registrar.lives.machine import Lives
from tests.registrar.lives.watching import REACHED

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
    "told",
    "granted",
    "hold placed",
    "hold lifted",
    "sent again",
    "at the same time",
]


@pytest.fixture(scope="session")
def faculty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each life begins with."""
    path = tmp_path_factory.mktemp("faculty") / "faculty.db"
    build(path)
    return path


def live(faculty: Path, how: settings) -> None:
    Lives.built = faculty
    REACHED.clear()
    run_state_machine_as_test(Lives, settings=how)


def rarely_reached(least: int) -> dict[str, int]:
    """What came up fewer times than this."""
    return {name: REACHED[name] for name in TO_BE_REACHED if REACHED[name] < least}


def test_two_hundred_lives(faculty: Path) -> None:
    live(faculty, settings(LIFE, max_examples=200))
    assert rarely_reached(1) == {}


@pytest.mark.long
def test_ten_thousand_lives(faculty: Path) -> None:
    live(faculty, settings(LIFE, max_examples=10_000, derandomize=False))
    assert rarely_reached(100) == {}


# --- planted bugs ---------------------------------------------------------------------------------------------------


def _one_too_many(plant: pytest.MonkeyPatch) -> None:
    def full(facts: rules.ClassFacts, student: rules.Standing, now: object) -> rules.Reason | None:
        if facts.enrolled <= facts.capacity:
            return None
        return rules.Full(facts.class_number, facts.capacity, facts.waiting_capacity, facts.waiting)

    plant.setattr(
        enrolling_rules, "RULES", [(kind, full if kind is rules.Full else rule) for kind, rule in rules.RULES]
    )


def _last_in_line_first(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(waiting_list, "_LINE", Prepared(waiting_list._IN_LINE.order_by(enrolment.c.id.desc())))


def _unaudited(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(waiting_list, "record", lambda *event: None)


def _left_in_the_cart(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(cart, "take_out", lambda *item: None)


def _carried_out_twice(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(answers, "first_answer", lambda *asked: None)


@pytest.mark.parametrize(
    ("bug", "broken"),
    [
        (_one_too_many, "more students than places"),
        (_last_in_line_first, "the waiting list is out of order|jumped"),
        (_unaudited, "not every change is audited"),
        (_left_in_the_cart, "still in the cart"),
        (_carried_out_twice, "UNIQUE constraint failed: request.key"),
    ],
    ids=lambda bug: getattr(bug, "__name__", ""),
)
def test_a_planted_bug_is_found(
    faculty: Path, monkeypatch: pytest.MonkeyPatch, bug: Callable[[pytest.MonkeyPatch], None], broken: str
) -> None:
    bug(monkeypatch)
    with pytest.raises((AssertionError, sqlite3.IntegrityError), match=broken):
        live(faculty, settings(LIFE, max_examples=200, phases=[Phase.generate]))
