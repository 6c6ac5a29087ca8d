"""Minors: when one applies, that no place is given twice, and that only who is admitted enrols in their classes."""

from __future__ import annotations

from datetime import datetime, timedelta
from multiprocessing import Pipe

import pytest

from enroltui.errors import NotAllowed, UnknownProgramme, UnknownStudent
from enroltui.registrar.letters.contents import MinorAdmitted, MinorRefused
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.minor_reasons import (
    MinorForBachelors,
    MinorFull,
    MinorNotOpenYet,
    MinorPeriodOver,
    MinorThroughOsiris,
    NoApplication,
    OneMinorAYear,
)
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.enrolling import Change
from enroltui.registrar.values.people import Caller
from enroltui.terms import AMSTERDAM, ApplicationState, Role, WayIn
from enroltui.where import Where
from kit.patience import PATIENCE
from tests.registrar import arranging, processes, world
from tests.registrar.minors import world as minor_world
from tests.registrar.minors.world import DELFT, NEW, OF_STARS, SKY, STARS, admit, minor_on_offer, named, staff, student
from tests.registrar.world import ANNA, BRAM, CROWD, as_role, at

OPENS = datetime(2017, 5, 1, tzinfo=AMSTERDAM)
LAST = datetime(2017, 7, 31, 23, 59, 59, tzinfo=AMSTERDAM)
SECOND = timedelta(seconds=1)
HER = student(ANNA)
IN_JANUARY = student(ANNA, world.NOW)
APPLIED, ADMITTED, REFUSED, WITHDRAWN = ApplicationState


# --- what is on offer -----------------------------------------------------------------------------------------------


def test_each_minor_tells_its_code_places_and_whether_it_has_class_numbers(registrar: Registrar) -> None:
    offer = registrar.minors(HER, ANNA)
    assert offer
    assert (offer.academic_year, offer.last_moment, offer.closed, offer.active) == (world.YEAR, LAST, None, None)
    told = [(minor.programme.slug, minor.code, minor.delft_code, minor.classes, minor.way_in) for minor in offer.minors]
    assert told == [
        (STARS, "4000MARS", None, 3, WayIn.HERE),
        (SKY, "4000MSKY", None, 1, WayIn.HERE),
        (DELFT, "4000MLFT", "TA-MI-1", 0, WayIn.OSIRIS),
        (NEW, "4000MNEW", None, 0, WayIn.HERE),
    ]
    stars = offer.minors[0]
    assert (stars.places, stars.places_outside, stars.admitted, stars.free, stars.state) == (2, 1, 0, 2, None)


def test_a_database_without_minors_has_none_on_offer_and_lets_everybody_in(small: Where, with_minors: Where) -> None:
    with arranging.changed(small) as connection:
        connection.exec_driver_sql("DELETE FROM minor")
    registrar = Registrar.open(small)
    assert registrar.minors(HER, ANNA) is None
    (outcome,) = registrar.enrol(IN_JANUARY, ANNA, [OF_STARS], "request", from_cart=False)
    assert outcome.change is Change.ENROLLED
    registrar.close()


# --- when one applies -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (OPENS - SECOND, MinorNotOpenYet("2017-2018", OPENS)),
        (OPENS, None),
        (LAST, None),
        (LAST + SECOND, MinorPeriodOver("2017-2018", LAST)),
        (world.NOW, MinorPeriodOver("2017-2018", LAST)),
        (at("2018-05-01"), MinorPeriodOver("2017-2018", LAST)),
    ],
)
def test_one_applies_from_1_may_to_31_july_before_the_year(
    registrar: Registrar, now: datetime, reason: Reason | None
) -> None:
    offer = registrar.minors(student(ANNA, now), ANNA)
    assert offer
    assert offer.closed == reason
    assert registrar.apply_for_minor(student(ANNA, now), ANNA, STARS) == reason
    row = minor_on_offer(registrar)
    assert (row.state, row.applied) == ((None, None) if reason else (APPLIED, now))


@pytest.mark.parametrize(
    ("who", "slug", "reason"),
    [
        (ANNA, DELFT, MinorThroughOsiris(named(DELFT))),
        (BRAM, STARS, MinorForBachelors()),
        (ANNA, NEW, None),
    ],
)
def test_who_can_apply_for_what(registrar: Registrar, who: str, slug: str, reason: Reason | None) -> None:
    assert registrar.apply_for_minor(student(who), who, slug) == reason


