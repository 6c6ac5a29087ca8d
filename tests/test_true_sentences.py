"""Sentences of the documents and of the help, held against the program that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from textual.binding import Binding

from enroltui.navigation import PAGES
from enroltui.screens.help import page_helps
from enroltui.screens.page import Page
from enroltui.tours.known import shipped_tour
from tests.process import CHECKOUT, Machine
from tests.test_cli import commands

BEFORE_OR_BEHIND = ("--lang", "--today", "--database")


def told(document: str) -> str:
    """A document as one long line."""
    return " ".join((CHECKOUT / document).read_text(encoding="utf-8").split())


def page_class(page: str) -> type[Page]:
    module, _, name = PAGES[page].screen.partition(":")
    found: type[Page] = getattr(import_module(f"enroltui.screens.{module}"), name)
    return found


def keys(page: str) -> Iterator[str]:
    """The keys that a page has for itself."""
    for room in page_class(page).__mro__:
        for one in vars(room).get("BINDINGS", ()):
            yield from (one.key if isinstance(one, Binding) else one[0]).split(",")


def test_which_commands_take_which_options_is_told() -> None:
    lacking: dict[str, set[str]] = {}
    for name, command in commands():
        if not isinstance(command, click.Group):
            taken = {option for one in command.params for option in one.opts}
            lacking.setdefault(name.split()[1], set()).update(set(BEFORE_OR_BEHIND) - taken)
    assert "`demo` takes no `--database`, `tour` neither that nor `--today`" in told("docs/commands.md")
    assert "`prove` takes no `--today`, `status` neither it nor `--database`" in told("docs/commands.md")
    assert {name: options for name, options in lacking.items() if options} == {
        "demo": {"--database"},
        "prove": {"--today"},
        "status": {"--database", "--today"},
        "tour": {"--database", "--today"},
    }


@pytest.mark.parametrize("typed", ["--database x.db demo", "--today 2018-02-01 tour list", "--smtp localhost classes"])
def test_an_option_that_a_command_does_not_take_is_refused_before_its_name_too(tmp_path: Path, typed: str) -> None:
    option, _, *name = typed.split()
    ended = Machine(tmp_path).run(*typed.split())
    assert ended.returncode == 2
    assert ended.stderr.endswith(f"Error: enroltui {' '.join(name)} takes no {option}.\n")


def test_the_language_holds_before_the_name_of_a_sandbox_too(tmp_path: Path) -> None:
    before = Machine(tmp_path).done("--lang", "nl", "tour", "list")
    assert before == Machine(tmp_path).done("tour", "list", "--lang", "nl")
    assert before != Machine(tmp_path).done("tour", "list")
    assert shipped_tour("search").title["nl"] in before


def test_the_keys_that_a_pages_help_names_are_the_pages_own() -> None:
    for page, (words, _) in page_helps().items():
        for code, text in words.items():
            named = set(re.findall(r"(?<![\w'’.“])([b-z])(?![\w'’.”-])", text))
            named |= set(re.findall(r"\b(a) (?:puts|applies|admits|zet|meld|laat|legt)\b", text))
            if page == "login":
                named.remove("s")  # with which numbers begin
            assert named <= set(keys(page)), f"{page} ({code})"


def test_where_a_class_has_its_details_by_a_key_is_told() -> None:
    [pages] = re.findall(r"in its details: `d` in (.*?) \|", told("docs/features.md"))
    shown = {PAGES[page].name for page in page_helps() if "details" in {*actions(page)}}
    assert set(re.split(r", | and ", pages)) == shown


def actions(page: str) -> Iterator[str]:
    """The actions that a page has for itself."""
    for room in page_class(page).__mro__:
        yield from (one.action for one in vars(room).get("BINDINGS", ()) if isinstance(one, Binding))
