"""Where a database is: an SQLite file by its path, or a database on a PostgreSQL server by its URL."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

Where = Path | str
"""A path is a file's; a string is a URL, as libpq reads it: postgresql://user:password@host:port/name?option=value."""

_SCHEMES = ("postgresql://", "postgres://")


def where(typed: str) -> Where:
    """What somebody typed, or wrote into the environment."""
    return typed if typed.startswith(_SCHEMES) else Path(typed)


def shown(place: Where) -> str:
    """As it may be shown to anybody: a URL without its password."""
    if isinstance(place, Path):
        return str(place)
    try:
        parts = urlsplit(place)
        user, at, host = parts.netloc.rpartition("@")
        options = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("password", "sslpassword")]
    except ValueError:
        return _SCHEMES[0]
    netloc = f"{user.partition(':')[0]}{at}{host}"
    return urlunsplit((parts.scheme, netloc, parts.path, urlencode(options, safe="/"), "")) or place
