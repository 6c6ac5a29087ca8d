"""What screens import before the first paint brings no database library along: those cost more than Textual."""

from __future__ import annotations

import subprocess
import sys
from pkgutil import iter_modules

import pytest

from enroltui.registrar import rules, values

PLAIN = [
    f"{package.__name__}.{module.name}" for package in (rules, values) for module in iter_modules(package.__path__)
]
LATER = {"sqlalchemy", "sqlmodel", "alembic", "pydantic", "argon2"}


@pytest.mark.parametrize("modules", [", ".join(PLAIN), "enroltui.errors"])
def test_screens_may_import_this_before_the_first_paint(modules: str) -> None:
    code = f"import sys, {modules}; print(*(name for name in sys.modules if '.' not in name))"
    imported = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert LATER.isdisjoint(imported)
