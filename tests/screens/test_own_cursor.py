"""On every page the terminal's own cursor stands at the choice of what has the focus, also after a key moved it."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from tests.presenting.kit import app_of, demo
from tests.screens.kit import screen_text, until_page, until_shown

PAGES = (
    "main_menu", "self_service", "student_center", "class_lists", "timetable", "exam_calendar", "front_page",
    "my_classes", "cart", "search", "faq", "account", "plans", "messages",
)  # fmt: skip
CURSOR = "▸"
FOCUSES = 4


async def at_choice(pilot: Pilot[None]) -> None:
    """Check that the cursor is where the focused widget shows its choice, if it shows one."""
    await pilot.pause()
    app = app_of(pilot)
    focused = app.focused
    if focused is None or isinstance(focused, Input):
        return
    region, (x, y) = focused.region, app.cursor_position
    assert region.contains(x, y), f"{app.cursor_position} is outside {focused} at {region}:\n{screen_text(app)}"
    lines = screen_text(app).splitlines()
    shown = [
        (column, line)
        for line in range(region.y, min(region.bottom, len(lines)))
        for column in range(region.x, region.right)
        if lines[line][column : column + 1] == CURSOR
    ]
    assert not shown or (x, y) in shown, f"{app.cursor_position} is not at {shown} of {focused}:\n{screen_text(app)}"


async def test_the_cursor_stands_at_the_choice_on_every_page() -> None:
    async with demo() as pilot:
        await until_shown(pilot, "s9900001")
        await pilot.press("tab", "tab", "down")
        await at_choice(pilot)
        await pilot.press("enter", "enter")
        await until_page(pilot, "main_menu")
        for page in PAGES:
            app_of(pilot).go(page)
            await until_page(pilot, page)
            for _ in range(FOCUSES):
                await at_choice(pilot)
                await pilot.press("down")
                await at_choice(pilot)
                await pilot.press("tab")
