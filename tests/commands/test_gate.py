"""What no database could keep is refused in words by every command, wherever it is typed."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from tests.process import Machine
from tests.registrar.world import ANNA
from tests.test_cli import commands

EVIL = {"a byte that is not UTF-8": "\udcff", "half a character": "\udced\udca0\udcbd", "a huge number": "9" * 30}
FIT = {
    "student": ANNA,
    "classes": "28114",
    "class_": "28114",
    "slug": "minor-sbb",
    "name": ANNA,
    "session": "1",
    "fingerprint": "SHA256:x",
    "reason": "So decided.",
    "until": "2018-02-01",
    "person": "Anna Vos",
    "email": "anna@student.example",
    "file": "file.out",
    "source": "one.db",
    "target": "two.db",
}
"""What each argument is given that is not itself tried; nothing has to be done by it."""
ALSO = {
    "serve": ["--fingerprint"],  # without it, it would go on for ever
    "restore": ["--yes"],
    "reset": ["--yes"],
    "account add": ["--role", "helpdesk"],
}
UNTRIED = {("reset", "--yes"), ("tour record", "file")}
"""A flag holds nothing, and a recording takes long."""


def calls(evil: str) -> Iterator[list[str]]:
    """Yield a call of each command for each of its arguments and options: there stands what is evil."""
    for words, command in commands():
        if isinstance(command, click.Group):
            continue
        name = words.removeprefix("enroltui ")
        for tried in command.params:
            if (isinstance(tried, click.Option) and tried.is_flag) or (name, tried.name) in UNTRIED:
                continue
            typed = [*name.split(), *ALSO.get(name, [])]
            for parameter in command.params:
                value = evil if parameter is tried else fit(parameter)
                if isinstance(parameter, click.Argument):
                    typed.append(value)
                elif parameter is tried or parameter.required:
                    typed += [max(parameter.opts, key=len), value]
            yield typed


def fit(parameter: click.Parameter) -> str:
    if isinstance(parameter.type, click.Choice):
        return str(parameter.type.choices[0])
    return FIT.get(parameter.name or "", "x")


def told_in_words(machine: Machine, *typed: str, stdin: str = "") -> bool:
    ended = machine.run(*typed, typed=stdin)
    return ended.returncode in (1, 2) and bool(ended.stderr) and "Something went wrong" not in ended.stderr


@pytest.mark.parametrize("typed", ["reset", "restore file.out", f"key add {ANNA}", f"key add {ANNA} -"])
def test_what_is_read_from_stdin(machine: Machine, typed: str) -> None:
    assert told_in_words(machine, *typed.split(), stdin="\udcff\n")


def from_environment() -> list[tuple[str, str]]:
    """Each variable that an option takes its value from, and a command with that option."""
    taken: dict[str, str] = {}
    for words, command in commands():
        for option in command.params:
            if isinstance(option.envvar, str) and not isinstance(command, click.Group):
                taken.setdefault(option.envvar, words.removeprefix("enroltui "))
    return [(command, variable) for variable, command in taken.items()]


@pytest.mark.parametrize(("command", "variable"), from_environment())
def test_what_is_read_from_the_environment(machine: Machine, command: str, variable: str) -> None:
    machine.environment[variable] = "\udcff"
    ended = machine.run(
        *command.split(), *ALSO.get(command, []), *(["--database", "no.db"] if command == "serve" else [])
    )
    assert ended.returncode in (0, 1, 2)
    assert "Something went wrong" not in ended.stderr


def test_a_limit_that_no_clock_bears_is_misuse(machine: Machine) -> None:
    ended = machine.run("serve", "--fingerprint", "--login-time", "9" * 20)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is not a whole number from 1 to 1000000000." in ended.stderr


@pytest.mark.parametrize("evil", EVIL.values(), ids=list(EVIL))
def test_every_argument_and_option_of_every_command(machine: Machine, evil: str) -> None:
    failed = []
    for typed in calls(evil):
        ended = machine.run(*typed)
        if ended.returncode not in (0, 1, 2) or "Something went wrong" in ended.stderr:
            log = "".join(file.read_text() for file in machine.home.rglob("enroltui.log"))
            failed.append((ascii(typed), ended.returncode, ended.stderr[-200:], log.strip().splitlines()[-1:]))
    assert failed == []
