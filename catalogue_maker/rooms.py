"""Makes up the room of each class, from `rooms.csv`: near its institute, large enough, and free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from catalogue_maker import chance, sources
from catalogue_maker.classes import Meeting, PlannedClass
from enroltui.terms import Component

HALL_SEATS = 200
"""A room with so many seats for exams holds several of them at once."""


@dataclass(frozen=True)
class Room:
    """A room; the same room has fewer seats for an exam than for teaching."""

    building: str
    name: str
    seats: int
    use: str

    @property
    def place(self) -> str:
        return f"{self.building} {self.name}"


@dataclass(frozen=True)
class _Booking:
    starts: datetime
    ends: datetime
    seats: int


def set_rooms(classes: Iterable[PlannedClass]) -> None:
    """Give every meeting a place; a class keeps one room for all its teaching."""
    rooms = [Room(row["building"], row["room"], int(row["seats"]), row["use"]) for row in sources.rows("rooms")]
    booked: dict[tuple[str, date], list[_Booking]] = defaultdict(list)
    for planned in sorted(classes, key=lambda planned: (-planned.capacity, planned.key)):
        if planned.meetings:
            room = _best_room(planned, rooms, booked)
            for meeting in planned.meetings:
                booking = _Booking(meeting.starts, meeting.ends, planned.capacity)
                booked[room.place, meeting.starts.date()].append(booking)
            planned.meetings = [replace(meeting, place=room.place) for meeting in planned.meetings]


def _best_room(planned: PlannedClass, rooms: list[Room], booked: dict[tuple[str, date], list[_Booking]]) -> Room:
    use = "exam" if planned.is_sitting else "lab" if planned.component is Component.PRACTICAL else "teaching"
    fitting = [room for room in rooms if room.use == use]

    def cost(room: Room) -> tuple[bool, int, int, int]:
        too_small = max(0, planned.capacity - room.seats)
        far = room.building != planned.course.area.home
        spare = abs(room.seats - planned.capacity) + (60 if far else 0)
        taken = not _is_free(room, planned, planned.meetings, booked)
        return taken, too_small, spare, chance.draw("room", planned.key, room.place)

    return min(fitting, key=cost)


def _is_free(
    room: Room, planned: PlannedClass, meetings: list[Meeting], booked: dict[tuple[str, date], list[_Booking]]
) -> bool:
    for meeting in meetings:
        there = [
            booking
            for booking in booked.get((room.place, meeting.starts.date()), [])
            if booking.starts < meeting.ends and meeting.starts < booking.ends
        ]
        shared = planned.is_sitting and room.seats >= HALL_SEATS
        if there and not (shared and sum(booking.seats for booking in there) + planned.capacity <= room.seats):
            return False
    return True
