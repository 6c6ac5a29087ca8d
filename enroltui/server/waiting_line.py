"""Who is inside, and who waits for a place: first come, first served, staff first. It knows no clock and no network."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from operator import attrgetter

LAST_TURNS = 20
"""The number of latest turns by which the waiting time is estimated."""


@dataclass(slots=True, eq=False)
class Ticket:
    """An account's place in line, and later its place inside."""

    account: str
    staff: bool
    number: int
    """Its number in the order of arrival."""
    arrived: float
    notice: Callable[[], None] | None
    """Called when its turn comes, or when the account waits from another connection; None while nobody is there."""
    missed_since: float = 0.0
    called: float | None = None
    """When its turn came; None while it waits."""
    inside: bool = False

    @property
    def order(self) -> tuple[bool, int]:
        """Return the key by which the line is sorted."""
        return (not self.staff, self.number)


class WaitingLine:
    """A fixed number of places, and the line before them. Times are seconds of any steady clock.

    For some seconds are kept: the place in line of whoever lost the connection, the free place of whoever is called but
    not there, and the front of the line for whoever lost the connection just after coming in.
    """

    def __init__(self, places: int, kept: float, longest: int) -> None:
        self.places = places
        self.inside = 0
        self.held_up = False
        """Whether only staff are called, though there may be places: memory is short, or enrolment has not opened."""
        self._kept = kept
        self._longest = longest
        self._waiting: dict[str, Ticket] = {}
        self._called: dict[str, Ticket] = {}
        self._broken: dict[str, Ticket] = {}
        self._numbers = count()
        self._turns: deque[float] = deque(maxlen=LAST_TURNS)

    def __len__(self) -> int:
        """Return the number of tickets in line, also of those whose connection is lost for a moment."""
        return len(self._waiting)

    def arrive(self, account: str, *, staff: bool, now: float, notice: Callable[[], None]) -> Ticket | None:
        """Return the account's ticket: the one kept for it, else a new one at the end; `inside` tells its turn.

        None where the line is as long as it may be. A connection that waits for the same account is displaced.
        """
        self._forget(now)
        if (ticket := self._called.pop(account, None)) is not None:
            ticket.notice, ticket.inside = notice, True
            self.inside += 1
            return ticket
        if (ticket := self._waiting.get(account)) is not None:
            displaced, ticket.notice = ticket.notice, notice
            if displaced is not None:
                displaced()
        elif (ticket := self._broken.pop(account, None)) is not None:
            ticket.notice, ticket.called = notice, None
            self._waiting[account] = ticket
        elif len(self._waiting) >= self._longest:
            return None
        else:
            ticket = self._waiting[account] = Ticket(account, staff, next(self._numbers), now, notice)
        self.call(now)
        return ticket

    def call(self, now: float) -> None:
        """Let in as many as there are places for; to be called every second, as kept places become free."""
        self._forget(now)
        free = self.places - self.inside - len(self._called)
        if free <= 0:
            return
        may_come = [ticket for ticket in self._waiting.values() if ticket.staff or not self.held_up]
        for ticket in sorted(may_come, key=attrgetter("order"))[:free]:
            del self._waiting[ticket.account]
            ticket.called = now
            if now > ticket.arrived:
                self._turns.append(now)
            if ticket.notice is None:
                self._called[ticket.account] = ticket
            else:
                ticket.inside = True
                self.inside += 1
                ticket.notice()

    def leave(self, ticket: Ticket, now: float, *, broken: bool) -> None:
        """Give back a place inside; `broken`: because the connection was lost."""
        self.inside -= 1
        ticket.inside, ticket.notice = False, None
        if broken and ticket.called is not None and now < ticket.called + self._kept:
            self._broken[ticket.account] = ticket
        self.call(now)

    def give_up(self, ticket: Ticket, notice: Callable[[], None], now: float, *, broken: bool) -> None:
        """Wait no more: for good, or because the connection was lost (`broken`), when the place in line is kept."""
        if ticket.notice is not notice:  # goes on from another connection
            return
        ticket.notice = None
        if broken:
            ticket.missed_since = now
        else:
            self._waiting.pop(ticket.account, None)
        self.call(now)

    def positions(self) -> dict[str, int]:
        """Return the place in line of every account that waits, counted from 1."""
        in_order = sorted(self._waiting.values(), key=attrgetter("order"))
        return {ticket.account: place for place, ticket in enumerate(in_order, 1)}

    def estimate(self, position: int, now: float) -> float | None:
        """Seconds until it is this position's turn, judged by the latest turns; None while that is not known."""
        if len(self._turns) < 2:
            return None
        return position * (now - self._turns[0]) / len(self._turns)

    def _forget(self, now: float) -> None:
        for account, ticket in list(self._waiting.items()):
            if ticket.notice is None and now >= ticket.missed_since + self._kept:
                del self._waiting[account]
        for kept in (self._called, self._broken):
            for account, ticket in list(kept.items()):
                if ticket.called is None or now >= ticket.called + self._kept:
                    del kept[account]
