"""A closed account is closed at once: for who has it, for whoever acts for the student, and in the waiting lists."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from inspect import getmembers, isfunction, signature
from typing import Any

import pytest

from enroltui.database.engines import open_engine
from enroltui.database.transactions import writing
from enroltui.errors import AccountClosed, UnknownAccount
from enroltui.registrar import locking
from enroltui.registrar.acting import may_still_act
from enroltui.registrar.enrolling import changes
from enroltui.registrar.people import accounts
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change, Outcome
from enroltui.registrar.values.people import Account
from enroltui.registrar.values.searching import Search
from enroltui.terms import Career, Help, HelpOutcome, HoldCode, Role, State
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.letters.test_outbox import QUESTION
from tests.registrar.minors import world as minor_world
from tests.registrar.world import ANNA, CROWD, YEAR, as_role, as_student

OPERATOR, HELPDESK, HER = as_role(Role.OPERATOR), as_role(Role.HELPDESK), as_student(ANNA)
NEW = Account("s9900009", "New Student", Role.STUDENT, Career.BACHELOR, "astronomy-bsc")
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdnHEHy1WX3yjAW2pP0YMSRZwsWOVgu62vx3gLo7D7q her own"
UNTIL = world.at("2018-03-01")

pytestmark = pytest.mark.usefixtures("patient_writers")

HER_OWN: dict[str, tuple[Any, ...]] = {
    "add_ssh_key": (ANNA, KEY),
    "add_to_cart": (ANNA, [world.EXAM]),
    "apply_for_minor": (ANNA, minor_world.STARS),
    "calendar": (ANNA,),
    "cart": (ANNA,),
    "change_password": (world.PASSWORD, "a new password"),
    "class_keys": (ANNA, YEAR, ["28114"]),
    "class_list": (ANNA, "first-year", YEAR),
    "class_list_start": (ANNA, "first-year", YEAR, "en"),
    "class_row": (ANNA, world.EXAM),
    "classes": ("logic", "", YEAR),
    "composition": (ANNA, YEAR, world.LOGIC),
    "delete_plan": (ANNA, "spring"),
    "draft_letter": (ANNA, QUESTION),
    "enrol": (ANNA, [world.EXAM], "enrol", False),
    "enrolments": (ANNA,),
    "find": (ANNA, YEAR, ["28114"]),
    "grants": (ANNA,),
    "history": (ANNA,),
    "holds": (ANNA,),
    "letters": (ANNA,),
    "load_plan": (ANNA, "spring"),
    "mark_read": (ANNA, [1]),
    "messages": (ANNA,),
    "minors": (ANNA,),
    "plans": (ANNA,),
    "remember": ("nl",),
    "remove_from_cart": (ANNA, [world.EXAM]),
    "remove_seat_alert": (ANNA, world.FULL),
    "remove_ssh_key": (ANNA, "SHA256:none"),
    "save_plan": (ANNA, "spring"),
    "search": (ANNA, Search(YEAR)),
    "seat_alerts": (ANNA,),
    "set_seat_alert": (ANNA, world.FULL),
    "ssh_keys": (ANNA,),
    "student": (ANNA,),
    "student_center": (ANNA,),
    "swap": (ANNA, world.RETAKE, world.EXAM, "swap"),
    "validate": (ANNA, [world.EXAM]),
    "withdraw": (ANNA, [world.RETAKE], "withdraw"),
    "withdraw_from_minor": (ANNA, minor_world.STARS),
    "write_letter": (ANNA, QUESTION, "letter"),
}
OF_STAFF: dict[str, tuple[Any, ...]] = {
    "admit_to_minor": (ANNA, minor_world.STARS),
    "audit": (),
    "end_sessions": (ANNA,),
    "grant": (ANNA, world.EXAM, "hold", UNTIL, "a reason"),
    "lift_hold": (ANNA, HoldCode.TUITION),
    "minor_applications": (minor_world.STARS,),
    "note_help": (ANNA, Help.WATCH, HelpOutcome.BEGAN),
    "own_classes": (YEAR,),
    "place_hold": (ANNA, HoldCode.TUITION),
    "refuse_for_minor": (ANNA, minor_world.STARS),
    "roster": (world.EXAM,),
    "sessions": (),
    "set_password_once": (ANNA,),
    "students": (),
    "why": (ANNA, world.EXAM),
}
OF_OPERATORS = {"add_account", "close_account", "forget_audit"}
"""Who have no account that could be closed."""

FOR_A_CLOSED_STUDENT = {"end_sessions", "note_help", "refuse_for_minor", "withdraw", "withdraw_from_minor"}
"""The changes that staff can still make: each gives something back, or writes down what was."""
READS = {
    *(
        "calendar",
        "cart",
        "class_keys",
        "class_list",
        "class_list_start",
        "class_row",
        "composition",
        "draft_letter",
        "enrolments",
    ),
    "find",
    *("grants", "history", "holds", "letters", "messages", "minors", "plans", "search", "seat_alerts"),
    *("ssh_keys", "student", "student_center", "validate", "why"),
}


@pytest.fixture
def desk(small: Where) -> Iterator[Registrar]:
    """The hand-made world with minors, where Anna is in a class and has a plan."""
    minor_world.add_minors(small)
    opened = Registrar.open(small)
    opened.enrol(HER, ANNA, [world.RETAKE], "before", from_cart=False)
    opened.save_plan(HER, ANNA, "spring")
    yield opened
    opened.close()


def test_every_question_with_a_caller_stands_here() -> None:
    asking = {
        name
        for name, method in getmembers(Registrar, isfunction)
        if "caller" in signature(method).parameters and not name.startswith("_")
    }
    assert asking == HER_OWN.keys() | OF_STAFF.keys() | OF_OPERATORS


def test_a_closed_account_asks_and_changes_nothing(desk: Registrar) -> None:
    caller_of = dict.fromkeys(HER_OWN, HER) | dict.fromkeys(OF_STAFF, HELPDESK)
    for closed in (ANNA, world.HELPDESK):
        desk.close_account(OPERATOR, closed)
    before = desk.audit(OPERATOR)
    let_through = []
    for name, given in (HER_OWN | OF_STAFF).items():
        try:
            getattr(desk, name)(caller_of[name], *given)
        except AccountClosed:
            continue
        let_through.append(name)
    assert let_through == []
    assert desk.audit(OPERATOR) == before


def test_for_a_closed_student_staff_read_and_give_back_and_no_more(desk: Registrar) -> None:
    desk.close_account(OPERATOR, ANNA)
    about_her = {name: given for name, given in (HER_OWN | OF_STAFF).items() if given[:1] == (ANNA,)}
    done = set()
    for name, given in about_her.items():
        try:
            getattr(desk, name)(HELPDESK if name in ("note_help",) else OPERATOR, *given)
        except (AccountClosed, UnknownAccount):
            continue
        done.add(name)
    assert done == FOR_A_CLOSED_STUDENT | READS - {"ssh_keys"}
    assert [enrolment.state for enrolment in desk.enrolments(OPERATOR, ANNA)] == [State.WITHDRAWN]


def test_a_closed_student_is_passed_over_in_line_and_keeps_the_place_there(desk: Registrar) -> None:
    inside, first, second = CROWD[:3]
    desk.close_account(OPERATOR, first)
    [outcome] = desk.withdraw(as_student(inside), inside, [world.WAITING_LIST], "gone")
    assert outcome.change is Change.WITHDRAWN
    states = {student_number: desk.enrolments(OPERATOR, student_number)[-1].state for student_number in (first, second)}
    assert states == {first: State.WAITING, second: State.ENROLLED}


def test_a_freed_place_of_a_closed_student_goes_to_the_next(desk: Registrar) -> None:
    inside, first = CROWD[:2]
    desk.close_account(OPERATOR, inside)
    assert desk.enrolments(OPERATOR, inside)[-1].state is State.ENROLLED
    desk.withdraw(OPERATOR, inside, [world.WAITING_LIST], "freed")
    assert desk.enrolments(OPERATOR, first)[-1].state is State.ENROLLED


def _enrol(registrar: Registrar) -> Outcome | str:
    try:
        [outcome] = registrar.enrol(HER, ANNA, [world.EXAM], "race", from_cart=False)
    except AccountClosed:
        return "closed"
    return outcome


def test_closing_waits_for_a_change_that_was_let_through(small: Where) -> None:
    desk, engine = Registrar.open(small), open_engine(small)
    with ThreadPoolExecutor() as pool:
        with writing(engine) as connection:
            changes.enrol(connection, HER, world.NOW, ANNA, [world.EXAM], "1", from_cart=False)
            may_still_act(connection, HER, changes=True)
            closing = pool.submit(desk.close_account, OPERATOR, ANNA)
        closing.result()
    assert [event.action for event in desk.audit(OPERATOR)] == ["enrol", "close_account"]
    engine.dispose()
    desk.close()


def test_a_change_that_began_before_the_closing_and_ends_after_it_is_undone(small: Where) -> None:
    desk, engine = Registrar.open(small), open_engine(small)
    with ThreadPoolExecutor() as pool:
        with writing(engine) as connection:
            locking.classes(connection, [world.EXAM])
            late = pool.submit(_enrol, desk)
            accounts.close_account(connection, OPERATOR, world.NOW, ANNA)
        assert late.result() == "closed"
    assert [event.action for event in desk.audit(OPERATOR)] == ["close_account"]
    engine.dispose()
    desk.close()
