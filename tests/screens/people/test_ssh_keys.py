"""SSH keys on the account's page: a line pasted registers one, x removes it, a mistake is told and the line stays."""

from pathlib import Path

import asyncssh
from textual.widgets import Input

from tests.registrar.world import ANNA
from tests.screens.kit import app_on, paste, until_page, until_shown


async def test_a_key_is_registered_and_removed(small: Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519", comment="laptop")
    async with app_on(small, login=ANNA) as pilot:
        await pilot.press("5")
        await until_page(pilot, "account")
        await pilot.press("3")
        await until_shown(pilot, "No keys are registered yet.")
        paste(pilot, "ssh-ed25519 nonsense")
        await pilot.press("enter")
        await until_shown(pilot, "This is no public key.")
        field = pilot.app.screen.query_one(Input)
        assert field.value == "ssh-ed25519 nonsense"
        field.value = ""
        paste(pilot, key.export_public_key().decode())
        await pilot.press("enter")
        await until_shown(pilot, "Registered. By this key you can log in", key.get_fingerprint(), "laptop")
        await pilot.press("escape", "x")
        await until_shown(pilot, "Removed. Nobody can log in", "No keys are registered yet.")
