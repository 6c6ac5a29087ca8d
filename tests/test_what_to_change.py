"""Each line of "What to change where" in `docs/architecture.md`, done on a copy of the program, and then tried there.

The line of the rules has a file of its own: `test_adding_a_rule.py`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.changed_copy import copy_of_the_program, insert, python
from tests.process import CHECKOUT

DUTCH = "enroltui/locale/nl/LC_MESSAGES/enroltui.po"
FILES = {
    "add a page": ("screens/", "navigation.py", "locale/en/help.md", "locale/nl/help.md"),
    "change a text, or add a question of the FAQ": ("data/leiden/texts/en/", "nl/"),
    "add a key": ("actions.py",),
    "add a command": ("commands/", "commands/root.py", "docs/commands.md"),
    "add a tour": ("tours/shipped/", "tours/known.py", "docs/tours.md"),
    "change the tables": ("models/", "migrations/versions/", "migrations/__init__.py", "python -m catalogue_maker"),
    "change a message": ("python -m enroltui.locale", "locale/nl/LC_MESSAGES/enroltui.po"),
}
"""The lines of the document, and the places that each names; the changes below are made there and nowhere else."""

PAGE = '''
"""The lecture halls."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from enroltui.actions import bindings
from enroltui.screens.page import Page
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words


class HallsPage(Page):
    """Where lectures are."""

    PAGE = "halls"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ring")]

    def content(self) -> ComposeResult:
        """Yield one line that tells how many there are."""
        yield Words(lambda language: language.text("There are three lecture halls."))

    def action_ring(self) -> None:
        """Say that the bell rings."""
        self.say(Tone.GOOD, lambda language: language.text("The bell rings."))
'''
COMMAND = '''
"""`enroltui halls`: how many lecture halls there are."""

from __future__ import annotations

import click

from enroltui.commands.options import in_visit
from enroltui.visit import Visit


@click.command()
@in_visit
def halls(visit: Visit) -> None:
    """Tell how many lecture halls there are."""
    click.echo(visit.language.text("There are three lecture halls."))
'''
TOUR = """
title.en = "The lecture halls"
title.nl = "De collegezalen"

[[step]]
en = "Number and password first."
nl = "Eerst nummer en wachtwoord."
page = "login"
"""
STEP = '''
"""A student may have a nickname."""

import sqlalchemy as sa
from alembic import op

revision = "{number:04}"
down_revision = "{before:04}"


def upgrade() -> None:
    op.add_column("student", sa.Column("nickname", sa.String()))
