"""Where a database is: an SQLite file by its path, or a database on a PostgreSQL server by its URL."""

from __future__ import annotations

import re
from pathlib import Path

Where = Path | str
"""A path is a file's; a string is a URL, as libpq reads it: postgresql://user:password@host:port/name?option=value.

What somebody typed is made one by `where_typed`; in its user, password and name all odd characters are written as %XX.
"""

SCHEME = re.compile(
    r"""
    (?P<name> [a-z] [a-z0-9+._-]+ ) : (?= / )
    | (?P<known> (?: postgres(?:ql)? | mysql | mariadb | oracle | mssql | sqlite | file | jdbc ) (?: \+ \w+ )? ) :
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What a URL begins with."""
KEY_VALUES = re.compile(r"(?:^|\s)(?:host|hostaddr|port|dbname|user|password|passfile|service|ssl\w+)\s*=")
"""What stands in libpq's other form, key=value."""

_URL = re.compile(
    r"""
    postgres(?:ql)?://
    (?: (?P<user> [^:@/?#\s]* ) (?: : [^:@/?#\s]* )? @ )?
    (?P<hosts> [^@/?#\s]* )
    (?P<name> / [^:@/?#\s]* )?
    (?: \? (?P<options> [^@#\s]* ) )?
    """,
    re.VERBOSE,
)
_SHOWN_OPTIONS = ("host", "hostaddr", "port", "user", "dbname", "service", "sslmode", "connect_timeout")


def shown(place: Where) -> str:
    """Return a place as anybody may see it: of a URL only what can be no secret."""
    if isinstance(place, Path):
        return _shown_name(str(place))
    url = _URL.fullmatch(place)
    if url is None:
        return "postgresql://…"
    user = f"{url['user']}@" if url["user"] else ""
    options = [option for option in (url["options"] or "").split("&") if option.partition("=")[0] in _SHOWN_OPTIONS]
    return f"postgresql://{user}{url['hosts']}{url['name'] or ''}{'?' if options else ''}{'&'.join(options)}"


def _shown_name(name: str) -> str:
    """Of a file's name; but where somebody typed a URL for a file, nothing of its password."""
    if url := SCHEME.match(name.lstrip(" \t\"'")):
        return f"{url[0]}…"
    return "…" if KEY_VALUES.search(name) else name
