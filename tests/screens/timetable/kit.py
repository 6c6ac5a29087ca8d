"""What the tests of timetable and exam calendar share: classes that clash, in which a student is enrolled."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from textual.pilot import Pilot

from enroltui.database.engines import open_engine
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change, Mode
from tests.registrar.world import ANNA, YEAR, NewClass, add_classes, as_student, at
from tests.screens.kit import type_text

BUSY = ClassKey(YEAR, 28200)
"""A practical of AI for X-rays, on Monday 5 February from ten to twelve: Logic's lecture is from nine to eleven."""
SATURDAY = ClassKey(YEAR, 28201)
"""Its next one: Saturday 10 February at seven in the evening."""


def add_clashing_classes(database: Path) -> None:
    """Add BUSY and SATURDAY to the catalogue."""
    engine = open_engine(database)
    add_classes(engine, 3, NewClass(BUSY, "practical", at("2018-02-05", 10)), 1)
    add_classes(engine, 3, NewClass(SATURDAY, "practical", at("2018-02-10", 19)), 1)
    engine.dispose()


def enrol_all_the_same(database: Path, *keys: ClassKey, mode: Mode = Mode.FREE) -> None:
    """Enrol Anna, accepting clashes with teaching."""
    registrar = Registrar.open(database)
    outcomes = registrar.enrol(as_student(ANNA), ANNA, keys, uuid4().hex, False, mode=mode, accept_clashes=True)
    registrar.close()
    assert all(outcome.change is not Change.REFUSED for outcome in outcomes), outcomes


async def go_to_day(pilot: Pilot[None], day: str) -> None:
    """Type a day in the field of the week timetable."""
    await pilot.press("j")
    await type_text(pilot, day)
    await pilot.press("enter")
