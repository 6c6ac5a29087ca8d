"""Reads the text sources in `catalogue_maker/leiden/`. Their columns are described in `docs/catalogue.md`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the lines of `leiden/NAME.csv`, each a dictionary by column name."""
    text = (Path(__file__).parent / "leiden" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(StringIO(text)))


def number(text: str) -> int | None:
    """Return the whole number that a cell holds; None where it is empty."""
    return int(text) if text else None


@dataclass(frozen=True)
class Programme:
    """A line of `programmes.csv`; `students` are the background students by study year, from year 1."""

    id: int
    slug: str
    kind: str
    career: str
    name_en: str
    name_nl: str
    number_prefix: str
    students: tuple[int, ...]


@cache
def programmes() -> tuple[Programme, ...]:
    """Return the 38 programmes in the seed page's order, with ids from 1."""
    return tuple(
        Programme(
            id=position,
            slug=row["slug"],
            kind=row["kind"],
            career=row["career"],
            name_en=row["name_en"],
            name_nl=row["name_nl"],
            number_prefix=row["number_prefix"],
            students=tuple(int(row[f"students_year_{year}"]) for year in (1, 2, 3)),
        )
        for position, row in enumerate(rows("programmes"), start=1)
    )


def programme(slug: str) -> Programme:
    """Return the programme with this slug. Raises KeyError where a text source names one that there is not."""
    return {known.slug: known for known in programmes()}[slug]


@dataclass(frozen=True)
class Minor:
    """A line of `minors.csv`: a minor as it is on offer in an academic year."""

    id: int
    programme: Programme
    academic_year: str
    code: str
    delft_code: str | None
    places: int
    places_outside: int | None
    way_in: str


@cache
def minors() -> tuple[Minor, ...]:
    """Return the minors on offer in the seed page's order, with ids from 1."""
    return tuple(
        Minor(
            id=position,
            programme=programme(row["programme"]),
            academic_year=row["academic_year"],
            code=row["code"],
            delft_code=row["delft_code"] or None,
            places=int(row["places"]),
            places_outside=number(row["places_outside"]),
            way_in=row["way_in"],
        )
        for position, row in enumerate(rows("minors"), start=1)
    )


def minor(slug: str) -> Minor:
    """Return the minor whose programme has this slug. Raises KeyError where there is none."""
    return {known.programme.slug: known for known in minors()}[slug]


@dataclass(frozen=True)
class Area:
    """A line of `areas.csv`: what the digits of a catalogue number say, and the building nearest to it."""

    number_prefix: str
    subject_area: str
    organisation: str
    home: str


def area(catalogue_number: str) -> Area:
    """Return the area of a catalogue number: the line with the longest prefix that fits."""
    fitting = [row for row in rows("areas") if catalogue_number.startswith(row["number_prefix"])]
    return Area(**max(fitting, key=lambda row: len(row["number_prefix"])))
