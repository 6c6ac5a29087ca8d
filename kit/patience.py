"""Say how long a test waits for what has to happen: a limit against hanging for ever, not a measurement.

No test is decided by how busy the machine is: it waits for a condition. Whoever looks for a fault may set
ENROLTUI_TEST_PATIENCE to fewer seconds, so that a condition that never comes fails sooner.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

PATIENCE = float(os.environ.get("ENROLTUI_TEST_PATIENCE", "900"))
"""A test waits so many seconds for a condition before it counts as hanging."""

UNHURRIED = (
    "enroltui.app.EVERY",
    "enroltui.database.postgresql.IDLE_TIME",
    "enroltui.database.postgresql.STATEMENT_TIME",
    "enroltui.letters.post.PATIENCE",
    "enroltui.server.guests.CODE_TIME",
    "enroltui.server.session.CLOSING",
    "enroltui.presenting.help_sessions.ANSWER_TIME",
    "enroltui.presenting.player.PATIENCE",
)
"""Here the program itself gives up, or begins something, after some seconds that no test means to be about."""
AMONG_WRITERS = (
    "enroltui.database.postgresql.IDLE_TIME",
    "enroltui.database.postgresql.PATIENCE",
    "enroltui.database.postgresql.STATEMENT_TIME",
    "enroltui.database.sqlite.BUSY_TIMEOUT",
)
"""Here it gives up waiting for others who write: long only where a test lets many write at once."""


def wait_long(patch: pytest.MonkeyPatch, names: Iterable[str]) -> None:
    """Give each of these times of the program the patience of a test."""
    for name in names:
        patch.setattr(name, PATIENCE)
