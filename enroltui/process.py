"""Which run of the program this is, and where: for what it leaves behind in a database that others share."""

from __future__ import annotations

import os
from functools import cache


@cache
def host() -> str:
    """Return the name of this machine."""
    import socket  # after the first paint

    return socket.gethostname()


def this_run() -> str:
    """Return the number of this process with random letters, as numbers are given out again."""
    return _run(os.getpid())


def local_address() -> str:
    """Return from where somebody logs in who runs the program themselves: the system's user and machine."""
    return f"{system_user()}@{host()}"


def system_user() -> str:
    """Return the operating system's name for who runs this, or its number for one without a name."""
    import getpass

    try:
        return getpass.getuser().encode("utf-8", "replace").decode()  # a variable may hold bytes that are no text
    except (KeyError, ImportError, OSError):
        return str(os.getuid())


@cache
def _run(number: int) -> str:
    import secrets

    return f"{number}-{secrets.token_hex(4)}"
