"""The faculty that each life begins with: the hand-made world, with what makes its students meet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Mode
from enroltui.where import Where
from kit.servers import Server, name_of
from tests.registrar import arranging, world
from tests.registrar.minors import world as minor_world
from tests.registrar.world import ANNA, BRAM, CROWD, NewClass, at

STUDENTS = [ANNA, BRAM, *CROWD[:3]]
ANOTHER_YEAR = ClassKey(world.YEAR, 27001)
SAME_EXAM, CLASHING_EXAM, CLASHING_LECTURE, LISTED, LISTED_TOO, LISTED_EXAM, LISTED_AFTER_LOGIC = (
    ClassKey(world.YEAR, 30001 + place) for place in range(7)
)
GONE = CROWD[3]
"""Waits for LISTED_EXAM, and has an account that may be closed."""
CLASSES = [
    world.EXAM,
    world.RETAKE,
    world.LECTURE,
    world.SEMINAR,
    world.OTHER_OPEN,
    world.LAST_SEAT,
    world.FULL,
    world.WAITING_LIST,
    world.NOT_OPEN,
    world.CLOSED,
    world.OFFICE,
    world.OSIRIS,
    world.MASTERS,
    world.PROJECT,
    minor_world.OF_STARS,
    minor_world.OF_BOTH,
    world.UNKNOWN,
    ANOTHER_YEAR,
    SAME_EXAM,
    CLASHING_EXAM,
    CLASHING_LECTURE,
    LISTED,
    LISTED_TOO,
    LISTED_EXAM,
    LISTED_AFTER_LOGIC,
]
LINES = [world.WAITING_LIST, LISTED, LISTED_TOO, LISTED_EXAM, LISTED_AFTER_LOGIC]
SMALL = [world.LAST_SEAT, world.FULL, *LINES]
"""Where students meet in a line."""

TOGETHER = [world.RETAKE, SAME_EXAM, CLASHING_EXAM, CLASHING_LECTURE]
"""What meets at the same time."""

HOPELESS = [
    world.NOT_OPEN,
    world.CLOSED,
    world.MASTERS,
    world.OFFICE,
    world.OSIRIS,
    world.PROJECT,
    minor_world.OF_STARS,
]
"""What one rule or another refuses, for most."""


@dataclass(frozen=True)
class OnFile:
    """A faculty in an SQLite file."""

    built: Path

    @contextmanager
    def copy(self) -> Iterator[Path]:
        """A copy of it, for as long as the block runs."""
        with TemporaryDirectory() as folder:
            yield Path(shutil.copy(self.built, Path(folder) / "lives.db"))


@dataclass(frozen=True)
class OnServer:
    """A faculty in a database of a server."""

    built: str
    server: Server

    @contextmanager
    def copy(self) -> Iterator[str]:
        """A copy of it, for as long as the block runs."""
        url = self.server.database(name_of(self.built))
        yield url
        self.server.drop(url)


Faculty = OnFile | OnServer
"""What each life begins with."""


def build(path: Where) -> None:
    """The hand-made world, with what makes its students meet."""
    world.build(path)
    retake = at("2018-03-20", 14)
    for code, new_class in [
        (world.LOGIC, NewClass(SAME_EXAM, meets=retake)),
        ("4031ORIE3", NewClass(CLASHING_EXAM, meets=retake + timedelta(hours=1))),
        ("4032CALC5", NewClass(CLASHING_LECTURE, "lecture", meets=retake - timedelta(hours=1))),
        ("4032AI4X6", NewClass(LISTED, "seminar", meets=at("2018-05-01"), capacity=1, waiting_capacity=2)),
        ("4031ORIE3", NewClass(LISTED_TOO, meets=at("2018-05-02"), capacity=1, waiting_capacity=2)),
        ("4032CALC5", NewClass(LISTED_EXAM, meets=retake, capacity=1, waiting_capacity=3)),
        ("4031PROJ9", NewClass(LISTED_AFTER_LOGIC, meets=at("2018-05-03"), capacity=1, waiting_capacity=2)),
    ]:
        arranging.add_class(path, code, new_class)
    arranging.require(path, "4031PROJ9", world.LOGIC)
    minor_world.add_minors(path)
    registrar = Registrar.open(path)
    registrar.apply_for_minor(minor_world.student(ANNA), ANNA, minor_world.STARS)
    registrar.admit_to_minor(minor_world.staff(), ANNA, minor_world.STARS)
    for student, inside, cart in [
        (ANNA, [world.EXAM, world.RETAKE], [world.FULL, world.PROJECT, CLASHING_LECTURE]),
        (BRAM, [world.LAST_SEAT, LISTED, LISTED_EXAM], [world.PROJECT, LISTED_TOO]),
        (CROWD[0], [CLASHING_EXAM, LISTED, LISTED_TOO], [world.LECTURE, SAME_EXAM]),
        (CROWD[1], [world.OTHER_OPEN, LISTED], [world.LAST_SEAT, world.MASTERS]),
        (CROWD[2], [LISTED_TOO], [world.PROJECT, world.RETAKE]),
        (GONE, [LISTED_EXAM], []),
    ]:
        her = world.as_student(student)
        registrar.enrol(her, student, inside, student, from_cart=False, mode=Mode.FREE_OR_WAITING)
        registrar.add_to_cart(her, student, cart)
    registrar.close()
