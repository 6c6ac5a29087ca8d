"""Finds tours: the shipped ones, and those that staff have put in the tours folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from enroltui.tours.reading import TourError, read_tour
from enroltui.tours.tour import Tour

SUFFIX = ".toml"
SHIPPED = ("search", "class-number", "withdraw", "waiting-list", "minor")
LARGEST = 100_000
"""Bytes of the largest file that is read as a tour."""


def tours_folder() -> Path:
    """Return the folder in which staff put tours of their own; it need not exist."""
    return user_data_path("enroltui", appauthor=False) / "tours"


def known_tours() -> dict[str, Tour]:
    """Return all tours by name: the shipped ones, then those of the tours folder. Files with mistakes are left out."""
    tours = {name: shipped_tour(name) for name in SHIPPED}
    for path in sorted(tours_folder().glob(f"*{SUFFIX}")):
        try:
            tours[path.stem] = tour_file(path)
        except (TourError, OSError, ValueError):
            continue  # `enroltui tour check` tells why
    return tours


def shipped_tour(name: str) -> Tour:
    """Return the shipped tour of this name, which is one of SHIPPED."""
    return read_tour(name, (files("enroltui.tours") / "shipped" / f"{name}{SUFFIX}").read_text(encoding="utf-8"))


def tour_file(path: Path) -> Tour:
    """Read the tour in a file.

    Raise TourError if it has mistakes, OSError if it can't be read, ValueError if it is no UTF-8 or too long.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(path)
    return read_tour(path.stem, content.decode())
