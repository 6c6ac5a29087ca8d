"""Whether one more connection may come in: they are counted by address and by account."""

from __future__ import annotations

import random
from collections import Counter
from ipaddress import ip_address, ip_network

from enroltui.server.limits import Limits

FIRST_DROPPED = 0.3
"""The share of new connections dropped at `drop_from`, which grows to all at `drop_all`, as with sshd's MaxStartups."""


class ConnectionLimiter:
    """Counts the connections of each address and account, and lets one more in while the limits allow it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: Counter[str] = Counter()
        self._half_open: Counter[str] = Counter()
        self._of_account: Counter[str] = Counter()
        self._chance = random.random
        self.guests = 0
        """The number of guests' connections."""

    @property
    def half_open(self) -> int:
        """Return the number of connections that have not logged in yet."""
        return self._half_open.total()

    @property
    def connections(self) -> int:
        """Return the number of all connections."""
        return self._open.total()

    @property
    def has_room(self) -> bool:
        """Return whether there may be one more connection, from whatever address."""
        return self.connections < self._limits.total_connections

    def lets_in(self, address: str) -> bool:
        """Count a new connection until it has `left`, if the limits allow it; whether they do."""
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
        """Return whether one of the connections may log in as a guest."""
        return self.guests < self._limits.guests

    def logged_in(self, address: str, account: str | None) -> bool:
        """Note that one of the address's connections has logged in, as a guest without an account; whether it may stay.

        An account may have twice as many connections as sessions: the first too many are told so on their terminals.
        """
        self._one_less(self._half_open, counted_as(address))
        if account is None:
            self.guests += 1
            return self.guests <= self._limits.guests
        self._of_account[account] += 1
        return self._of_account[account] <= 2 * self._limits.account_sessions

    def left(self, address: str, *, logged_in: bool, account: str | None = None) -> None:
        """Count a connection no more: it was let in, and is gone."""
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
    """Return the name by which an address is counted: for IPv6 its network of 64 bits, which one machine may have."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ip_network((parsed, 64), strict=False))
