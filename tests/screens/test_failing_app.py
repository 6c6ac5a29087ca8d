"""A test of a screen in which the app fails ends at once, with the exception that the app failed with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens import kit
from tests.screens.kit import app_on, until_shown


async def test_waiting_for_a_text_ends_when_the_app_fails(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit, "PATIENCE", 2.0)  # so that this test fails soon, where waiting goes on

    def fail() -> None:
        raise ZeroDivisionError("in the app")

    async def wait_in_vain() -> None:
        async with app_on(small) as pilot:
            pilot.app.call_later(fail)
            await until_shown(pilot, "a text that never comes")

    with pytest.raises(ZeroDivisionError, match="in the app") as raised:
        await wait_in_vain()
    assert "waited in vain" not in str(raised.value.__context__)
