"""Clients' terminals with little: no full screen for those that have none, and ASCII for those without UTF-8."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.registrar.world import ANNA, PASSWORD
from tests.server.inside import connect, inside


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        (ANNA, PASSWORD, "The same is done by plain commands: ssh HOST help"),
        ("demo", None, "Connect with another one."),
    ],
)
async def test_a_terminal_without_a_full_screen_is_told_so(
    small: Path, name: str, password: str | None, told: str
) -> None:
    async with inside(small, demo=True) as running, await connect(running, name, password) as connection:
        ended = await connection.run(term_type="dumb")
        written = " ".join(str(ended.stdout).split())
        assert written == f"This terminal (TERM=dumb) has no full screen. {told}"
        assert ended.exit_status == 2


async def test_commands_print_ascii_for_a_client_without_utf8(small: Path) -> None:
    async with inside(small) as running:

        async def printed(command: str, **env: str) -> str:
            connection = await connect(running)
            ended = await connection.run(command, env=env)
            connection.close()
            return str(ended.stdout) + str(ended.stderr)

        for command in ("enrol é…", "help", "nonsense", "show"):
            assert (await printed(command, LC_ALL="C", LANG="nl_NL")).isascii(), command
        assert "Orientatie op de" in await printed("classes orientatie", LC_ALL="C")
        assert "Oriëntatie op de" in await printed("classes orientatie", LANG="en_GB.UTF-8")
