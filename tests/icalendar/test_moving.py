"""Meetings that move, go or come: the calendar that a student read in before follows, on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, update

from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.tables import class_, meeting
from enroltui.where import Where
from tests.icalendar.test_calendar import imported, of_student
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, LECTURE, as_student, at

pytestmark = pytest.mark.both_databases
THREE_DAYS = ("2018-02-05", "2018-02-12", "2018-02-19")


@pytest.fixture
def lectures(small: Where) -> Iterator[Registrar]:
    """Three lectures in which Anna is enrolled."""
    for day in THREE_DAYS[1:]:
        add(small, day)
    registrar = Registrar.open(small)
    registrar.enrol(as_student(ANNA), ANNA, [LECTURE], uuid4().hex, from_cart=False)
    yield registrar
    registrar.close()


def add(where: Where, day: str) -> None:
    hours = {"starts": at(day, 9), "ends": at(day, 11)}
    with arranging.changed(where) as connection:
        class_id = connection.scalar(select(class_.c.id).where(class_.c.class_number == LECTURE.class_number))
        connection.execute(insert(meeting).values(class_id=class_id, place="Gorlaeus", kind="teaching", **hours))


def change(where: Where, day: str, **facts: object) -> None:
    with arranging.changed(where) as connection:
        assert connection.execute(update(meeting).where(meeting.c.starts == at(day, 9)).values(facts)).rowcount == 1


def remove(where: Where, day: str) -> None:
    with arranging.changed(where) as connection:
        assert connection.execute(delete(meeting).where(meeting.c.starts == at(day, 9))).rowcount == 1


def held(*files: bytes) -> dict[str, tuple[object, ...]]:
    """What a calendar program holds of each meeting after reading these files, by the meeting's number in its UID."""
    return {
        uid.split("-")[3]: (str(event["DTSTART"])[:16], event["STATUS"], event["SEQUENCE"], event["LOCATION"])
        for uid, event in imported(*files).items()
    }


def test_a_meeting_that_moves_updates_its_event_by_a_greater_sequence(small: Where, lectures: Registrar) -> None:
    files = [of_student(lectures, ANNA)]
    assert {event[2] for event in held(*files).values()} == {0}
    change(small, "2018-02-12", starts=at("2018-02-13", 13), ends=at("2018-02-13", 15))
    files.append(of_student(lectures, ANNA))
    assert held(files[-1])["2"] == ("2018-02-13 13:00", "CONFIRMED", 1, "Gorlaeus")
    change(small, "2018-02-19", place="Huygens")
    change(small, "2018-02-19", place="Huygens")
    change(small, "2018-02-19", ends=at("2018-02-19", 12))
    files.append(of_student(lectures, ANNA))
    assert (
        held(files[-1])
        == held(*files)
        == {
            "1": ("2018-02-05 09:00", "CONFIRMED", 0, "Gorlaeus"),
            "2": ("2018-02-13 13:00", "CONFIRMED", 1, "Gorlaeus"),
            "3": ("2018-02-19 09:00", "CONFIRMED", 2, "Huygens"),
        }
    )
    lectures.withdraw(as_student(ANNA), ANNA, [LECTURE], uuid4().hex)
    assert [event[1:3] for event in held(of_student(lectures, ANNA)).values()] == [
        ("CANCELLED", sequence) for sequence in (1, 2, 3)
    ]


def test_a_meeting_that_goes_is_cancelled_and_no_other_takes_its_event(small: Where, lectures: Registrar) -> None:
    files = [of_student(lectures, ANNA)]
    remove(small, "2018-02-05")
    files.append(of_student(lectures, ANNA))
    [first] = (event for uid, event in imported(files[-1]).items() if uid.split("-")[3] == "1")
    assert (first["STATUS"], first["SEQUENCE"], first["TRANSP"]) == ("CANCELLED", 1, "TRANSPARENT")
    assert first["SUMMARY"] == "Cancelled: Logic (lecture)"
    remove(small, "2018-02-19")
    add(small, "2018-01-29")
    files.append(of_student(lectures, ANNA))
    assert (
        held(files[-1])
        == held(*files)
        == {
            "1": ("2018-02-05 09:00", "CANCELLED", 1, "Gorlaeus"),
            "2": ("2018-02-12 09:00", "CONFIRMED", 0, "Gorlaeus"),
            "3": ("2018-02-19 09:00", "CANCELLED", 1, "Gorlaeus"),
            "4": ("2018-01-29 09:00", "CONFIRMED", 0, "Gorlaeus"),
        }
    )


def test_a_meeting_that_moves_before_another_keeps_its_event(small: Where, lectures: Registrar) -> None:
    files = [of_student(lectures, ANNA)]
    change(small, "2018-02-19", starts=at("2018-01-29", 9), ends=at("2018-01-29", 11))
    files.append(of_student(lectures, ANNA))
    assert [event[0] for event in held(*files).values()] == ["2018-02-05 09:00", "2018-02-12 09:00", "2018-01-29 09:00"]


def test_calendars_of_the_version_before_keep_their_events(empty_of_kind: Where) -> None:
    world.build(empty_of_kind, "0006")
    for day in (THREE_DAYS[2], THREE_DAYS[1]):
        add(empty_of_kind, day)
    engine = open_engine(empty_of_kind)
    upgrade(engine, keep_older=False)
    engine.dispose()
    registrar = Registrar.open(empty_of_kind)
    registrar.enrol(as_student(ANNA), ANNA, [LECTURE], uuid4().hex, from_cart=False)
    numbers = {number: starts for number, (starts, *_) in held(of_student(registrar, ANNA)).items()}
    assert numbers == {str(number): f"{day} 09:00" for number, day in enumerate(THREE_DAYS, start=1)}
    registrar.close()


@pytest.fixture
def empty_of_kind(small: Where, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Where:
    if isinstance(small, str):
        empty: str = request.getfixturevalue("empty")
        return empty
    return tmp_path_factory.mktemp("before") / "before.db"
