"""Sessions: begun, kept, seen and ended."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from enroltui.database.transactions import reading, retried, writing
from enroltui.registrar.desks.desk import Desk
from enroltui.registrar.people import sessions
from enroltui.registrar.values.people import Account, Caller, Seat, SessionFact
from enroltui.terms import SessionEnd


class SessionsDesk(Desk):
    """Sessions: begun, kept, seen and ended."""

    @retried
    def begin_session(self, account: Account, seat: Seat, *, for_app: bool = True) -> Account:
        """Begin a session of an account that has just logged in: the account, with its session.

        A one-time password lets in once, and (`for_app`) never to a plain command. Raises AccountClosed,
        PasswordFirst, PasswordSpent; SessionOver if the password or the key holds no longer.
        """
        with writing(self._engine) as connection:
            return sessions.begin(connection, account, seat, self._real_clock(), for_app=for_app)

    @retried
    def keep_sessions(
        self, process: str, held: Collection[str], over: Mapping[str, SessionEnd], *, still_there: bool
    ) -> dict[str, SessionEnd]:
        """What the program that holds sessions asks often: which of them have been ended from outside, and why.

        Before that it writes down what is `over`, and now and then (`still_there`) that it is alive.
        """
        if over or still_there:
            with writing(self._engine) as connection:
                sessions.keep(connection, process, over, self._real_clock(), still_there=still_there)
        with reading(self._engine) as connection:
            return sessions.ended(connection, process, held)

    def sessions(self, caller: Caller, name: str | None = None, *, over: bool = False) -> tuple[SessionFact, ...]:
        """The open sessions (of one account), for staff, the newest first; with `over` also those that have ended."""
        with self._reading(caller) as connection:
            return sessions.sessions(connection, caller, name, self._real_clock(), over=over)

    @retried
    def end_sessions(self, caller: Caller, wanted: str | int) -> int:
        """End a session by its number, or an account's by its name, at once; how many. The caller's own is left."""
        with self._changing(caller) as connection:
            return sessions.end(connection, caller, wanted, self._real_clock())
