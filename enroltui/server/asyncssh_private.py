"""All uses of what asyncssh keeps private or has no public hook for, each with its reason.

They were seen in the version that `SEEN_IN` names. `tests/server/test_asyncssh_private.py` fails when one of them goes.
"""

from __future__ import annotations

from collections.abc import Callable

import asyncssh

from enroltui.server.terminal import LONGEST_VALUE, is_known

SEEN_IN = "2.24.1"
"""The version of asyncssh in which these names were looked up."""
MOST_VARIABLES = 20
"""Variables that a client may send."""


class KnownVariables(dict[bytes, bytes]):
    """The environment of a channel, which takes only a few short variables of those that count here."""

    def __setitem__(self, name: bytes, value: bytes) -> None:
        known = is_known(name.decode("ascii", "replace"))
        if known and len(self) < MOST_VARIABLES and len(value) <= LONGEST_VALUE:
            super().__setitem__(name, value)


def limit_environment(channel: asyncssh.SSHServerChannel[bytes]) -> None:
    """Let a client fill no memory by variables: asyncssh keeps all that it sends, and asks nobody."""
    channel._env = KnownVariables()


def watch_socket(channel: asyncssh.SSHServerChannel[bytes], full: Callable[[], None], read: Callable[[], None]) -> None:
    """Call `full` when the client reads its socket no more, and `read` when it does again.

    A connection is the asyncio protocol of its socket, whose two callbacks asyncssh leaves undone: what is sent would
    pile up.
    """
    for name, tell in (("pause_writing", full), ("resume_writing", read)):
        setattr(channel.get_connection(), name, tell)


def take_passwords_as_typed() -> None:
    """Let passwords come as the client sends them: the registrar brings all of them into one spelling.

    asyncssh applies SASLprep (RFC 4013), whose Unicode of 2002 has no emoji: it ends the connection of whoever has one
    in their password, or sends a line end along.
    """
    setattr(asyncssh.auth, "saslprep", str)  # noqa: B010 - which asyncssh imports there for itself
