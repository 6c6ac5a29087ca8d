"""What only who sits at the screen may read stands in no recording, and nobody who looks on gets it."""

from __future__ import annotations

import re
from pathlib import Path

from enroltui.presenting.frames import ScreenFrame
from tests.presenting.kit import app_of, demo
from tests.process import Machine
from tests.registrar.world import HELPDESK
from tests.screens.kit import app_on, running_text, screen_text, until_shown
from tests.screens.staff.kit import PASSWORD, open_student

SHOWN = re.compile(r"\b[a-z]+-0\d\b")
"""A demo account's password."""


async def test_recordings_and_onlookers_of_the_demo_get_no_password(tmp_path: Path) -> None:
    recorded = tmp_path / "demo.cast"
    frames: list[ScreenFrame] = []
    async with demo(size=(100, 30)) as pilot:
        overlay = app_of(pilot).overlay
        overlay.feed.start(frames.append)
        overlay.record(recorded.open("x", encoding="utf-8"))
        await until_shown(pilot, "● recording", "s9900001", "leiden-01")
        await pilot.press("tab", "tab", "down")
        await until_shown(pilot, "▸ s9900002")
        assert len(SHOWN.findall(screen_text(pilot.app))) >= 8
        overlay.feed.take()
        overlay.stop_recording()
    assert "s9900002" in recorded.read_text()
    assert SHOWN.findall(recorded.read_text()) == []
    shown = "\n".join(frames[-1].lines)
    assert "Marco Rossi" in shown
    assert SHOWN.findall(shown) == []
    assert re.search(r"s9900001 +Sanne de Vries +•{14} ", shown)


async def test_onlookers_get_no_one_time_password(small: Path) -> None:
    async with app_on(small, login=HELPDESK) as pilot:
        await open_student(pilot)
        await pilot.press(PASSWORD)
        await until_shown(pilot, "Give Student s9900001 a one-time password?")
        await pilot.press("enter")
        await until_shown(pilot, "It is shown only now.")
        once = re.search(r"\w{4}-\w{4}-\w{4}", running_text(pilot))
        assert once is not None
        shown = "\n".join(app_of(pilot).overlay.feed.take().lines)
    assert "It is shown only now." in " ".join(shown.split())
    assert once.group() not in shown
    assert "•" * 14 in shown


def test_a_recorded_tour_holds_no_password(tmp_path: Path) -> None:
    Machine(tmp_path).done("tour", "record", "withdraw", "tour.cast")
    recorded = (tmp_path / "tour.cast").read_text()
    assert "s9900002" in recorded
    assert SHOWN.findall(recorded) == []


def test_the_recordings_in_the_documents_hold_no_password() -> None:
    recordings = list((Path(__file__).parents[2] / "docs" / "recordings").glob("*.cast"))
    assert recordings
    assert [path.name for path in recordings if SHOWN.search(path.read_text())] == []