def test_one_minor_a_year(registrar: Registrar) -> None:
    registrar.apply_for_minor(HER, ANNA, STARS)
    again = OneMinorAYear(named(STARS), admitted=False)
    assert registrar.apply_for_minor(HER, ANNA, STARS) == again
    assert registrar.apply_for_minor(HER, ANNA, SKY) == again
    assert registrar.withdraw_from_minor(HER, ANNA, STARS) is None
    assert minor_on_offer(registrar).state is WITHDRAWN
    assert registrar.apply_for_minor(HER, ANNA, SKY) is None
    offer = registrar.minors(HER, ANNA)
    assert offer
    assert offer.active == minor_on_offer(registrar, SKY)


def test_what_cannot_be_named_is_an_error(registrar: Registrar) -> None:
    for slug in ("minor-none", "computer-science-bsc", ""):
        with pytest.raises(UnknownProgramme):
            registrar.apply_for_minor(HER, ANNA, slug)
    with pytest.raises(UnknownStudent):
        registrar.admit_to_minor(staff(), "s0000000", STARS)


# --- decisions ------------------------------------------------------------------------------------------------------


def test_staff_see_the_applications_in_their_order_and_decide(registrar: Registrar) -> None:
    for minute, student_number in enumerate(CROWD[:3]):
        registrar.apply_for_minor(student(student_number, at("2017-06-01", minute=minute)), student_number, STARS)
    assert registrar.admit_to_minor(staff(), CROWD[1], STARS) is None
    assert registrar.refuse_for_minor(staff(), CROWD[0], STARS) is None
    found = registrar.minor_applications(staff(), STARS)
    assert [(entry.student_number, entry.state) for entry in found] == [
        (CROWD[0], REFUSED),
        (CROWD[1], ADMITTED),
        (CROWD[2], APPLIED),
    ]
    assert found[1].decided == minor_world.IN_THE_WINDOW
    assert registrar.minor_applications(staff(), SKY) == ()
    row = minor_on_offer(registrar)
    assert (row.admitted, row.waiting, row.free) == (1, 1, 1)


def test_nobody_is_admitted_beyond_the_places_and_who_withdraws_frees_one(registrar: Registrar) -> None:
    admit(registrar, *CROWD[:2])
    registrar.apply_for_minor(HER, ANNA, STARS)
    assert registrar.admit_to_minor(staff(), ANNA, STARS) == MinorFull(2)
    assert minor_on_offer(registrar).state is APPLIED
    assert registrar.withdraw_from_minor(student(CROWD[0]), CROWD[0], STARS) is None
    assert registrar.admit_to_minor(staff(), ANNA, STARS) is None


def test_only_what_waits_is_decided_on_but_a_refusal_can_be_put_right(registrar: Registrar) -> None:
    assert registrar.admit_to_minor(staff(), ANNA, STARS) == NoApplication(None)
    assert registrar.refuse_for_minor(staff(), ANNA, STARS) == NoApplication(None)
    admit(registrar, ANNA)
    assert registrar.admit_to_minor(staff(), ANNA, STARS) == NoApplication(ADMITTED)
    assert registrar.refuse_for_minor(staff(), ANNA, STARS) == NoApplication(ADMITTED)
    student_number = CROWD[0]
    registrar.apply_for_minor(student(student_number), student_number, STARS)
    registrar.refuse_for_minor(staff(), student_number, STARS)
    assert registrar.withdraw_from_minor(student(student_number), student_number, STARS) == NoApplication(REFUSED)
    assert registrar.admit_to_minor(staff(), student_number, STARS) is None


def test_a_refusal_is_not_put_right_while_another_application_runs(registrar: Registrar) -> None:
    registrar.apply_for_minor(HER, ANNA, STARS)
    registrar.refuse_for_minor(staff(), ANNA, STARS)
    registrar.apply_for_minor(HER, ANNA, SKY)
    other = OneMinorAYear(named(SKY), admitted=False)
    assert registrar.admit_to_minor(staff(), ANNA, STARS) == other


