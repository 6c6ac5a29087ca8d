"""The mail server's password, as a settings file or another program gives it."""

from __future__ import annotations

import click
import pytest

from enroltui.commands.smtp import PASSWORD_VARIABLE, server_for


@pytest.mark.parametrize("line_end", ["", "\n", "\r\n"])
def test_a_line_end_behind_it_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch, line_end: str) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, f"tulips under glass {line_end}")
    context = click.Context(click.Command("outbox"))
    context.params = {"smtp": "localhost", "smtp_user": "enroltui", "smtp_from": "enroltui@localhost.example"}
    server = server_for(context)
    assert server is not None
    assert server.password == "tulips under glass "
