"""What a database of this version has to hold, and what of it one lacks; the same on both kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from enroltui.errors import DatabaseUnusable, Unusable
from enroltui.migrations import HEAD
from enroltui.models.schema import metadata
from enroltui.where import Where

TRIGGERS = ("meeting_number", "meeting_changes", "meeting_cancelled")
VERSION = "alembic_version"
_REVISION = re.compile(r"\d{4}", re.ASCII)

_TABLES = metadata.tables.values()
EXPECTED = {
    f"table {VERSION}": VERSION,
    **{f"table {table.name}": table.name for table in _TABLES},
    **{f"column {table.name}.{column.name}": table.name for table in _TABLES for column in table.columns},
    **{f"index {index.name}": table.name for table in _TABLES for index in table.indexes},
    **dict.fromkeys((f"trigger {name}" for name in TRIGGERS), "meeting"),
}
"""Each part by its kind and name, as SQL has them, and the table that it is or belongs to."""


def check_version(revision: str, where: Where) -> None:
    """Look whether a schema's revision is this version's. Raises DatabaseUnusable."""
    if revision > HEAD:
        raise DatabaseUnusable(Unusable.NEWER, where)
    if not _REVISION.fullmatch(revision):
        raise DatabaseUnusable(Unusable.INCOMPLETE, where, f"table {VERSION}")
    if revision < HEAD:
        raise DatabaseUnusable(Unusable.OLDER, where)


def check_complete(found: Iterable[str], where: Where, also: Mapping[str, str]) -> None:
    """Look whether all of EXPECTED is there, and what one kind has `also`. Raises DatabaseUnusable with what is not.

    What belongs to a missing table is not told too.
    """
    expected = {**EXPECTED, **also}
    missing = expected.keys() - set(found)
    told = [part for part in missing if part.startswith("table ") or f"table {expected[part]}" not in missing]
    if missing:
        raise DatabaseUnusable(Unusable.INCOMPLETE, where, ", ".join(sorted(told)))