@pytest.mark.parametrize("role", [Role.HELPDESK, Role.OFFICE, Role.OPERATOR])
def test_who_may_decide(registrar: Registrar, role: Role) -> None:
    registrar.apply_for_minor(HER, ANNA, STARS)
    caller = as_role(role, minor_world.IN_THE_WINDOW)
    assert registrar.minor_applications(caller, STARS)
    assert registrar.admit_to_minor(caller, ANNA, STARS) is None


@pytest.mark.parametrize("caller", [HER, student(BRAM), as_role(Role.COORDINATOR)])
def test_and_nobody_else(registrar: Registrar, caller: Caller) -> None:
    registrar.apply_for_minor(HER, ANNA, STARS)
    with pytest.raises(NotAllowed):
        registrar.minor_applications(caller, STARS)
    with pytest.raises(NotAllowed):
        registrar.admit_to_minor(caller, ANNA, STARS)
    with pytest.raises(NotAllowed):
        registrar.refuse_for_minor(caller, ANNA, STARS)


def test_nobody_applies_for_somebody_else(registrar: Registrar) -> None:
    for caller in (student(BRAM), as_role(Role.COORDINATOR), staff()):
        with pytest.raises(NotAllowed):
            registrar.apply_for_minor(caller, ANNA, STARS)
        with pytest.raises(NotAllowed):
            registrar.withdraw_from_minor(caller, ANNA, STARS)
        with pytest.raises(NotAllowed):
            registrar.minors(caller, ANNA)


def test_what_was_done_and_tried_is_in_the_audit_trail(registrar: Registrar) -> None:
    admit(registrar, ANNA)
    registrar.apply_for_minor(HER, ANNA, SKY)
    registrar.withdraw_from_minor(HER, ANNA, STARS)
    registrar.refuse_for_minor(staff(), ANNA, STARS)
    events = registrar.audit(as_role(Role.HELPDESK), ANNA)
    assert [(event.actor, event.action, event.outcome, event.rule) for event in events] == [
        (ANNA, "apply_for_minor", STARS, None),
        ("office", "admit_to_minor", STARS, None),
        (ANNA, "apply_for_minor", SKY, "minor_already_applied"),
        (ANNA, "withdraw_from_minor", STARS, None),
        ("office", "refuse_for_minor", STARS, "minor_no_application"),
    ]


def test_a_decision_is_told_by_a_letter_and_a_try_is_not(registrar: Registrar) -> None:
    admit(registrar, ANNA)
    registrar.admit_to_minor(staff(), ANNA, STARS)
    registrar.refuse_for_minor(staff(), ANNA, STARS)
    registrar.apply_for_minor(student(CROWD[0]), CROWD[0], SKY)
    registrar.refuse_for_minor(staff(), CROWD[0], SKY)
    letters = registrar.letters(as_role(Role.OPERATOR))
    assert [letter.recipient for letter in letters] == [f"{ANNA}@student.example", f"{CROWD[0]}@student.example"]
    at_noon = minor_world.IN_THE_WINDOW
    assert [letter.facts for letter in letters] == [
        MinorAdmitted("4000MARS", "Stars", "Sterren", world.YEAR, at_noon),
        MinorRefused("4000MSKY", "Sky", "Hemel", world.YEAR, at_noon),
    ]


@pytest.mark.usefixtures("patient_writers")
def test_two_processes_fight_for_the_last_places(with_minors: Where, registrar: Registrar) -> None:
    for student_number in CROWD[:20]:
        registrar.apply_for_minor(student(student_number), student_number, STARS)
    context = processes.context()
    start = context.Barrier(2, timeout=PATIENCE)
    fighters = []
    for students in (CROWD[:20], CROWD[19::-1]):
        hears, tells = Pipe(duplex=False)
        process = context.Process(target=minor_world.admit_all, args=(with_minors, students, start, tells))
        process.start()
        tells.close()
        fighters.append((process, hears))
    answers: list[Reason | None] = []
    for process, hears in fighters:
        with hears:
            assert hears.poll(PATIENCE)
            answers += hears.recv()
        process.join(PATIENCE)
        assert process.exitcode == 0
        process.close()
    assert answers.count(None) == minor_world.PLACES
    assert set(answers) <= {None, MinorFull(2), NoApplication(ADMITTED)}
    assert minor_on_offer(registrar).admitted == minor_world.PLACES
