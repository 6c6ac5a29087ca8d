"""What every desk works with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from enroltui.clock import real_now


class Desk:
    """A part of the registrar: one database, and the real clock (aware), by which limits and the audit trail go."""

    def __init__(self, engine: Engine, real_clock: Callable[[], datetime] = real_now) -> None:
        self._engine = engine
        self._real_clock = real_clock
