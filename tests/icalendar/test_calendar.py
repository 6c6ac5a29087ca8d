"""The calendar file as other programs read it: by the `icalendar` package and, apart from it, by vobject."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import icalendar
import pytest
import vobject

from enroltui.icalendar.calendar import calendar, student_calendar
from enroltui.language import Language
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import EnrolmentRow
from enroltui.registrar.values.student_center import CalendarMeeting
from enroltui.terms import AMSTERDAM, State
from tests.registrar.world import ANNA, CROWD, LECTURE, OTHER_OPEN, WAITING_LIST, as_student, at
from tests.timetable.kit import a_class, meeting

DAAN = "s9900002"
"""Ten classes, one withdrawn from."""
MADE = datetime(2018, 1, 15, 9, 30, tzinfo=UTC)
ENGLISH = Language("en")


def of_student(registrar: Registrar, student: str, made: datetime = MADE, language: Language = ENGLISH) -> bytes:
    return student_calendar(registrar, as_student(student), student, language, made)


def events(content: bytes) -> list[Any]:
    """The events as `icalendar` reads them, strictly: a property that it does not understand is an error."""
    found = icalendar.Calendar.from_ical(content)
    assert found.errors == []
    assert all(event.errors == [] for event in found.walk("VEVENT"))
    return list(found.walk("VEVENT"))


def imported(*contents: bytes) -> dict[str, dict[str, object]]:
    """What a calendar program holds after reading these files one after another: of each UID the newest revision."""
    held: dict[str, dict[str, object]] = {}
    for content in contents:
        for event in events(content):
            facts = {name: event.decoded(name) for name in event if name != "DTSTAMP"}
            known = held.get(str(event["UID"]))
            if known is None or int(str(facts["SEQUENCE"])) >= int(str(known["SEQUENCE"])):
                held[str(event["UID"])] = facts
    return held


@pytest.fixture
def ten(registrar: Registrar) -> bytes:
    return of_student(registrar, DAAN)


def test_ten_classes_one_withdrawn_as_icalendar_reads_them(registrar: Registrar, ten: bytes) -> None:
    enrolments = registrar.enrolments(as_student(DAAN), DAAN)
    assert Counter(enrolment.state for enrolment in enrolments) == {State.ENROLLED: 10, State.WITHDRAWN: 1}
    found = events(ten)
    expected = Counter(
        (enrolment.row.key.class_number, meeting.starts, meeting.ends)
        for enrolment in enrolments
        for meeting in enrolment.row.meetings
    )
    assert expected == Counter(
        (int(str(event["UID"]).split("-")[2]), event.decoded("DTSTART"), event.decoded("DTEND")) for event in found
    )
    cancelled = {str(event["UID"]).split("-")[2] for event in found if event["STATUS"] == "CANCELLED"}
    assert cancelled == {
        str(enrolment.row.key.class_number) for enrolment in enrolments if enrolment.state is State.WITHDRAWN
    }
    assert len({event["UID"] for event in found}) == len(found)


def test_vobject_reads_the_same_and_has_no_complaint(ten: bytes) -> None:
    [found] = vobject.readComponents(ten.decode(), validate=True)
    by_uid = {event.uid.value: event for event in found.vevent_list}
    assert len(by_uid) == len(found.vevent_list)
    for event in events(ten):
        other = by_uid[str(event["UID"])]
        assert other.dtstart.value == event.decoded("DTSTART")
        assert other.dtstart.value.utcoffset() == event.decoded("DTSTART").utcoffset()
        assert other.dtend.value == event.decoded("DTEND")
        for name in ("summary", "description", "location", "status", "sequence"):
            assert getattr(other, name).value == str(event[name])


def test_read_in_twice_the_events_are_the_same(registrar: Registrar, ten: bytes) -> None:
    later = of_student(registrar, DAAN, MADE + timedelta(days=1))
    assert imported(ten) == imported(ten, ten) == imported(ten, later)
    assert later.replace(b"20180116T093000Z", b"20180115T093000Z") == ten


def test_after_the_change_to_summer_time_a_class_begins_at_its_local_hour(ten: bytes) -> None:
    lectures = [event for event in events(ten) if "Classical Electrodynamics (lecture)" in str(event["SUMMARY"])]
    march, april = (
        next(event.decoded("DTSTART") for event in lectures if event.decoded("DTSTART").month == month)
        for month in (3, 4)
    )
    assert (march.hour, march.utcoffset()) == (11, timedelta(hours=1))
    assert (april.hour, april.utcoffset()) == (11, timedelta(hours=2))
    assert b"DTSTART;TZID=Europe/Amsterdam:20180409T110000\r\n" in ten


def test_the_rules_of_the_time_zone_are_those_of_amsterdam(ten: bytes) -> None:
    [zone] = icalendar.Calendar.from_ical(ten).walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    carried = zone.to_tz(lookup_tzid=False)
    noon = datetime(2016, 9, 1, 12, tzinfo=UTC)
    for day in range(3 * 366):
        moment = noon + timedelta(days=day)
        assert moment.astimezone(carried).utcoffset() == moment.astimezone(AMSTERDAM).utcoffset(), moment
    changes = [datetime(2018, 3, 25, 1, tzinfo=UTC), datetime(2018, 10, 28, 1, tzinfo=UTC)]
    for moment in (change + timedelta(minutes=minutes) for change in changes for minutes in (-1, 0)):
        assert moment.astimezone(carried).utcoffset() == moment.astimezone(AMSTERDAM).utcoffset(), moment


def test_every_event_of_the_demo_says_that_it_is_made_up(registrar: Registrar, ten: bytes) -> None:
    assert all("This is a demo: day, time and place are made up." in str(event["DESCRIPTION"]) for event in events(ten))
    dutch = events(of_student(registrar, DAAN, language=Language("nl")))
    assert "Klassieke elektrodynamica (hoorcollege)" in {str(event["SUMMARY"]) for event in dutch}


def test_an_enrolment_withdrawn_and_made_again_updates_its_event(leiden: Registrar) -> None:
    states = []
    files = []
    for change in (leiden.enrol, leiden.withdraw, leiden.enrol):
        options = {} if change == leiden.withdraw else {"from_cart": False}
        change(as_student(ANNA), ANNA, [LECTURE], uuid4().hex, **options)
        files.append(of_student(leiden, ANNA))
        [held] = imported(*files).values()
        states.append((held["STATUS"], held["SEQUENCE"], held["SUMMARY"]))
    assert states == [
        ("CONFIRMED", 0, "Logic (lecture)"),
        ("CANCELLED", 1, "Withdrawn: Logic (lecture)"),
        ("CONFIRMED", 2, "Logic (lecture)"),
    ]


def test_a_waiting_list_is_tentative_until_there_is_a_place(leiden: Registrar) -> None:
    def practical() -> tuple[object, ...]:
        [event] = (event for event in events(of_student(leiden, CROWD[1])) if "practical" in str(event["SUMMARY"]))
        return event["STATUS"], event["TRANSP"], event["SEQUENCE"], event["SUMMARY"]

    title = "AI for X-rays (practical)"
    assert practical() == ("TENTATIVE", "TRANSPARENT", 0, f"Waiting list: {title}")
    leiden.withdraw(as_student(CROWD[0]), CROWD[0], [WAITING_LIST], uuid4().hex)
    assert practical() == ("CONFIRMED", "OPAQUE", 1, title)


def test_two_students_have_events_of_their_own(leiden: Registrar) -> None:
    for student in (ANNA, CROWD[30]):
        leiden.enrol(as_student(student), student, [OTHER_OPEN], uuid4().hex, from_cart=False)
    assert len(imported(of_student(leiden, ANNA), of_student(leiden, CROWD[30]))) == 2


HOSTILE = 'Semi;colon, back\\slash "quoted"\r\nEND:VEVENT\r\nX-EVIL:1\n\x1b[31m\x00 éé 数学 ' + "long " * 40


def test_hostile_text_stays_text_and_no_line_is_too_long() -> None:
    row = a_class(1, meeting("2018-01-22 09:00", place=HOSTILE), title=HOSTILE)
    enrolment = EnrolmentRow(row, State.ENROLLED, at("2018-01-01"), None, None, None)
    [met] = row.meetings
    meetings = [CalendarMeeting(row.key, 1, 0, met.starts, met.ends, met.place, cancelled=False)]
    content = calendar("s9900001", [enrolment], meetings, ENGLISH, MADE, demo=False)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\x1b" not in content
    assert b"\n" not in content.replace(b"\r\n", b"")
    [event] = events(content)
    [other] = vobject.readOne(content.decode()).vevent_list
    said = " ".join(HOSTILE.replace("\x1b", "").replace("\x00", "").split())
    assert str(event["LOCATION"]) == other.location.value == said
    assert str(event["SUMMARY"]) == other.summary.value == f"{said} (lecture)"


def test_a_student_without_classes_has_an_empty_calendar_that_can_be_read(leiden: Registrar) -> None:
    content = of_student(leiden, ANNA)
    assert events(content) == []
    assert vobject.readOne(content.decode()).vtimezone.tzid.value == "Europe/Amsterdam"
