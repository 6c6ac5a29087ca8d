"""Help and usage errors of the plain commands are in the language of who asks."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from enroltui.commands.root import root


def said(*arguments: str, language: str = "C.UTF-8") -> tuple[int, str]:
    """Run a command; return its exit status, and what it prints on either stream."""
    result = CliRunner().invoke(root, arguments, prog_name="enroltui", env={"LC_ALL": language})
    return result.exit_code, result.output


def commands(command: click.Command = root, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the words by which each command is called."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, *path, name)


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_each_help_is_in_dutch_and_in_english(path: tuple[str, ...]) -> None:
    english, dutch = said(*path, "--help"), said("--lang", "nl", *path, "--help")
    assert (english[0], dutch[0]) == (0, 0)
    assert english[1].startswith(f"Usage: {' '.join(['enroltui', *path])}")
    assert dutch[1].startswith(f"Gebruik: {' '.join(['enroltui', *path])}")
    for words in ("Options:", "Commands:", "Examples:", "Show this message", english[1].splitlines()[2]):
        assert words not in dutch[1]


@pytest.mark.parametrize(
    ("arguments", "english", "dutch"),
    [
        (["classes", "--yer"], "No such option '--yer'. Did you mean '--year'?", "De optie '--yer' is er niet."),
        (["classes", "--year"], "Option '--year' requires", "Bij de optie '--year' hoort een waarde."),
        (["classes", "--json=1"], "does not take a value", "Bij de optie '--json' hoort geen waarde."),
        (
            ["classes", "--json", "--plain"],
            "Give only one of --json, --plain.",
            "Geef er maar één van: --json, --plain.",
        ),
        (["enrol"], "Missing argument 'STUDENT'.", "Er ontbreekt een argument: 'STUDENT'."),
        (["enrol", "s1"], "Missing argument 'CLASS...'.", "Er ontbreekt een argument: 'CLASS...'."),
        (["grant", "s1", "1", "hold", "--reason", "x"], "Missing option '--until'.", "Er ontbreekt een optie"),
        (["hold", "place", "s1"], "Choose from:", "Kies uit: "),
        (["hold", "place", "s1", "x"], "'x' is not one of 'tuition',", "'x' is niet een van 'tuition',"),
        (["reset", "a"], "extra argument (a)", "Er staat een argument te veel: a"),
        (["reset", "a", "b"], "extra arguments (a b)", "Er staan argumenten te veel: a b"),
        (["logic"], "No such command 'logic'.", "De opdracht 'logic' is er niet."),
        (["--today", "x", "lists"], "'x' is not a day", "Ongeldige waarde voor '--today': 'x' is geen dag"),
        (["outbox", "send", "--smtp", "x y"], "'x y' is not a mail server", "'x y' is geen mailserver"),
        (["account"], "Add an account", "Maak een account"),
    ],
)
def test_each_misuse_is_told_in_the_language_of_who_asks(arguments: list[str], english: str, dutch: str) -> None:
    for language, words in (("C.UTF-8", english), ("nl_NL.UTF-8", dutch)):
        status, output = said(*arguments, language=language)
        assert status == 2
        assert words in " ".join(output.split())
    assert "Error" not in output
    assert "Usage" not in output


def test_an_asked_language_goes_before_that_of_the_environment() -> None:
    assert "Fout: " in said("enrol", "--lang", "nl")[1]
    assert "Error: " in said("--lang", "en", "enrol", language="nl_NL.UTF-8")[1]
