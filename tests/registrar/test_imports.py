"""What screens import before the first paint brings no database library along: those cost more than Textual."""

from __future__ import annotations

import subprocess
import sys

import pytest

RULES = [f"enroltui.registrar.rules.{name}" for name in ("asking", "minors", "passwords", "ssh_keys")]
LATER = {"sqlalchemy", "sqlmodel", "alembic", "pydantic", "argon2"}


@pytest.mark.parametrize("module", ["enroltui.registrar.values", *RULES, "enroltui.errors"])
def test_screens_may_import_this_before_the_first_paint(module: str) -> None:
    code = f"import sys, {module}; print(*(name for name in sys.modules if '.' not in name))"
    imported = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert LATER.isdisjoint(imported)
