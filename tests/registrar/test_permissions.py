"""Students for themselves, staff as far as their role goes; asked below every way in, so that none can differ."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from types import FunctionType

import pytest

from enroltui.errors import AccountClosed, EnrolError, NotAllowed
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account, Caller
from enroltui.registrar.values.searching import Search
from enroltui.terms import Career, Help, HelpOutcome, Role, Via
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.arranging import make_real
from tests.registrar.world import ANNA, BRAM, YEAR, as_role, as_student

NEW = Account("s9900009", "New Student", Role.STUDENT, Career.BACHELOR, "astronomy-bsc")

Asking = Callable[[Registrar, Caller], object]

ABOUT_ANNA: list[Asking] = [
    lambda registrar, caller: registrar.student(caller, ANNA),
    lambda registrar, caller: registrar.cart(caller, ANNA),
    lambda registrar, caller: registrar.enrolments(caller, ANNA),
    lambda registrar, caller: registrar.student_center(caller, ANNA),
    lambda registrar, caller: registrar.search(caller, ANNA, Search(YEAR)),
    lambda registrar, caller: registrar.composition(caller, ANNA, YEAR, world.LOGIC),
    lambda registrar, caller: registrar.find(caller, ANNA, YEAR, ["28114"]),
    lambda registrar, caller: registrar.class_row(caller, ANNA, world.EXAM),
    lambda registrar, caller: registrar.class_list(caller, ANNA, "first-year", YEAR),
    lambda registrar, caller: registrar.add_to_cart(caller, ANNA, [world.EXAM]),
    lambda registrar, caller: registrar.remove_from_cart(caller, ANNA, [world.EXAM]),
    lambda registrar, caller: registrar.enrol(caller, ANNA, [world.EXAM], "enrol", from_cart=False),
    lambda registrar, caller: registrar.withdraw(caller, ANNA, [world.EXAM], "withdraw"),
]
FOR_STAFF: list[Asking] = [
    lambda registrar, caller: registrar.students(caller),
    lambda registrar, caller: registrar.audit(caller),
    lambda registrar, caller: registrar.set_password_once(caller, ANNA),
]
FOR_OPERATORS: list[Asking] = [
    lambda registrar, caller: registrar.set_password_once(caller, world.COORDINATOR),
    lambda registrar, caller: registrar.add_account(caller, NEW, "new@student.example"),
    lambda registrar, caller: registrar.close_account(caller, ANNA),
]
ANNA_HERSELF = as_student(ANNA)
HELPDESK, OPERATOR = as_role(Role.HELPDESK), as_role(Role.OPERATOR)
STRANGERS: dict[Caller, type[EnrolError] | tuple[type[EnrolError], ...]] = {
    as_student(BRAM): NotAllowed,
    as_role(Role.COORDINATOR): NotAllowed,
    as_role(Role.OFFICE): NotAllowed,
    # No member of staff has that login: by what is asked first it is told the one or the other.
    Caller(ANNA, Role.OFFICE, Via.SCREEN, world.NOW): (NotAllowed, AccountClosed),
}
"""How each of them is refused."""


def asked_of(asking: Callable[..., object]) -> str:
    """The name of the registrar's method that a lambda calls, to name the case by."""
    assert isinstance(asking, FunctionType)
    return asking.__code__.co_names[0]


@pytest.mark.parametrize("caller", [ANNA_HERSELF, HELPDESK, OPERATOR])
def test_a_students_affairs_are_open_to_her_and_the_helpdesk(
    leiden: Registrar, caller: Caller, subtests: pytest.Subtests
) -> None:
    for asking in ABOUT_ANNA:
        with subtests.test(asked_of(asking)):
            asking(leiden, caller)


def test_and_to_nobody_else(leiden: Registrar, subtests: pytest.Subtests) -> None:
    for (caller, refusal), asking in product(STRANGERS.items(), ABOUT_ANNA):
        with subtests.test(asked_of(asking), caller=f"{caller.name} as {caller.role}"), pytest.raises(refusal):
            asking(leiden, caller)


@pytest.mark.parametrize("asking", FOR_STAFF)
def test_the_helpdesk_sees_all_students_and_gives_passwords(leiden: Registrar, asking: Asking) -> None:
    for caller in (HELPDESK, OPERATOR):
        asking(leiden, caller)
    for caller, refusal in {ANNA_HERSELF: NotAllowed, **STRANGERS}.items():
        with pytest.raises(refusal):
            asking(leiden, caller)


def test_only_the_helpdesk_is_with_a_student(leiden: Registrar) -> None:
    leiden.note_help(HELPDESK, ANNA, Help.WATCH, HelpOutcome.BEGAN)
    for caller, refusal in {ANNA_HERSELF: NotAllowed, OPERATOR: NotAllowed, **STRANGERS}.items():
        with pytest.raises(refusal):
            leiden.note_help(caller, ANNA, Help.WATCH, HelpOutcome.BEGAN)
    done, *refused = leiden.audit(HELPDESK, ANNA)
    assert (done.actor, done.action, done.outcome) == ("helpdesk", "watch_along", "began")
    assert {(event.action, event.outcome) for event in refused} == {("not_allowed", "join")}


@pytest.mark.parametrize("asking", FOR_OPERATORS)
def test_only_operators_keep_accounts(leiden: Registrar, small: Where, asking: Asking) -> None:
    make_real(small)
    for caller, refusal in {ANNA_HERSELF: NotAllowed, HELPDESK: NotAllowed, **STRANGERS}.items():
        with pytest.raises(refusal):
            asking(leiden, caller)
    asking(leiden, OPERATOR)
