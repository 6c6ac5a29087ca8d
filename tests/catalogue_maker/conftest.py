"""Opens the shipped catalogue to read it. `test_build.py` proves it equal to a fresh build."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from enroltui.shipped import shipped_catalogue
from tests.catalogue_maker.reading import CourseLine, open_read_only
from tests.process import CHECKOUT

MINORS = {
    "4000MBDNEN",
    "4000MDASCN",
    "4000MCOADN",
    "4000MHUEVN",
    "4000MMODDN",
    "4000MMBION",
    "4000MQBION",
    "4000MSRBBN",
    "4000MDONTN",
    "4000MGEORN",
    "4042MALSTN",
}


@pytest.fixture(scope="session")
def shipped() -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(shipped_catalogue())) as connection:
        yield connection


@pytest.fixture(scope="session")
def course_lines() -> list[CourseLine]:
    """Return the lines of `courses.csv` that are courses: all but the minors themselves."""
    text = (CHECKOUT / "catalogue_maker/leiden/courses.csv").read_text(encoding="utf-8")
    return [CourseLine(**row) for row in csv.DictReader(text.splitlines()) if row["code"] not in MINORS]
