"""Guessing over many names from one address: slowed down there, for all names alike, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from enroltui.database.engines import open_engine
from enroltui.registrar.people.signing_in import Lock
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.passwords import PasswordPause, WrongPassword
from enroltui.registrar.values.people import Account, SignInRefused
from enroltui.where import Where
from tests.registrar.world import ANNA, BRAM, CROWD, HELPDESK, PASSWORD, as_student

NEW = "tulips under glass"
HALL = "192.0.2.1"
LOCK = Lock(10, 600, 20)
"""An address has 20 wrong passwords in ten minutes; after that one every 30 seconds is looked at."""

pytestmark = pytest.mark.usefixtures("patient_writers")


class Clock:
    """A real clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(small: Where, clock: Clock) -> Iterator[Registrar]:
    opened = Registrar(open_engine(small), clock)
    yield opened
    opened.close()


def guess(desk: Registrar, count: int, *, address: str = HALL) -> list[Account | SignInRefused]:
    """Guess a password over so many names, of which some exist and some do not."""
    names = (*CROWD[:5], BRAM, *(f"s55000{number:02}" for number in range(count)))
    return [desk.sign_in(name, "wrong", address, LOCK) for name in names[:count]]


@pytest.mark.both_databases
@pytest.mark.parametrize("name", [ANNA, HELPDESK, "s0000000"])
def test_guesses_over_many_names_from_one_address_are_slowed_down(desk: Registrar, clock: Clock, name: str) -> None:
    answers = guess(desk, 20)
    assert answers == [*([SignInRefused(0)] * 19), SignInRefused(30)]
    early = desk.sign_in(name, PASSWORD, HALL, LOCK)
    assert isinstance(early, SignInRefused)
    assert (early.wait, early.looked_at, early.locked) == (30, False, False)
    clock.now += timedelta(seconds=30)
    assert desk.sign_in(name, "wrong", HALL, LOCK) == SignInRefused(30)


def test_an_account_lets_in_from_elsewhere_and_by_waiting(desk: Registrar, clock: Clock) -> None:
    guess(desk, 20)
    assert isinstance(desk.sign_in(ANNA, PASSWORD, "192.0.2.2", LOCK), Account)
    clock.now += timedelta(seconds=30)
    assert isinstance(desk.sign_in(ANNA, PASSWORD, HALL, LOCK), Account)
    clock.now += timedelta(seconds=600)
    assert {type(desk.sign_in(name, "wrong", HALL, LOCK)) for name in CROWD[20:25]} == {SignInRefused}
    assert isinstance(desk.sign_in(ANNA, PASSWORD, HALL, LOCK), Account), "the ten minutes are over"


def test_mistypes_that_a_right_password_followed_are_not_counted(desk: Registrar, clock: Clock) -> None:
    for _ in range(30):
        assert desk.sign_in(ANNA, "wrong", HALL, LOCK) == SignInRefused(0)
        assert isinstance(desk.sign_in(ANNA, PASSWORD, HALL, LOCK), Account)


def test_the_present_password_is_not_guessed_in_a_session_that_was_left_open(desk: Registrar, clock: Clock) -> None:
    her = as_student(ANNA)
    assert [desk.change_password(her, "wrong", NEW) for _ in range(2)] == [WrongPassword()] * 2
    assert desk.change_password(her, PASSWORD, NEW) == PasswordPause(1)
    assert isinstance(desk.sign_in(ANNA, PASSWORD, HALL, LOCK), Account), "logging in is not held up by it"
    clock.now += timedelta(seconds=1)
    assert desk.change_password(her, PASSWORD, NEW) is None


def test_guesses_at_the_same_moment_are_counted_one_after_the_other(desk: Registrar) -> None:
    guess(desk, 18)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(partial(desk.sign_in, password="wrong", address=HALL, lock=LOCK), CROWD[10:18]))
    looked_at = [answer for answer in answers if isinstance(answer, SignInRefused) and answer.looked_at]
    assert len(looked_at) == 2
