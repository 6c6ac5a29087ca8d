"""`docs/security.md` tells the rights as the code has them, each requirement once, and names tests that there are."""

from __future__ import annotations

import ast
import re

from tests import roles_table
from tests.process import CHECKOUT
from tests.roles_table import DOCUMENT

COUNTS = {
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of ASVS 5.0 has: they are its first ones."""
STANDINGS = {"holds", "partly", "no", "not applicable"}


def rows() -> list[list[str]]:
    text = DOCUMENT.read_text(encoding="utf-8")
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\| \d+\.\d+\.\d+ .*$", text, re.M)]


def test_the_rights_and_pages_are_those_of_the_code() -> None:
    assert roles_table.written() == roles_table.tables()


def test_each_requirement_stands_there_once_with_its_standing_and_proof() -> None:
    wanted = [f"{section}.{number}" for section, count in COUNTS.items() for number in range(1, count + 1)]
    assert [row[0] for row in rows()] == wanted
    for number, words, standing, proof in rows():
        assert words, number
        assert standing in STANDINGS, number
        assert proof, number


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOCUMENT.read_text(encoding="utf-8"))
    assert named
    for file, name in named:
        tree = ast.parse((CHECKOUT / file).read_text(encoding="utf-8"))
        functions = {one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert name in functions, f"{file}::{name}"
