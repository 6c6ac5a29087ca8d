"""Sessions: seen and ended by others at once, whatever ends them; and one-time passwords, which let in once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from enroltui.errors import AccountClosed, EnrolError, NotAllowed, PasswordFirst, PasswordSpent, SessionOver
from enroltui.registrar.people.signing_in import Lock
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.tables import session
from enroltui.registrar.values.people import Account, Caller, Seat, SessionFact, SignInRefused
from enroltui.terms import Role, SessionEnd, Via
from enroltui.where import Where
from tests.registrar import arranging, world
from tests.registrar.people.test_closed_accounts import HER_OWN, KEY, OF_STAFF
from tests.registrar.world import ANNA, BRAM, PASSWORD, as_role, as_student
from tests.standing_clock import StandingClock

HERE = Seat("192.0.2.1", Via.SSH, "alice", "17-abc")
OPERATOR, HELPDESK, OFFICE = as_role(Role.OPERATOR), as_role(Role.HELPDESK), as_role(Role.OFFICE)
ANOTHER = "another password of hers"


def log_in(desk: Registrar, name: str = ANNA, password: str = PASSWORD, seat: Seat = HERE) -> Account:
    account = desk.sign_in(name, password, seat.address)
    assert isinstance(account, Account)
    return desk.begin_session(account, seat)


def by_key(desk: Registrar) -> Account:
    account = desk.account_by_key(ANNA, KEY)
    assert account is not None
    return desk.begin_session(account, HERE)


def caller_of(account: Account) -> Caller:
    return Caller(account.name, account.role, Via.SSH, world.NOW, session=account.session)


def let_pass(where: Where, time: timedelta) -> None:
    """Move what the sessions' rows tell into the past, as the database has a clock of its own."""
    with arranging.changed(where) as connection:
        for row in connection.execute(select(session)).all():
            moved = {"seen": row.seen - time, "ended": row.ended - time if row.ended else None}
            connection.execute(update(session).where(session.c.id == row.id).values(**moved))


def why_over(desk: Registrar, account: Account) -> SessionEnd | None:
    """Why nothing can be asked in this session; None: it goes on."""
    try:
        desk.add_to_cart(caller_of(account), ANNA, [world.EXAM])
    except SessionOver as over:
        return over.why
    return None


# --- beginning, seeing, ending --------------------------------------------------------------------------------------


def test_a_session_is_seen_with_where_it_is_and_by_what_it_began(desk: Registrar, clock: StandingClock) -> None:
    log_in(desk)
    desk.add_ssh_key(OPERATOR, ANNA, KEY)
    by_key(desk)
    newest, oldest = desk.sessions(HELPDESK)
    assert oldest == SessionFact(
        number=oldest.number,
        account=ANNA,
        role=Role.STUDENT,
        address="192.0.2.1",
        via=Via.SSH,
        credential="password",
        host="alice",
        process="17-abc",
        began=oldest.began,
        seen=oldest.began,
        ended=None,
        why=None,
        silent=False,
        own=False,
    )
    assert newest.credential.startswith("SHA256:")


