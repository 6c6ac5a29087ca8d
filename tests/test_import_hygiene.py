"""The first paint loads no database, the plain commands and the registrar no screens, and no package hands names on."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.process import CHECKOUT

FIRST_PAINT = "enroltui.cli, enroltui.app"


@cache
def modules_after(imports: str) -> tuple[str, ...]:
    """Return all modules that are loaded after these imports, in a process of its own."""
    code = f"import sys, {imports}\nprint(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=True)
    return tuple(ended.stdout.split())


def loaded_by(imports: str) -> set[str]:
    """Return the top-level packages that are loaded after these imports."""
    return {name.split(".")[0] for name in modules_after(imports)}


@pytest.mark.parametrize("imports", [FIRST_PAINT, "enroltui.commands.root"])
def test_the_login_page_is_painted_without_any_database_library(imports: str) -> None:
    assert not loaded_by(imports) & {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "babel", "argon2"}


def test_the_login_page_is_painted_without_the_commands_the_texts_and_the_registrars_facts() -> None:
    late = (
        "enroltui.registrar.", "enroltui.sentences", "enroltui.texts", "enroltui.commands",
        "click", "markdown_it", "sqlite3",
    )  # fmt: skip
    assert [name for name in modules_after(FIRST_PAINT) if name.startswith(late)] == []


@pytest.mark.parametrize("imports", ["enroltui.commands.root", "enroltui.registrar.registrar", "catalogue_maker.build"])
def test_without_screens_no_textual_is_loaded(imports: str) -> None:
    assert "textual" not in loaded_by(imports)


def test_the_registrar_comes_without_what_only_some_commands_need() -> None:
    loaded = modules_after("enroltui.commands.students, enroltui.registrar.registrar")
    late = (
        "alembic",
        "asyncssh",
        "babel",
        "icalendar",
        "prometheus_client",
        "psycopg",
        "sqlalchemy.dialects.postgresql",
    )
    assert [name for name in loaded if name.startswith(late)] == []


def test_the_registrar_makes_no_password_hash_when_it_is_imported() -> None:
    code = "import argon2\nargon2.PasswordHasher.hash = None\nimport enroltui.registrar.registrar"
    subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=True)


def test_no_rubbish_is_looked_for_in_what_the_registrars_libraries_make(small: Path) -> None:
    code = (
        "import gc, sys\nfrom pathlib import Path\nfrom enroltui.settings import open_registrar\n"
        "looks = []\ngc.callbacks.append(lambda phase, about: looks.append(phase))\n"
        "open_registrar(Path(sys.argv[1])).close()\nprint(len(looks), gc.isenabled(), gc.get_freeze_count() > 100_000)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(small)], capture_output=True, text=True, cwd=CHECKOUT, check=True
    )
    looks, *after = ended.stdout.split()
    assert int(looks) < 100  # hundreds otherwise
    assert after == ["True", "True"]


def test_no_package_hands_on_what_its_modules_have() -> None:
    package = CHECKOUT / "enroltui"
    faces = {
        str(path.relative_to(package))
        for path in package.rglob("__init__.py")
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(ast.parse(path.read_bytes())))
    }
    assert faces == set()


@pytest.mark.parametrize(
    ("folder", "never"), [("kit", ("tests", "benchmarks")), ("benchmarks", ("tests",)), ("tests", ("benchmarks",))]
)
def test_tests_and_benchmarks_share_the_kit_and_not_each_other(folder: str, never: tuple[str, ...]) -> None:
    importing = [
        str(path)
        for path in (CHECKOUT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in never
    ]
    of_benchmarks = str(CHECKOUT / "tests" / "benchmarks")
    assert [path for path in importing if not path.startswith(of_benchmarks)] == []
