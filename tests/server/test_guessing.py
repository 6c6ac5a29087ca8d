"""Passwords over SSH: as a client sends them, and guessed over many names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import asyncssh
import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.server import entry, service
from enroltui.server.limits import Limits
from kit.patience import PATIENCE
from tests.registrar.world import ANNA, PASSWORD, as_student
from tests.server.inside import Inside, connect, inside


async def lets_in(running: Inside, password: str) -> bool:
    """Whether a client that sends this password gets in."""
    try:
        (await connect(running, ANNA, password)).close()
    except asyncssh.Error:
        return False
    return True


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
async def test_a_line_end_that_the_client_sends_along_is_no_part_of_the_password(small: Path, line_end: str) -> None:
    async with inside(small) as running:
        assert await lets_in(running, PASSWORD + line_end)


@pytest.mark.parametrize("password", ["fiets zonder bel 🚲", "zwei\u00a0Räder", "نان\u200cوایی خوب", "שלום at night"])
async def test_whatever_password_is_chosen_on_a_page_lets_in_by_ssh(small: Path, password: str) -> None:
    registrar = Registrar.open(small)
    assert registrar.change_password(as_student(ANNA), PASSWORD, password) is None
    registrar.close()
    async with inside(small) as running:
        assert await lets_in(running, password)


async def test_guesses_over_many_names_slow_their_address_down_and_nothing_else(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "ANSWER_AFTER", 0.01)
    monkeypatch.setattr(service, "LONGEST_DELAY", 0.01)
    key = asyncssh.generate_private_key("ssh-ed25519")
    registrar = Registrar.open(small)
    registrar.add_ssh_key(as_student(ANNA), ANNA, key.export_public_key().decode())
    registrar.close()
    limits = Limits(slow_after=3, lock_time=round(3 * PATIENCE))
    async with inside(small, limits) as running:
        for name in ("s5500001", "s5500002", "helpdesk"):
            with pytest.raises(asyncssh.PermissionDenied):
                await connect(running, name, "wrong")
        with pytest.raises(asyncssh.PermissionDenied):
            await connect(running)
        assert await running.service.check_password(ANNA, PASSWORD, "192.0.2.7") is not None
        async with await connect(running, ANNA, None, client_keys=[key]):
            pass
        running.service.limits = replace(limits, lock_time=0)  # as if that time were over
        async with await connect(running):
            pass
