"""How the tests of staff's pages come to a student's page, and what they know of the audit trail."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.audit_trail import LOOK
from enroltui.terms import Role
from tests.registrar.world import ANNA, as_role
from tests.screens.kit import until_page, until_shown

LOOK_ON, WHY, HOLDS, TRAIL, MINORS, PASSWORD = "123456"
"""What the student page's digits do."""


async def open_student(pilot: Pilot[None], typed: str = "9900001") -> None:
    """From the main menu through the counter to a student's page."""
    await pilot.press("1")
    await until_page(pilot, "counter")
    await until_shown(pilot, "42 of 42 students")
    await pilot.press(*typed)
    await until_shown(pilot, "1 of 42 students")
    await pilot.press("enter")
    await until_page(pilot, "student")
    await until_shown(pilot, "in the shopping cart")


async def ask_why(pilot: Pilot[None], number: int) -> None:
    """From a student's page to the verdicts on a class."""
    await pilot.press(WHY)
    await until_page(pilot, "why")
    await pilot.press(*str(number), "enter")
    await until_shown(pilot, "What it says")


def trail(database: Path, student: str = ANNA) -> list[tuple[str, str, str, str | None]]:
    """What was done for a student by the audit trail: who did what, what came of it, and the rule."""
    registrar = Registrar.open(database)
    events = registrar.audit(as_role(Role.OPERATOR), student)
    registrar.close()
    done = [event for event in events if event.action not in (LOOK, "log_in")]
    return [(event.actor, event.action, event.outcome, event.rule) for event in done]
