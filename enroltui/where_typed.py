"""What somebody typed as a database, or wrote into the environment, made a path or a URL that can be relied on."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

from enroltui.errors import Address, BadAddress
from enroltui.where import KEY_VALUES, SCHEME, Where

_OURS = ("postgresql", "postgres", "postgresql+psycopg")
_OF_FILES = ("sqlite", "file")
_HALF_A_URL = re.compile(r"//.*@|^[^./][^/]*:.*@")
_PARTS = re.compile(r"//(?P<credentials>[^@/?]*@)?(?P<hosts>[^@/?]*)(?P<name>/[^@?]*)?(?:\?(?P<options>.*))?")
_HOST = r"(?: \[ [0-9a-f:.]+ \] | [\w.%-]* ) (?: : \d+ )?"
_HOSTS = re.compile(rf"{_HOST} (?: , {_HOST} )*", re.VERBOSE | re.IGNORECASE)


def where(typed: str) -> Where:
    """Return a path as it was typed, or a URL of ours. Raises BadAddress, in which nothing of a password is.

    Blanks and quotes around a URL are left out: not everything that reads variables from a file takes quotes away.
    """
    named = typed.strip().strip("\"'").strip()
    if not named:
        raise BadAddress(Address.BLANK)
    scheme = SCHEME.match(named)
    if scheme is None:
        if KEY_VALUES.search(named):
            raise BadAddress(Address.KEY_VALUES)
        if _HALF_A_URL.search(named):
            raise BadAddress(Address.MALFORMED)
        return Path(typed)
    name = (scheme["name"] or scheme["known"]).lower()
    if name not in _OURS:
        raise BadAddress(Address.OF_A_FILE if name in _OF_FILES else Address.OTHER_KIND, name)
    return _read(named[scheme.end() :])


def _read(rest: str) -> str:
    """Return the URL, from what stands behind its scheme; as libpq reads it."""
    from psycopg import ProgrammingError  # by whoever has a server only, as SQLAlchemy
    from psycopg.conninfo import conninfo_to_dict
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    parts = _PARTS.fullmatch(rest)
    if parts is None or not _HOSTS.fullmatch(parts["hosts"]):
        raise BadAddress(Address.MALFORMED)
    hosts, options = parts["hosts"], parts["options"] or ""
    try:
        # Hosts and options stay as libpq takes them: several hosts, and a plus that is no blank.
        url = make_url(f"postgresql://{parts['credentials'] or ''}{parts['name'] or ''}")
        read = _written(url.username, url.password, hosts, url.database, options)
        conninfo_to_dict(read)
    except (ArgumentError, ProgrammingError, ValueError):
        raise BadAddress(Address.MALFORMED) from None  # what they say repeats what was typed
    return read


def _written(user: str | None, password: object, hosts: str, name: str | None, options: str) -> str:
    credentials = quote(user or "", safe="")
    if password is not None:
        credentials += f":{quote(str(password), safe='')}"
    pairs = [option.partition("=") for option in options.split("&") if option]
    rest = "&".join(f"{key}={quote(unquote(value), safe='/,+:')}" for key, _, value in pairs)
    return f"postgresql://{credentials}{'@' if credentials else ''}{hosts}/{quote(name or '', safe='')}" + (
        f"?{rest}" if rest else ""
    )
