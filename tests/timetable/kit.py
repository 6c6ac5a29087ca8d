"""Hand-made classes for the tests of timetables."""

from __future__ import annotations

from datetime import datetime, timedelta

from enroltui.registrar.values.classes import ClassKey, ClassRow, Course, Meeting
from enroltui.terms import AMSTERDAM, Career, Component, Description, MeetingKind, Session, State, Status, WayIn


def meeting(starts: str, minutes: int = 105, kind: MeetingKind = MeetingKind.TEACHING, place: str = "B1") -> Meeting:
    """A meeting that begins at such as "2018-01-22 09:00", in Leiden."""
    begins = datetime.fromisoformat(starts).replace(tzinfo=AMSTERDAM)
    return Meeting(begins, begins + timedelta(minutes=minutes), place, kind)


def a_class(number: int, *meetings: Meeting, title: str = "Logic", state: State | None = State.ENROLLED) -> ClassRow:
    """A class of these meetings; an exam if the first one is."""
    exam = bool(meetings) and meetings[0].kind is MeetingKind.EXAM
    moment = datetime(2018, 1, 1, tzinfo=AMSTERDAM)
    return ClassRow(
        key=ClassKey("2017-2018", number),
        course=Course("4031LOGI6", False, title, "", 6, 100, "INF", "LIACS", "en", ("computer-science-bsc",)),
        component=Component.EXAM if exam else Component.LECTURE,
        description=Description.EXAM if exam else Description.LECTURE,
        compulsory=True,
        session=Session.S2,
        language="en",
        career=Career.BACHELOR,
        capacity=10,
        waiting_capacity=0,
        enrolled=1,
        waiting=0,
        enrol_from=moment,
        enrol_until=datetime(2018, 6, 1, tzinfo=AMSTERDAM),
        way_in=WayIn.HERE,
        meetings=meetings,
        status=Status.OPEN,
        in_cart=state is None,
        state=state,
    )
