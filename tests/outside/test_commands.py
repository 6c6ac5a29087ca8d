"""No command, in any form, prints or writes what was planted in the database; no letter, calendar or log holds it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from enroltui.commands.root import root
from enroltui.letters.eml import unsent
from enroltui.letters.wording import words
from enroltui.registrar.registrar import Registrar
from enroltui.server.event_log import EventLog
from enroltui.settings import keep_log
from enroltui.terms import Role
from tests.outside.planted import EVIL, MARK, SHOWN, assert_harmless, plant
from tests.process import Machine
from tests.registrar.world import as_role
from tests.server.inside import connect, inside, until

STUDENT, OTHER = "s9900001", "s9900003"
HANDLES_NO_DATA = {
    "backup", "restore", "reset", "db check", "db copy", "db init", "db upgrade", "demo", "serve",
    "db forget-audit", "prove", "status", "tour check", "tour list", "tour play", "tour record", "outbox send",
}  # fmt: skip
"""These print nothing of what the database holds, or (a copy) are to hold it as it was, or are an app."""
ARGUMENTS: dict[str, list[list[str]]] = {
    "account add": [["s9900099", "--person", EVIL, "--email", "x@student.example"]],
    "account close": [["s9900007"]],
    "account password": [[OTHER]],
    "audit": [[], [STUDENT]],
    "classes": [["calculus"]],
    "enrol": [[STUDENT, "27121"], [STUDENT, "27122", EVIL.replace("\x1b", "")], [STUDENT, "12345"]],
    "grant": [[OTHER, "27121", "closed", "--until", "2018-03-01", "--reason", EVIL]],
    "hold lift": [[OTHER, "registration"]],
    "hold list": [[STUDENT], [OTHER]],
    "hold place": [[OTHER, "registration"]],
    "ics": [[STUDENT, "-"], [OTHER, "-"]],
    "key add": [[STUDENT, "-"]],
    "key list": [[STUDENT]],
    "key remove": [[STUDENT, EVIL]],
    "lists": [[], ["computer-science-bsc"]],
    "minor admit": [[OTHER, "none"]],
    "minor apply": [[OTHER, "none"]],
    "minor refuse": [[OTHER, "none"]],
    "minor withdraw": [[OTHER, "none"]],
    "minors": [[]],
    "outbox list": [[]],
    "roster": [["27121"]],
    "sessions end": [["1"]],
    "sessions list": [[]],
    "show": [[STUDENT], [OTHER]],
    "students": [[]],
    "why": [[STUDENT, "27121"]],
    "withdraw": [[STUDENT, "27121"]],
}
VARIANTS = ("--plain", "--json", "--csv", "--all", "--over", "--format")


@pytest.fixture
def planted(catalogue: Path) -> Path:
    plant(catalogue)
    return catalogue


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Return the commands by their whole names."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from leaves(below, (*path, name))
    else:
        yield " ".join(path), command


def variants(command: click.Command) -> Iterator[list[str]]:
    """Return no more arguments, and each way to print otherwise."""
    yield []
    for option in command.params:
        name = option.opts[0]
        if name in VARIANTS and isinstance(option.type, click.Choice):
            yield from ([name, choice] for choice in option.type.choices)
        elif name in VARIANTS:
            yield [name]


def test_no_command_prints_what_was_planted(planted: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    shown = ""
    known = dict(leaves(root))
    assert known.keys() == ARGUMENTS.keys() | HANDLES_NO_DATA
    for name, cases in ARGUMENTS.items():
        for arguments in cases:
            for variant in variants(known[name]):
                told = [*name.split(), *arguments, *variant, "--database", str(planted)]
                ended = machine.run(*told)
                for written in (ended.stdout, ended.stderr):
                    assert_harmless(written, " ".join(told))
                    shown += written
                assert "Something went wrong" not in ended.stderr, (told, log_of(tmp_path))
                if "--json" in variant and ended.stdout:
                    _all_harmless(json.loads(ended.stdout), " ".join(told))
    assert SHOWN in shown


def log_of(home: Path) -> str:
    return "".join(log.read_text() for log in home.rglob("enroltui.log"))[-3000:]


def _all_harmless(told: Any, where: str) -> None:
    if isinstance(told, dict | list):
        for part in told.values() if isinstance(told, dict) else told:
            _all_harmless(part, where)
    elif isinstance(told, str):
        assert_harmless(told, where)


def test_no_letter_and_no_mail_holds_what_was_planted(planted: Path) -> None:
    registrar = Registrar.open(planted)
    letters = registrar.letters(as_role(Role.OPERATOR))
    registrar.close()
    assert len(letters) > 3
    shown = ""
    for letter in letters:
        said = words(letter)
        for text in (said.subject, said.body, unsent(letter).decode()):
            assert_harmless(text, f"{letter.facts}")
            shown += text
    assert SHOWN in shown


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
async def test_what_a_client_sends_is_harmless_in_the_log(small: Path, as_json: bool) -> None:
    written = io.StringIO()
    EventLog(as_json=as_json, stream=written).note("enters", account=EVIL, term=EVIL, size=None)
    assert_harmless(written.getvalue(), "the log")
    async with inside(small, demo=True) as running:
        async with await connect(running, "demo", None) as connection:
            process = await connection.create_process(term_type=_ascii(EVIL), env={"LANG": EVIL, "COLORTERM": EVIL})
            await until(lambda: bool(running.events("enters")))
            process.close()
        assert_harmless(running.written.getvalue(), "the log")
        assert not {"\x1b", "\x9b", "\u202e"} & set("".join(str(entry) for entry in running.log))


class Unchecked(bytes):
    """A client's version, which asyncssh does not look through for what it would not send."""

    def __iter__(self) -> Iterator[int]:
        return iter(())


async def test_what_a_client_calls_itself_is_harmless_in_the_log(small: Path) -> None:
    name = _ascii(EVIL)
    assert "\x1b" in name
    async with inside(small) as running:
        async with await connect(running, client_version=Unchecked(name.encode())):
            await until(lambda: bool(running.events("login")))
        assert_harmless(running.written.getvalue(), "the log")
        [login] = running.events("login")
        assert_harmless(login["client"], "the log, as JSON")
        assert MARK in login["client"]


def _ascii(text: str) -> str:
    """Leave what a client may call its terminal: anything else asyncssh refuses."""
    return "".join(filter(str.isascii, text))


def test_the_log_of_errors_holds_no_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    keep_log()
    [handler] = logging.getLogger().handlers
    try:
        raise ValueError(EVIL)
    except ValueError:
        logging.getLogger("enroltui").exception("stopped by %s", EVIL)
    handler.close()
    written = next(tmp_path.rglob("*.log")).read_text()
    assert_harmless(written, "the log")
    assert "Traceback (most recent call last):\n  File" in written
