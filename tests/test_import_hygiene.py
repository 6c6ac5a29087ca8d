"""What may be loaded when: the first paint needs no database, the plain commands and the registrar no screens."""

import subprocess
import sys
from functools import cache

import pytest

from tests.process import CHECKOUT

FIRST_PAINT = "enroltui.cli, enroltui.app"


@cache
def modules_after(imports: str) -> tuple[str, ...]:
    """All modules that are loaded after these imports, in a process of its own."""
    code = f"import sys, {imports}\nprint(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=True)
    return tuple(ended.stdout.split())


def loaded_by(imports: str) -> set[str]:
    """The top-level packages that are loaded after these imports."""
    return {name.split(".")[0] for name in modules_after(imports)}


@pytest.mark.parametrize("imports", [FIRST_PAINT, "enroltui.commands.root"])
def test_the_login_page_is_painted_without_any_database_library(imports: str) -> None:
    assert not loaded_by(imports) & {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "babel", "argon2"}


def test_the_login_page_is_painted_without_the_commands_and_the_registrars_facts() -> None:
    late = ("enroltui.registrar.", "enroltui.sentences", "enroltui.commands", "click", "sqlite3")
    assert [name for name in modules_after(FIRST_PAINT) if name.startswith(late)] == []


@pytest.mark.parametrize(
    "imports", ["enroltui.commands.root", "enroltui.registrar.registrar", "enroltui.catalogue.build"]
)
def test_without_screens_no_textual_is_loaded(imports: str) -> None:
    assert "textual" not in loaded_by(imports)
