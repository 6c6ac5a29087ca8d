"""The tours that there are: the shipped ones, and those that staff have put in the tours folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from enroltui.tours.reading import TourError, read_tour
from enroltui.tours.tour import Tour

SUFFIX = ".toml"
SHIPPED = ("search", "class-number", "withdraw", "waiting-list", "minor")
LARGEST = 100_000
"""Bytes: what is longer is no tour."""


def tours_folder() -> Path:
    """Where staff put tours of their own; it need not be there."""
    return user_data_path("enroltui", appauthor=False) / "tours"


def known_tours() -> dict[str, Tour]:
    """All tours by name: the shipped ones, then those of the tours folder. What is no tour there is left out."""
    tours = {name: shipped_tour(name) for name in SHIPPED}
    for path in sorted(tours_folder().glob(f"*{SUFFIX}")):
        try:
            tours[path.stem] = tour_file(path)
        except (TourError, OSError, ValueError):
            continue  # `enroltui tour check` tells why
    return tours


def shipped_tour(name: str) -> Tour:
    """One of SHIPPED."""
    return read_tour(name, (files("enroltui.tours") / "shipped" / f"{name}{SUFFIX}").read_text(encoding="utf-8"))


def tour_file(path: Path) -> Tour:
    """The tour in a file. TourError; OSError where it can't be read; ValueError where it is no UTF-8 or too long."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(path)
    return read_tour(path.stem, content.decode())
