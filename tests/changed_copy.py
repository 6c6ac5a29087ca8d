"""A copy of the program in which tests change its files, as somebody who works on it would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kit.patience import PATIENCE
from tests.process import CHECKOUT

FOLDERS = ("enroltui", "tests", "kit", "docs", "catalogue_maker")


def copy_of_the_program(folder: Path) -> Path:
    """Copy the program, its tests and its documents into a folder, and return that."""
    leave = shutil.ignore_patterns("__pycache__", "__snapshots__")
    for name in FOLDERS:
        shutil.copytree(CHECKOUT / name, folder / name, ignore=leave)
    for name in (path.name for path in CHECKOUT.iterdir() if path.is_file()):
        shutil.copy(CHECKOUT / name, folder)
    return folder


def insert(path: Path, before: str, text: str) -> None:
    """Write a text into a file, before the one line that begins with `before`."""
    source = path.read_text(encoding="utf-8")
    assert source.count(f"\n{before}") == 1, f"{path}: {before}"
    path.write_text(source.replace(f"\n{before}", f"\n{text}{before}"), encoding="utf-8")


def python(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy, from its folder."""
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTEST_ADDOPTS": ""},
        check=False,
        timeout=PATIENCE,
    )
