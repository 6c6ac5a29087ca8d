"""Whatever is asked wrongly of any command is told in our own words: in Dutch nothing of Click's English is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner

from enroltui.clock import ShownClock
from enroltui.commands.root import root
from enroltui.language import Language
from enroltui.registrar.values.people import Account
from enroltui.server.plain_commands import run
from enroltui.terms import Role, Via
from enroltui.visit import Visit

CLICKS = re.compile(
    r"No such|Missing|Invalid|requires|does not|unexpected|Did you mean|\bis not\b|Usage|Error|\bTry\b|Choose|valid"
)


def misuses(command: click.Command = root, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield each way in which each command may be called wrongly."""
    yield *path, "--nothing-like-it"
    yield *path, "--lan"
    yield *path, "-?"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from wrong_options(parameter, *path)
    if isinstance(command, click.Group):
        yield *path, "no-such-command"
        yield *path, "-"
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from misuses(below, *path, name)
        return
    needed = [parameter for parameter in command.params if parameter.required]
    if needed:
        yield path
    yield from wrong_arguments(command, *path)


def wrong_options(option: click.Option, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield what may be wrong about one option."""
    name = max(option.opts, key=len)
    yield *path, f"{name}=1" if option.is_flag else name
    if not option.is_flag and type(option.type).__name__ not in ("StringParamType", "Path"):
        yield *path, f"{name}=\u00a7"


def wrong_arguments(command: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield an argument too many, two too many, and a word that an argument cannot be."""
    arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    wanted = ["x"] * len(arguments)
    for place, argument in enumerate(arguments):
        if isinstance(argument.type, click.Choice):
            yield *path, *wanted
            wanted[place] = str(argument.type.choices[0])
    if any(argument.nargs < 0 for argument in arguments):
        return
    needed = [
        f"{max(parameter.opts, key=len)}=2018-01-01"
        for parameter in command.params
        if parameter.required and parameter not in arguments
    ]
    for more in (["more"], ["more", "most"]):
        yield *path, *wanted, *more, *needed


def said(arguments: tuple[str, ...], language: str) -> tuple[int, str]:
    result = CliRunner().invoke(root, arguments, prog_name="enroltui", env={"LC_ALL": language})
    return result.exit_code, " ".join(result.output.split())


@pytest.mark.parametrize("arguments", sorted(set(misuses())), ids=" ".join)
def test_each_wrong_use_of_each_command_is_told_in_both_languages(arguments: tuple[str, ...]) -> None:
    status, english = said(arguments, "C.UTF-8")
    assert status == 2
    assert "Usage: enroltui" in english
    assert "Error: " in english
    status, dutch = said(arguments, "nl_NL.UTF-8")
    assert status == 2
    assert "Gebruik: enroltui" in dutch
    assert not CLICKS.search(dutch.partition("Fout: ")[2])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--lang", "nl", "classes", "--json=1"), "Bij de optie '--json' hoort geen waarde."),
        (("serve", "--port", "x"), "'x' is not a whole number from 0 to 65535."),
        (("tour", "record", "search", "a.cast", "--size", "1x1"), "Invalid value for --size: '1x1' is no size"),
        (("account", "--"), "Add an account"),
    ],
)
def test_an_asked_language_and_a_wrong_value_are_heeded(arguments: tuple[str, ...], told: str) -> None:
    status, output = said(arguments, "C.UTF-8")
    assert status == 2
    assert told in output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "--jsn"], "De optie '--jsn' is er niet. (Bedoelde je een van '--ics', '--json'?)"),
        (["show", "--json=1"], "Bij de optie '--json' hoort geen waarde."),
        (["ics", "a", "b", "c"], "Er staan argumenten te veel: b c"),
        (["enrol"], "Er ontbreekt een argument: 'CLASS...'."),
        (["show", "--format", "x"], "Ongeldige waarde voor '--format': 'x' is niet een van 'md', 'txt'."),
    ],
)
def test_over_ssh_it_is_told_in_the_language_of_who_has_logged_in(arguments: list[str], told: str) -> None:
    visit = Visit(no_registrar, ShownClock.parse("2018-01-15"), Language("nl"), via=Via.SSH)
    visit.account = Account("s9900001", "Sanne de Vries", Role.STUDENT)
    assert run(visit, arguments) == (2, "", f"{told}\n")


def no_registrar() -> NoReturn:
    """Let no registrar be opened: what is asked wrongly never reaches the database."""
    raise AssertionError
