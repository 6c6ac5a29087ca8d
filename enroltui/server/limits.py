"""How much of the service one person, one address and all together may take; each limit is an option of `serve`."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from ipaddress import ip_address, ip_network
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
        """File descriptors that all connections and the demo's copies may need."""
        return self.total_connections + self.demos * OF_A_COPY

    def within(self, descriptors: int) -> Limits:
        """These limits as far as so many file descriptors allow, which are for connections and the demo's copies.

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
FIRST_DROPPED = 0.3
"""Of the new connections at `drop_from`, which grows to all of them at `drop_all`: as sshd's MaxStartups."""
LONGEST_DELAY = 16.0
"""Seconds that an answer is held back at most: well within the time to log in."""


class Door:
    """Counts the connections, by address and by account: whether one more may come in."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: Counter[str] = Counter()
        self._half_open: Counter[str] = Counter()
        self._of_account: Counter[str] = Counter()
        self._chance = random.random
        self.guests = 0
        """Connections of guests."""

    @property
    def half_open(self) -> int:
        """Connections that have not logged in yet."""
        return self._half_open.total()

    @property
    def connections(self) -> int:
        """All connections."""
        return self._open.total()

    @property
    def has_room(self) -> bool:
        """Whether there may be one more connection at all, from anywhere."""
        return self.connections < self._limits.total_connections

    def lets_in(self, address: str) -> bool:
        """Whether a new connection is let in; it is then counted until `left`."""
        limits, half_open, network = self._limits, self.half_open, counted_as(address)
        if self._open[network] >= limits.connections or self._half_open[network] >= limits.half_open:
            return False
        if half_open >= limits.drop_from:
            beyond = (half_open - limits.drop_from) / max(1, limits.drop_all - limits.drop_from)
            if self._chance() < FIRST_DROPPED + (1 - FIRST_DROPPED) * beyond:
                return False
        self._open[network] += 1
        self._half_open[network] += 1
        return True

    def takes_guest(self) -> bool:
        """Whether one of the connections may log in as a guest."""
        return self.guests < self._limits.guests

    def logged_in(self, address: str, account: str | None) -> bool:
        """One of its connections has logged in, a guest's where there is no account; whether it may stay.

        An account may have twice as many connections as sessions: the first too many are told so on their terminals.
        """
        self._one_less(self._half_open, counted_as(address))
        if account is None:
            self.guests += 1
            return self.guests <= self._limits.guests
        self._of_account[account] += 1
        return self._of_account[account] <= 2 * self._limits.account_sessions

    def left(self, address: str, *, logged_in: bool, account: str | None = None) -> None:
        """A connection that was let in is gone."""
        self._one_less(self._open, counted_as(address))
        if not logged_in:
            self._one_less(self._half_open, counted_as(address))
        elif account is None:
            self.guests -= 1
        else:
            self._one_less(self._of_account, account)

    @staticmethod
    def _one_less(counter: Counter[str], name: str) -> None:
        counter[name] -= 1
        if counter[name] <= 0:
            del counter[name]


def counted_as(address: str) -> str:
    """What an address is counted as: with IPv6 its network of 64 bits, as every machine has as many addresses."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ip_network((parsed, 64), strict=False))


class InputRate:
    """A bucket of bytes that fills steadily: how long a session has to wait before more of its keys are taken."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._rate, self._burst = limits.input_rate, limits.input_burst
        self._left, self._at = float(self._burst), now

    def take(self, count: int, now: float) -> float:
        """Take bytes that have come; seconds to take no more, 0.0 where there is room left."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate) - count
        self._at = now
        return max(0.0, -self._left / self._rate)