'''
IN_DUTCH = {
    "Lecture halls": "Collegezalen",
    "There are three lecture halls.": "Er zijn drie collegezalen.",
    "The bell rings.": "De bel gaat.",
    "ring": "bel",
    "Ring the bell.": "Laat de bel gaan.",
    "Tell how many lecture halls there are.": "Vertelt hoeveel collegezalen er zijn.",
    "look at them, withdraw": "bekijken, uitschrijven",
}

WALK = """
import asyncio, json, shutil, sys
from pathlib import Path
from enroltui.locale.messages import DUTCH, bring_up_to_date

said = {"new messages": sorted(bring_up_to_date())}
po = DUTCH.read_text(encoding="utf-8")
for english, dutch in json.loads(sys.argv[1]).items():
    po = po.replace(f'msgid "{english}"\\nmsgstr ""', f'msgid "{english}"\\nmsgstr "{dutch}"')
DUTCH.write_text(po, encoding="utf-8")
said["untranslated"] = bring_up_to_date()

from tests.process import Machine
from tests.registrar import world
from tests.screens import kit
home = Path("home")
home.mkdir()
database = (home / "world.db").absolute()
world.build(database)

async def walk(language):
    async with kit.app_on(database, login=world.ANNA, language=language) as pilot:
        await pilot.press("1")
        await kit.until_page(pilot, "self_service")
        yield "message", kit.running_text(pilot)
        await pilot.press("ctrl+p")
        await kit.type_text(pilot, "halls" if language == "en" else "collegezalen")
        await kit.until_shown(pilot, "Lecture halls" if language == "en" else "Collegezalen")
        await pilot.press("enter")
        await kit.until_page(pilot, "halls")
        yield "page", kit.running_text(pilot)
        await pilot.press("b")
        await kit.until_shown(pilot, "The bell rings." if language == "en" else "De bel gaat.")
        await pilot.press("f1")
        await kit.until_shown(pilot, "F1")
        yield "help", kit.running_text(pilot)
        await pilot.press("escape")
        pilot.app.go("faq")
        await kit.until_page(pilot, "faq")
        await kit.type_text(pilot, "umbrella" if language == "en" else "paraplu")
        await pilot.pause()
        yield "faq", kit.running_text(pilot)

async def walks():
    for language in ("en", "nl"):
        async for what, text in walk(language):
            said[f"{what} {language}"] = text

asyncio.run(walks())
machine = Machine(home.absolute(), ENROLTUI_DATABASE=str(database))
for language in ("en", "nl"):
    said[f"command {language}"] = machine.done("halls", "--lang", language)
    said[f"tours {language}"] = machine.done("tour", "list", "--lang", language)

import sqlite3
shutil.copy("catalogue.db", home / "older.db")
assert machine.run("classes", "27121", "--database", str((home / "older.db").absolute())).returncode == 0
from click.testing import CliRunner
from catalogue_maker.__main__ import main as make
made = CliRunner().invoke(make, [str(home / "made.db")])
assert made.exit_code == 0, made.output
for name in ("older.db", "made.db"):
    with sqlite3.connect(home / name) as connection:
        said[name] = [row[1] for row in connection.execute("PRAGMA table_info(student)")]
        said[f"{name} is"] = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    connection.close()
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the changed copy says, walked by keys and asked by commands."""
    copy = copy_of_the_program(tmp_path_factory.mktemp("changed"))
    package = copy / "enroltui"
    _add_a_page_and_a_key(package)
    _add_a_command(copy)
    _add_a_tour(package)
    _change_texts(package)
    _change_the_tables(package)
    ended = python(copy, "-c", WALK, json.dumps(IN_DUTCH))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    documents = python(copy, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/test_docs.py")
    return told | {"documents": documents.stdout, "documents hold": documents.returncode == 0}


def _add_a_page_and_a_key(package: Path) -> None:
    (package / "screens/halls.py").write_text(PAGE.lstrip(), encoding="utf-8")
    place = '        PageEntry("halls", N_("Lecture halls"), "self_service", "halls:HallsPage", EVERYBODY),\n'
    insert(package / "navigation.py", '        PageEntry("faq", ', place)
    for code, text in (("en", "Where lectures are given."), ("nl", "Waar colleges worden gegeven.")):
        help_file = package / f"locale/{code}/help.md"
        help_file.write_text(
            help_file.read_text(encoding="utf-8") + f"\n# halls\n\n{text}\n\n[FAQ](faq#umbrella)\n", encoding="utf-8"
        )
    key = '    Action("ring", ("b",), "b", N_("ring"), N_("Ring the bell.")),\n'
    insert(package / "actions.py", '    Action("details", ', key)


def _add_a_command(copy: Path) -> None:
    (copy / "enroltui/commands/halls.py").write_text(COMMAND.lstrip(), encoding="utf-8")
    insert(copy / "enroltui/commands/root.py", '    "hold": ', '    "halls": "halls",\n')
    insert(copy / "docs/commands.md", "## `enroltui hold`", "## `enroltui halls`\n\nTells how many there are.\n\n")


def _add_a_tour(package: Path) -> None:
    (package / "tours/shipped/halls.toml").write_text(TOUR.lstrip(), encoding="utf-8")
    known = package / "tours/known.py"
    known.write_text(known.read_text(encoding="utf-8").replace('"minor")', '"minor", "halls")'), encoding="utf-8")


def _change_texts(package: Path) -> None:
    texts = package / "data/leiden/texts"
    for code, question in (
        ("en", "## May I bring an umbrella? {#umbrella}\n\nYes, to every lecture.\n\n"),
        ("nl", "## Mag ik een paraplu meenemen? {#umbrella}\n\nJa, naar elk college.\n\n"),
    ):
        _first_question(texts / code / "faq.md", question)
    page = package / "screens/self_service.py"
    page.write_text(
        page.read_text(encoding="utf-8").replace('"see them, withdraw"', '"look at them, withdraw"'), encoding="utf-8"
    )


def _first_question(path: Path, question: str) -> None:
    before, _, after = path.read_text(encoding="utf-8").partition("## ")
    path.write_text(f"{before}{question}## {after}", encoding="utf-8")


def _change_the_tables(package: Path) -> None:
    people = package / "models/people.py"
    source = people.read_text(encoding="utf-8")
    at = source.index("class Student(")
    line = source.index("    student_number:", at)
    people.write_text(
        source[:line] + "    nickname: str | None = None\n" + source[line:],
        encoding="utf-8",
    )
    versions = package / "migrations/versions"
    before = max(int(path.stem[1:5]) for path in versions.glob("v0*.py"))
    step = STEP.lstrip().format(number=before + 1, before=before)
    (versions / f"v{before + 1:04}_nicknames.py").write_text(step, encoding="utf-8")
    head = package / "migrations/__init__.py"
    head.write_text(head.read_text(encoding="utf-8").replace(f"{before:04}", f"{before + 1:04}"), encoding="utf-8")


def test_the_document_has_these_lines_and_names_these_places() -> None:
    document = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = dict(
        re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", document.partition("## What to change where")[2], re.MULTILINE)
    )
    rows = {to: change for to, change in rows.items() if "`" in change}
    assert rows.keys() - FILES.keys() == {"add a rule"}
    for to, places in FILES.items():
        assert all(f"`{place}" in rows[to] for place in places), to


def test_a_new_page_is_found_by_name_shown_and_explained_in_both_languages(said: dict[str, Any]) -> None:
    assert "There are three lecture halls." in said["page en"]
    assert "Er zijn drie collegezalen." in said["page nl"]
    assert "Where lectures are given." in said["help en"]
    assert "Waar colleges worden gegeven." in said["help nl"]


def test_a_new_key_works_and_stands_in_the_key_line(said: dict[str, Any]) -> None:
    assert "b ring" in said["page en"]
    assert "b bel" in said["page nl"]
    assert "Ring the bell." in said["help en"]


def test_a_new_command_runs_in_both_languages_and_is_documented(said: dict[str, Any]) -> None:
    assert said["command en"] == "There are three lecture halls.\n"
    assert said["command nl"] == "Er zijn drie collegezalen.\n"
    assert said["documents hold"], said["documents"]


def test_a_new_tour_is_listed(said: dict[str, Any]) -> None:
    assert "The lecture halls" in said["tours en"]
    assert "De collegezalen" in said["tours nl"]


def test_a_new_question_is_found_in_the_faq(said: dict[str, Any]) -> None:
    assert "May I bring an umbrella?" in said["faq en"]
    assert "Mag ik een paraplu meenemen?" in said["faq nl"]


def test_a_changed_message_is_asked_for_in_dutch_and_then_shown(said: dict[str, Any]) -> None:
    assert "look at them, withdraw" in said["new messages"]
    assert said["untranslated"] == []
    assert "look at them, withdraw" in said["message en"]
    assert "bekijken, uitschrijven" in said["message nl"]


def test_a_new_column_is_in_older_databases_and_in_a_fresh_catalogue(said: dict[str, Any]) -> None:
    assert "nickname" in said["older.db"]
    assert "nickname" in said["made.db"]
    assert said["older.db is"] == said["made.db is"]