def test_the_helpdesk_and_the_office_end_students_sessions_and_operators_everybodys(desk: Registrar) -> None:
    hers, theirs = log_in(desk), log_in(desk, world.HELPDESK)
    for caller in (HELPDESK, OFFICE):
        assert {session.account for session in desk.sessions(caller)} == {ANNA}
        assert desk.end_sessions(caller, world.HELPDESK) == 0
    assert {session.account for session in desk.sessions(OPERATOR)} == {ANNA, world.HELPDESK}
    for caller in (as_student(ANNA), as_role(Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            desk.sessions(caller)
        with pytest.raises(NotAllowed):
            desk.end_sessions(caller, ANNA)
    assert desk.end_sessions(HELPDESK, ANNA) == 1
    assert desk.end_sessions(OPERATOR, desk.sessions(OPERATOR)[0].number) == 1
    assert desk.keep_sessions("17-abc", {hers.session or "", theirs.session or ""}, {}, still_there=False) == {
        hers.session: SessionEnd.ENDED,
        theirs.session: SessionEnd.ENDED,
    }
    ended = [event for event in desk.audit(OPERATOR) if event.action == "end_session"]
    assert [(event.actor, event.outcome, event.student_number) for event in ended] == [
        (world.HELPDESK, ANNA, ANNA),
        ("operator", world.HELPDESK, None),
    ]


def let_through(desk: Registrar, hers: Account, theirs: Account, refusal: type[EnrolError]) -> list[str]:
    """Of all that a student and the helpdesk can ask in these sessions, what is not refused just so."""
    through = []
    for name, given in (HER_OWN | OF_STAFF).items():
        try:
            getattr(desk, name)(caller_of(hers if name in HER_OWN else theirs), *given)
        except EnrolError as error:
            if type(error) is refusal:
                continue
        through.append(name)
    return through


def test_nothing_is_asked_in_a_session_that_was_ended(desk: Registrar) -> None:
    hers, theirs = log_in(desk), log_in(desk, world.HELPDESK)
    for account in (hers, theirs):
        desk.end_sessions(OPERATOR, account.name)
    before = desk.audit(OPERATOR)
    assert let_through(desk, hers, theirs, SessionOver) == []
    assert desk.audit(OPERATOR) == before


def test_what_ends_an_accounts_sessions(desk: Registrar) -> None:
    desk.add_ssh_key(OPERATOR, ANNA, KEY)
    [key] = desk.ssh_keys(OPERATOR, ANNA)
    one, other, keyed, brams = log_in(desk), log_in(desk), by_key(desk), log_in(desk, BRAM)
    desk.remove_ssh_key(OPERATOR, ANNA, key.fingerprint)
    assert [why_over(desk, each) for each in (one, other, keyed)] == [None, None, SessionEnd.KEY]
    assert desk.change_password(caller_of(one), PASSWORD, ANOTHER) is None
    assert [why_over(desk, each) for each in (one, other)] == [None, SessionEnd.PASSWORD]
    desk.set_password_once(HELPDESK, ANNA)
    assert why_over(desk, one) is SessionEnd.PASSWORD
    desk.close_account(OPERATOR, ANNA)
    desk.close_account(OPERATOR, BRAM)
    assert desk.sessions(OPERATOR) == ()
    assert desk.sessions(OPERATOR, BRAM, over=True)[0].why is SessionEnd.CLOSED
    with pytest.raises(AccountClosed):
        desk.cart(caller_of(brams), BRAM)


def test_the_key_that_one_removes_in_its_own_session_leaves_that_one(desk: Registrar) -> None:
    desk.add_ssh_key(OPERATOR, ANNA, KEY)
    keyed, other = by_key(desk), by_key(desk)
    [key] = desk.ssh_keys(OPERATOR, ANNA)
    assert desk.remove_ssh_key(caller_of(keyed), ANNA, key.fingerprint)
    assert [why_over(desk, each) for each in (keyed, other)] == [None, SessionEnd.KEY]


def test_no_session_begins_by_what_held_a_moment_ago(desk: Registrar) -> None:
    desk.add_ssh_key(OPERATOR, ANNA, KEY)
    by_password, keyed = desk.sign_in(ANNA, PASSWORD), desk.account_by_key(ANNA, KEY)
    assert isinstance(by_password, Account)
    assert keyed is not None
    desk.change_password(as_student(ANNA), PASSWORD, ANOTHER)
    desk.remove_ssh_key(OPERATOR, ANNA, desk.ssh_keys(OPERATOR, ANNA)[0].fingerprint)
    for account, why in ((by_password, SessionEnd.PASSWORD), (keyed, SessionEnd.KEY)):
        with pytest.raises(SessionOver) as over:
            desk.begin_session(account, HERE)
        assert over.value.why is why
    desk.close_account(OPERATOR, ANNA)
    with pytest.raises(AccountClosed):
        desk.begin_session(by_password, HERE)


def test_a_program_that_is_heard_of_no_more_is_told_and_forgotten(desk: Registrar, small: Where) -> None:
    dead, alive = log_in(desk), log_in(desk, seat=Seat("192.0.2.2", Via.SSH, "bob", "18-def"))
    let_pass(small, timedelta(minutes=5))
    desk.keep_sessions("18-def", {alive.session or ""}, {}, still_there=True)
    assert [(session.host, session.silent) for session in desk.sessions(OPERATOR)] == [("bob", False), ("alice", True)]
    let_pass(small, timedelta(days=1))
    desk.keep_sessions("18-def", set(), {alive.session or "": SessionEnd.LEFT}, still_there=True)
    assert desk.keep_sessions("17-abc", {dead.session or ""}, {}, still_there=False) == {dead.session: SessionEnd.LOST}
    assert [session.why for session in desk.sessions(OPERATOR, over=True)] == [SessionEnd.LEFT, SessionEnd.LOST]
    let_pass(small, timedelta(days=31))
    desk.keep_sessions("18-def", set(), {}, still_there=True)
    assert desk.sessions(OPERATOR, over=True) == ()


def test_a_session_of_another_database_is_none(desk: Registrar) -> None:
    with pytest.raises(SessionOver):
        desk.cart(Caller(ANNA, Role.STUDENT, Via.SSH, world.NOW, session="of another database"), ANNA)
    hers = log_in(desk)
    with pytest.raises(SessionOver):
        desk.cart(Caller(BRAM, Role.STUDENT, Via.SSH, world.NOW, session=hers.session), BRAM)


# --- one-time passwords ---------------------------------------------------------------------------------------------


def test_a_one_time_password_lets_in_once(desk: Registrar) -> None:
    once = desk.set_password_once(HELPDESK, ANNA)
    first, second = desk.sign_in(ANNA, once), desk.sign_in(ANNA, once)
    assert isinstance(first, Account)
    assert isinstance(second, Account)
    desk.begin_session(first, HERE)
    with pytest.raises(PasswordSpent):
        desk.begin_session(second, HERE)
    assert desk.sign_in(ANNA, once) == SignInRefused(0, spent=True)


def test_of_two_who_use_it_at_the_same_moment_one_is_let_in(desk: Registrar) -> None:
    once = desk.set_password_once(HELPDESK, ANNA)
    accounts = [desk.sign_in(ANNA, once) for _ in range(8)]

    def begin(account: object) -> bool:
        assert isinstance(account, Account)
        try:
            desk.begin_session(account, HERE)
        except PasswordSpent:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, accounts)) == 1


