"""Reads the catalogue's tables as they are, without the code that wrote them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from enroltui.terms import AMSTERDAM


@dataclass(frozen=True)
class CourseLine:
    """A line of `courses.csv`."""

    programme: str
    kind: str
    year: str
    code: str
    title_en: str
    title_nl: str
    ec: str
    level: str
    semester: str
    source: str

    @property
    def credits(self) -> int | None:
        return int(self.ec) if self.ec else None


def open_read_only(path: Path) -> sqlite3.Connection:
    """Return a connection that can't write; its rows have their columns by name."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def moment(text: str) -> datetime:
    """Return in Europe/Amsterdam the moment that the database keeps in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(AMSTERDAM)
