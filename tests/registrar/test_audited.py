"""The audit trail tells who logged in, which staff looked at whom and what was refused, with session and address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from enroltui.errors import NotAllowed
from enroltui.registrar.looks import ONE_LOOK
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.passwords import WrongPassword
from enroltui.registrar.values.audit_trail import AuditFact
from enroltui.registrar.values.people import Account, Caller, Seat
from enroltui.terms import Role, Via
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.minors import world as minor_world
from tests.registrar.people.test_closed_accounts import HER_OWN, KEY, OF_STAFF, READS
from tests.registrar.world import ANNA, BRAM, PASSWORD, as_role, as_student
from tests.standing_clock import StandingClock

DESK = Seat("192.0.2.7", Via.SSH, "alice", "17-abc")
OPERATOR, HELPDESK = as_role(Role.OPERATOR), as_role(Role.HELPDESK)
OF_MANY = {"audit": (), "minor_applications": (minor_world.STARS,), "roster": (world.EXAM,)}
OF_MANY |= {"sessions": (), "students": ()}
"""What staff ask that tells of many students at once."""


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture
def desk(small: Where, clock: StandingClock) -> Iterator[Registrar]:
    minor_world.add_minors(small)
    opened = Registrar.open(small, clock)
    yield opened
    opened.close()


def log_in(desk: Registrar, name: str) -> Caller:
    account = desk.sign_in(name, PASSWORD, DESK.address, via=Via.SSH)
    assert isinstance(account, Account)
    begun = desk.begin_session(account, DESK)
    return Caller(name, begun.role, Via.SSH, world.NOW, "en", begun.session, begun.session_number, begun.address)


def told(fact: AuditFact) -> tuple[object, ...]:
    return fact.actor, fact.role, fact.via, fact.student_number, fact.action, fact.outcome, fact.rule


def looks(desk: Registrar) -> list[tuple[str, str | None, str]]:
    return [(one.actor, one.student_number, one.outcome) for one in desk.audit(OPERATOR) if one.action == "look"]


def test_who_logged_in_from_where_and_by_what(desk: Registrar) -> None:
    caller = log_in(desk, ANNA)
    desk.add_ssh_key(caller, ANNA, KEY)
    keyed = desk.account_by_key(ANNA, KEY)
    assert keyed is not None
    desk.begin_session(keyed, DESK)
    first, added, second = desk.audit(OPERATOR)
    hers = (ANNA, Role.STUDENT, Via.SSH, ANNA)
    assert told(first) == (*hers, "log_in", "password", None)
    assert told(second) == (*hers, "log_in", keyed.credential, None)
    numbers = [one.number for one in desk.sessions(OPERATOR)]
    assert [second.session_number, first.session_number] == numbers
    assert {first.address, added.address, second.address} == {DESK.address}
    assert (added.action, added.session_number) == ("add_ssh_key", first.session_number)


def test_wrong_passwords_of_an_account_and_at_a_change_of_it(desk: Registrar) -> None:
    desk.sign_in(ANNA, "wrong", "192.0.2.9", via=Via.SSH)
    desk.sign_in("helpdesk", "wrong", "me@here")
    desk.sign_in("nobody", PASSWORD)
    caller = log_in(desk, ANNA)
    assert desk.change_password(caller, "wrong", "a new password of hers") == WrongPassword()
    hers, theirs, _, change = desk.audit(OPERATOR)
    assert told(hers) == (ANNA, Role.STUDENT, Via.SSH, ANNA, "log_in", "refused", "wrong_password")
    assert told(theirs) == ("helpdesk", Role.HELPDESK, Via.SCREEN, None, "log_in", "refused", "wrong_password")
    assert (hers.address, theirs.address) == ("192.0.2.9", "me@here")
    assert told(change) == (ANNA, Role.STUDENT, Via.SSH, ANNA, "change_password", "refused", "wrong_password")
    assert change.session_number == caller.session_number


@pytest.mark.parametrize("name", sorted((READS - {"ssh_keys"}) | OF_MANY.keys()))
def test_staff_who_look_at_a_student_are_in_the_trail(desk: Registrar, name: str) -> None:
    """`ssh_keys` are shown to their owner and operators only."""
    caller = log_in(desk, "helpdesk")
    of_one = {**HER_OWN, **OF_STAFF}.get(name) if name in READS else None
    if of_one:
        getattr(desk, name)(caller, *of_one)
        assert looks(desk) == [("helpdesk", ANNA, "seen")]
    if name in OF_MANY:
        getattr(desk, name)(caller, *OF_MANY[name])
        assert looks(desk)[-1] == ("helpdesk", None, name)
    *_, look = desk.audit(OPERATOR)
    assert (look.session_number, look.address) == (caller.session_number, DESK.address)
    assert look.key == (world.EXAM if name == "roster" else None)


def test_a_page_is_one_look_and_later_there_is_another(desk: Registrar, clock: StandingClock) -> None:
    caller = log_in(desk, "helpdesk")
    for _ in range(2):
        desk.student_center(caller, ANNA)
        desk.enrolments(caller, ANNA)
        desk.students(caller)
    assert looks(desk) == [("helpdesk", ANNA, "seen"), ("helpdesk", None, "students")]
    desk.cart(caller, BRAM)
    clock.later(ONE_LOOK.total_seconds() + 1)
    desk.cart(caller, ANNA)
    assert looks(desk)[2:] == [("helpdesk", BRAM, "seen"), ("helpdesk", ANNA, "seen")]
    desk.cart(log_in(desk, "helpdesk"), ANNA)
    assert len(looks(desk)) == 5, "another session is another look"


def test_a_student_who_looks_at_her_own_and_classes_of_nobody_are_no_look(desk: Registrar) -> None:
    desk.student_center(log_in(desk, ANNA), ANNA)
    desk.class_row(log_in(desk, "helpdesk"), None, world.EXAM)
    desk.cart(OPERATOR, ANNA)
    assert looks(desk) == []


def test_what_a_role_may_not_is_in_the_trail(desk: Registrar) -> None:
    with pytest.raises(NotAllowed):
        desk.cart(as_student(BRAM), ANNA)
    with pytest.raises(NotAllowed):
        desk.roster(as_role(Role.COORDINATOR), world.EXAM)
    with pytest.raises(NotAllowed):
        desk.set_password_once(HELPDESK, "office")
    assert [told(one) for one in desk.audit(OPERATOR)] == [
        (BRAM, Role.STUDENT, Via.SCREEN, ANNA, "not_allowed", "see", None),
        ("coordinator", Role.COORDINATOR, Via.COMMAND, None, "not_allowed", "see_roster", None),
        ("helpdesk", Role.HELPDESK, Via.COMMAND, None, "not_allowed", "keep_accounts", None),
    ]
