"""The documents say what is there: every command and option, every room, and no link into nothing."""

import re

import click

from tests.process import CHECKOUT
from tests.test_cli import commands

DOCUMENTS = [*sorted(CHECKOUT.glob("*.md")), *sorted((CHECKOUT / "docs").glob("*.md"))]


def test_every_command_and_option_is_documented() -> None:
    documented = (CHECKOUT / "README.md").read_text() + (CHECKOUT / "docs/commands.md").read_text()
    for name, command in commands():
        assert name in documented
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                for option in parameter.opts:
                    assert re.search(rf"(?<![\w-]){option}\b", documented), f"{name} {option}"


def test_every_room_stands_in_the_architecture_on_one_screen() -> None:
    house = (CHECKOUT / "docs/architecture.md").read_text().split("```")[1]
    named = set(re.findall(r"(?:[\w]+\.py|\w+(?=/))", house))
    package = {path.name for path in (CHECKOUT / "enroltui").iterdir() if path.name[0] not in "._"}
    rooms = {path.parent.name for path in (CHECKOUT / "enroltui").glob("*/*/__init__.py")}
    assert (package | rooms) - named == {"py.typed", "versions"}
    assert len(house.strip().splitlines()) <= 40


def test_each_feature_names_a_test_that_is_there() -> None:
    rows = re.findall(
        r"^\| .* `([\w/]+\.py)::(test_\w+)` \|$", (CHECKOUT / "docs/features.md").read_text(), re.MULTILINE
    )
    assert len(rows) >= 15
    for file, test in rows:
        assert f"def {test}(" in (CHECKOUT / "tests/screens" / file).read_text(), f"{file}::{test}"


def test_no_link_or_picture_leads_into_nothing() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document.read_text()):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"
