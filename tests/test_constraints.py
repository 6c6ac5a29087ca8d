"""What is installed does not change from one day to the next: exact versions, which the README's commands go by."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from itertools import chain
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.process import CHECKOUT

LINES = [line for line in (CHECKOUT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
EXACT = dict(line.split("==") for line in LINES)
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
DIRECT = [Requirement(line) for line in chain(PROJECT["dependencies"], *EXTRAS.values())]


def needed() -> set[str]:
    """Return what the program and its tests need here, with what that needs in turn."""
    found: set[str] = set()
    direct = map(Requirement, [*PROJECT["dependencies"], *EXTRAS["test"]])
    todo = [(wanted.name, wanted.extras) for wanted in direct if here(wanted)]
    while todo:
        name, extras = todo.pop()
        if canonicalize_name(name) not in found:
            found.add(canonicalize_name(name))
            for wanted in map(Requirement, distribution(name).requires or []):
                if any(here(wanted, extra) for extra in ("", *extras)):
                    todo.append((wanted.name, wanted.extras))
    return found


def here(requirement: Requirement, extra: str = "") -> bool:
    """Say whether it is wanted on this machine, with this extra."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def test_every_package_has_one_exact_version_and_no_host_is_named() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.]*", line)] == []
    assert sorted(EXACT) == [line.split("==")[0] for line in LINES]
    assert needed() - EXACT.keys() == set()


@pytest.mark.parametrize(
    "requirement", [needed for needed in DIRECT if needed.name != PROJECT["name"]], ids=lambda needed: needed.name
)
def test_each_exact_version_is_in_its_range_which_begins_at_one_that_was_tested(requirement: Requirement) -> None:
    assert requirement.specifier.contains(Version(EXACT[canonicalize_name(requirement.name)]))
    assert ">=" in str(requirement.specifier)


def test_both_commands_of_the_readme_go_by_them() -> None:
    commands = re.findall(r"^python3 -m venv .*$", (CHECKOUT / "README.md").read_text(), re.MULTILINE)
    assert len(commands) == 2
    assert all(".venv/bin/pip install -c constraints.txt " in command for command in commands)


def test_no_python_is_shut_out_that_is_newer() -> None:
    assert PROJECT["requires-python"] == ">=3.11"