def test_a_plain_command_is_refused_with_it_and_does_not_use_it_up(desk: Registrar) -> None:
    once = desk.set_password_once(HELPDESK, ANNA)
    for _ in range(3):
        account = desk.sign_in(ANNA, once)
        assert isinstance(account, Account)
        with pytest.raises(PasswordFirst):
            desk.begin_session(account, HERE, for_app=False)
    assert log_in(desk, ANNA, once).password_once


def test_it_holds_for_a_day_at_most(desk: Registrar, clock: StandingClock) -> None:
    once = desk.set_password_once(HELPDESK, ANNA)
    clock.now += timedelta(hours=23, minutes=59)
    account = desk.sign_in(ANNA, once)
    assert isinstance(account, Account)
    clock.now += timedelta(minutes=1)
    assert desk.sign_in(ANNA, once) == SignInRefused(0, spent=True)
    with pytest.raises(PasswordSpent):
        desk.begin_session(account, HERE)


def test_with_it_one_can_only_choose_another(desk: Registrar) -> None:
    hers, theirs = (log_in(desk, name, desk.set_password_once(OPERATOR, name)) for name in (ANNA, world.HELPDESK))
    before = desk.audit(OPERATOR)
    assert let_through(desk, hers, theirs, PasswordFirst) == ["change_password"]
    [tried] = desk.audit(OPERATOR)[len(before) :]
    assert (tried.actor, tried.action, tried.rule) == (ANNA, "change_password", "wrong_password")


def test_after_choosing_everything_can_be_done_in_the_same_session(desk: Registrar) -> None:
    once = desk.set_password_once(HELPDESK, ANNA)
    caller = caller_of(log_in(desk, ANNA, once))
    with pytest.raises(PasswordFirst):
        desk.cart(caller, ANNA)
    assert desk.change_password(caller, once, ANOTHER) is None
    assert desk.cart(caller, ANNA) == ()
    assert not log_in(desk, ANNA, ANOTHER).password_once


def test_by_a_key_one_has_to_choose_another_too(desk: Registrar) -> None:
    desk.add_ssh_key(OPERATOR, ANNA, KEY)
    once = desk.set_password_once(HELPDESK, ANNA)
    keyed = desk.account_by_key(ANNA, KEY)
    assert keyed is not None
    with pytest.raises(PasswordFirst):
        desk.begin_session(keyed, HERE, for_app=False)
    caller = caller_of(desk.begin_session(keyed, HERE))
    with pytest.raises(PasswordFirst):
        desk.cart(caller, ANNA)
    assert desk.change_password(caller, once, ANOTHER) is None
    assert desk.cart(caller, ANNA) == ()


# --- locks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [ANNA, "nobody"])
def test_so_many_wrong_tries_lock_a_name_from_an_address_and_a_key_still_lets_in(
    desk: Registrar, clock: StandingClock, name: str
) -> None:
    sign_in = partial(desk.sign_in, name, address="192.0.2.1", lock=Lock(3, 600))
    waits = []
    for _ in range(3):
        refused = sign_in("wrong")
        assert isinstance(refused, SignInRefused)
        waits.append(refused.wait)
        clock.now += timedelta(seconds=min(refused.wait, 2))
    assert waits == [0, 1, 600]
    early = sign_in(PASSWORD)
    assert isinstance(early, SignInRefused)
    assert (early.wait, early.looked_at) == (598, False)
    if name == ANNA:
        assert isinstance(desk.sign_in(ANNA, PASSWORD, address="192.0.2.2", lock=Lock(3, 600)), Account)
        desk.add_ssh_key(OPERATOR, ANNA, KEY)
        assert by_key(desk).session
    clock.now += timedelta(seconds=600)
    again = sign_in("wrong")
    assert isinstance(again, SignInRefused)
    assert again.wait == 0, "they are counted anew"
