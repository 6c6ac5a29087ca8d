"""Logging in: alike for wrong names and wrong passwords, slower with each wrong try, never locked for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher, extract_parameters

from enroltui.errors import AccountExists, UnknownAccount, UnknownProgramme
from enroltui.registrar.people.signing_in import pause
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.passwords import PasswordTooShort, PasswordUnchanged, WrongPassword
from enroltui.registrar.values.people import Account, SignInRefused
from enroltui.terms import Career, Role
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.arranging import make_real
from tests.registrar.world import ANNA, PASSWORD, as_role, as_student
from tests.standing_clock import StandingClock

HER = as_student(ANNA)
OPERATOR = as_role(Role.OPERATOR)

pytestmark = pytest.mark.usefixtures("patient_writers")


@pytest.mark.parametrize("typed", [ANNA, ANNA.upper(), f"  {ANNA}\n", "s99 00001"])
def test_the_right_password(desk: Registrar, typed: str) -> None:
    account = desk.sign_in(typed, PASSWORD)
    assert account == Account(ANNA, f"Student {ANNA}", Role.STUDENT, Career.BACHELOR, "computer-science-bsc")


def test_staff_log_in_by_their_login(desk: Registrar) -> None:
    assert desk.sign_in("helpdesk", PASSWORD) == Account("helpdesk", "Helpdesk", Role.HELPDESK)


def test_the_same_password_written_by_another_keyboard(desk: Registrar) -> None:
    assert desk.change_password(HER, PASSWORD, "café ﬁne 123") is None
    assert isinstance(desk.sign_in(ANNA, "cafe\u0301 fine 123"), Account)


@pytest.mark.parametrize(
    "typed", ["wrong", "", PASSWORD.upper(), PASSWORD + " ", "x" * 10_000, "\x00", "\ud800", "😀", "' OR 1=1 --"]
)
def test_wrong_passwords_are_refused_alike(desk: Registrar, typed: str) -> None:
    assert desk.sign_in(ANNA, typed) == SignInRefused(0)


@pytest.mark.parametrize(
    "name", ["s0000000", "", world.CROWD[0], "x" * 10_000, "\x00\x1b[2J", "\ud800", "😀", "%", "' OR 1=1 --"]
)
def test_names_that_cannot_log_in_are_refused_alike_with_the_same_pauses(desk: Registrar, name: str) -> None:
    assert [desk.sign_in(name, PASSWORD) for _ in range(4)] == [
        SignInRefused(0),
        SignInRefused(1),
        SignInRefused(1),
        SignInRefused(1),
    ]


def test_the_pause_doubles_up_to_a_minute() -> None:
    assert [pause(failures) for failures in range(10)] == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert pause(10_000) == 60


def test_a_try_during_the_pause_is_not_looked_at_even_if_right(desk: Registrar, clock: StandingClock) -> None:
    desk.sign_in(ANNA, "wrong")
    assert desk.sign_in(ANNA, "wrong") == SignInRefused(1)
    clock.later(0.25)
    assert desk.sign_in(ANNA, PASSWORD) == SignInRefused(0.75)
    clock.later(0.75)
    assert isinstance(desk.sign_in(ANNA, PASSWORD), Account)


def test_tries_during_the_pause_do_not_make_it_longer(desk: Registrar, clock: StandingClock) -> None:
    for _ in range(50):
        desk.sign_in(ANNA, "wrong")
    clock.later(1)
    assert desk.sign_in(ANNA, "wrong") == SignInRefused(2)


def test_a_right_password_ends_the_count(desk: Registrar, clock: StandingClock) -> None:
    for _ in range(3):
        desk.sign_in(ANNA, "wrong")
        clock.later(60)
    desk.sign_in(ANNA, PASSWORD)
    assert desk.sign_in(ANNA, "wrong") == SignInRefused(0)


def test_nobody_is_locked_out_by_another_address(desk: Registrar) -> None:
    for _ in range(3):
        desk.sign_in(ANNA, "wrong", address="192.0.2.1")
    assert isinstance(desk.sign_in(ANNA, PASSWORD, address="192.0.2.2"), Account)


def test_tries_at_the_same_moment_wait_for_each_other(desk: Registrar) -> None:
    desk.sign_in(ANNA, "wrong")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: desk.sign_in(ANNA, "wrong"), range(8)))
    assert answers == [SignInRefused(1)] * 8
    assert desk.sign_in(ANNA, PASSWORD) == SignInRefused(1)


def test_a_right_password_is_let_in_however_many_ask_at_once(desk: Registrar) -> None:
    desk.sign_in(ANNA, "wrong")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: desk.sign_in(ANNA, PASSWORD), range(8)))
    assert {type(answer) for answer in answers} == {Account}


def test_guesses_at_the_same_moment_are_told_no_more_than_one_after_the_other(desk: Registrar) -> None:
    for _ in range(2):
        desk.sign_in(ANNA, "wrong")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda password: desk.sign_in(ANNA, password), ["wrong", PASSWORD] * 4))
    assert answers == [SignInRefused(1)] * 8


def test_a_clock_that_is_put_back_does_not_lock_out_for_longer(desk: Registrar, clock: StandingClock) -> None:
    desk.sign_in(ANNA, "wrong")
    desk.sign_in(ANNA, "wrong")
    clock.later(-86_400)
    assert desk.sign_in(ANNA, PASSWORD) == SignInRefused(1)


# --- accounts -------------------------------------------------------------------------------------------------------


def test_only_the_accounts_with_a_demo_password_are_shown(desk: Registrar) -> None:
    (shown,) = desk.demo_accounts()
    assert (shown.account.name, shown.password) == (ANNA, PASSWORD)
    desk.change_password(HER, PASSWORD, "her own from now on")
    assert desk.demo_accounts() == ()


def test_changing_ones_password(desk: Registrar) -> None:
    assert desk.change_password(HER, "wrong", "a new password") == WrongPassword()
    assert desk.change_password(HER, PASSWORD, "short") == PasswordTooShort(8)
    assert desk.change_password(HER, PASSWORD, PASSWORD) == PasswordUnchanged()
    assert desk.change_password(HER, PASSWORD, "a new password") is None
    assert desk.sign_in(ANNA, PASSWORD) == SignInRefused(0)
    assert isinstance(desk.sign_in(ANNA, "a new password"), Account)


def test_who_has_no_account_has_no_password(desk: Registrar) -> None:
    with pytest.raises(UnknownAccount):
        desk.change_password(OPERATOR, "old password", "new password")


def test_a_one_time_password_must_be_changed(desk: Registrar) -> None:
    once = desk.set_password_once(as_role(Role.HELPDESK), ANNA)
    assert desk.sign_in(ANNA, PASSWORD) == SignInRefused(0)
    account = desk.sign_in(ANNA, once)
    assert isinstance(account, Account)
    assert account.password_once
    assert desk.change_password(HER, once, "a password of her own") is None
    again = desk.sign_in(ANNA, "a password of her own")
    assert isinstance(again, Account)
    assert not again.password_once
    trail = desk.audit(OPERATOR, ANNA)
    assert [(event.actor, event.action, event.outcome) for event in trail] == [
        ("helpdesk", "give_password", ANNA),
        (ANNA, "log_in", "refused"),
        (ANNA, "change_password", ANNA),
    ]


def test_a_new_student_logs_in_and_a_closed_one_does_not(desk: Registrar, small: Where) -> None:
    make_real(small)
    new = Account("s9900009", "New Student", Role.STUDENT, Career.MASTER, "computer-science-msc")
    desk.add_account(OPERATOR, new, "new@student.example")
    once = desk.set_password_once(OPERATOR, new.name)
    account = desk.sign_in(new.name, once)
    assert isinstance(account, Account)
    assert (account.person, account.career, account.programme) == (new.person, new.career, new.programme)
    desk.close_account(OPERATOR, new.name)
    assert desk.sign_in(new.name, once) == SignInRefused(0)
    with pytest.raises(UnknownAccount):
        desk.set_password_once(OPERATOR, new.name)
    assert [event.action for event in desk.audit(OPERATOR, new.name)] == [
        "add_account",
        "give_password",
        "close_account",
        "log_in",
    ]


def test_new_staff_log_in(desk: Registrar, small: Where) -> None:
    make_real(small)
    new = Account("office2", "Second Office", Role.OFFICE)
    desk.add_account(OPERATOR, new, "office2@staff.example")
    account = desk.sign_in("office2", desk.set_password_once(OPERATOR, "office2"))
    assert isinstance(account, Account)
    assert account.role is Role.OFFICE


def test_an_account_is_made_once_and_in_a_programme_that_there_is(desk: Registrar, small: Where) -> None:
    make_real(small)
    with pytest.raises(AccountExists):
        desk.add_account(
            OPERATOR, Account(ANNA, "Another", Role.STUDENT, Career.MASTER, "astronomy-bsc"), "x@y.example"
        )
    with pytest.raises(AccountExists):
        desk.add_account(OPERATOR, Account("helpdesk", "Another", Role.OFFICE), "x@y.example")
    with pytest.raises(UnknownProgramme):
        desk.add_account(OPERATOR, Account("s9900009", "New", Role.STUDENT, Career.MASTER, "magic"), "x@y.example")


def test_language_and_list_are_remembered(desk: Registrar) -> None:
    desk.remember(HER, language="nl")
    desk.remember(HER, list_slug="first-year")
    account = desk.sign_in(ANNA, PASSWORD)
    assert isinstance(account, Account)
    assert (account.language, account.list_slug) == ("nl", "first-year")
    desk.remember(OPERATOR, language="nl")  # has no account to keep it in


def test_a_name_that_is_not_there_takes_as_long_as_one_that_is(
    desk: Registrar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nearly all the time goes into one look at a hash, whose figures say how long it takes."""
    desk.change_password(HER, PASSWORD, "a password of her own")  # hashed by the program, not for tests
    looked_at: list[tuple[int, int, int]] = []
    look = PasswordHasher.verify

    def seen(hasher: PasswordHasher, kept: str, typed: str) -> bool:
        figures = extract_parameters(kept)
        looked_at.append((figures.time_cost, figures.memory_cost, figures.parallelism))
        return look(hasher, kept, typed)

    monkeypatch.setattr(PasswordHasher, "verify", seen)
    for name in ("s0000000", world.CROWD[0], ANNA):
        desk.sign_in(name, "wrong")
    assert looked_at == [looked_at[0]] * 3
