"""How much of the service one person, one address and all together may take; each limit is an option of `serve`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from enroltui.language import N_

MEBIBYTE = 1024 * 1024


def _limit(default: float, meaning: str, *, least: int = 0) -> Any:
    return field(default=default, metadata={"help": meaning, "least": least})


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit with its default. The metadata's `help` is the option's help, `least` the least that makes sense."""

    login_time: int = _limit(30, N_("Seconds in which one has to log in and open a session."), least=1)
    tries: int = _limit(6, N_("Passwords and keys that one connection may try."), least=1)
    lock_after: int = _limit(10, N_("Wrong passwords in a row, of one account from one address, before a lock."))
    lock_time: int = _limit(600, N_("Seconds that such a lock lasts. A right key is let in all the same."))
    slow_after: int = _limit(
        100, N_("Wrong passwords from one address in that time, of any accounts, before it is slowed down."), least=1
    )
    total_connections: int = _limit(
        6000, N_("Connections at once, of all together; fewer where open files are limited (ulimit -n)."), least=1
    )
    guests: int = _limit(320, N_("Of these, guests: they watch presentations or try the demo."))
    connections: int = _limit(100, N_("Connections from one address at once; a campus may share one."))
    half_open: int = _limit(30, N_("Connections from one address that have not logged in yet."))
    drop_from: int = _limit(100, N_("Connections not logged in from which on some new ones are dropped."))
    drop_all: int = _limit(400, N_("Connections not logged in from which on every new one is dropped."))
    sessions: int = _limit(300, N_("Places: people inside at once. Who comes then waits in line."))
    account_sessions: int = _limit(3, N_("Sessions that one account may have at once."))
    waiting: int = _limit(5000, N_("People who may wait in line."))
    place_kept: int = _limit(
        600, N_("Seconds that a place in line is kept after a broken line, or when one's turn came.")
    )
    input_rate: int = _limit(
        400, N_("Bytes of keys a second that one session may send for long; more is slowed down."), least=1
    )
    input_burst: int = _limit(4096, N_("Bytes of keys that it may send at once."))
    output_buffer: int = _limit(262144, N_("Bytes that may wait for a slow terminal, before frames are left out."))
    idle_time: int = _limit(
        1200, N_("Seconds without a key after which a session ends; one is warned a minute before."), least=1
    )
    longest_life: int = _limit(
        43200, N_("Seconds that a session may last, also while it is used; one is warned five minutes before."), least=1
    )
    memory: int = _limit(1536, N_("MiB of the whole service from which on newcomers wait in line; 0: no such limit."))
    demos: int = _limit(20, N_("Guests who try the demo at once, each on a copy of the shipped data of their own."))
    watchers: int = _limit(300, N_("Guests who watch presentations at once."))
    password_checks: int = _limit(2, N_("Passwords that are checked at the same time."), least=1)

    @property
    def descriptors(self) -> int:
        """Return the number of file descriptors that all connections and the demo's copies may need."""
        return self.total_connections + self.demos * OF_A_COPY

    def within(self, descriptors: int) -> Limits:
        """Return these limits as far as so many file descriptors allow, for connections and the demo's copies.

        At most a third of the connections are guests, and a third not logged in: the rest is left to people with an
        account.
        """
        demos = min(self.demos, descriptors // 3 // OF_A_COPY)
        total = min(self.total_connections, descriptors - demos * OF_A_COPY)
        third = total // 3
        return replace(
            self,
            demos=demos,
            total_connections=total,
            guests=min(self.guests, third),
            drop_from=min(self.drop_from, third // 2),
            drop_all=min(self.drop_all, third),
        )


OF_A_COPY = 18
"""File descriptors that a sandbox may need: each of the threads may have its file and the log of it open."""
LONGEST_DELAY = 16.0
"""Seconds that an answer to a login is held back at most: well within the time to log in."""


class InputRate:
    """Limits the rate of a session's input by a token bucket (a store of bytes that is filled steadily)."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._rate, self._burst = limits.input_rate, limits.input_burst
        self._left, self._at = float(self._burst), now

    def take(self, count: int, now: float) -> float:
        """Count bytes that have come; the seconds in which no more should be read, 0.0 where there is room left."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate) - count
        self._at = now
        return max(0.0, -self._left / self._rate)
