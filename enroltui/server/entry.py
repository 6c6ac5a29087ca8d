"""Who may come in: checks passwords and public keys, and gives a connection its one channel."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

import asyncssh

from enroltui.errors import EnrolError
from enroltui.language import CODES, Language, says
from enroltui.registrar.people.signing_in import login_name
from enroltui.registrar.values.people import Account
from enroltui.sentences.errors import error_sentence
from enroltui.server.channel import ClientChannel
from enroltui.server.connection_limiter import counted_as
from enroltui.server.guests import GUEST, guest_account, guest_session, no_guest
from enroltui.server.service import Service
from enroltui.server.session import SshSession
from enroltui.server.session_sentences import logged_in_too_often

ANSWER_AFTER = 1.0
"""Seconds that a refusal takes at least, so that its time does not tell its reason."""
WINDOW = 32 * 1024
"""Bytes that a client may send before they are read."""

TakeIn = Callable[[SshSession, asyncssh.SSHServerConnection], None]
"""Runs a session to its end, and then closes its connection."""

log = logging.getLogger(__name__)
_NO_SESSION = says("You did not log in and open a session in time. Connect again.")


class Entry(asyncssh.SSHServer):
    """Logs in whoever is at the other end of a connection, and opens the channel of their session."""

    def __init__(self, service: Service, address: str, take_in: TakeIn) -> None:
        """`address`: from where the limiter has let it in; `take_in` is called with its session and connection.

        `count_out` has to be called when the connection is gone.
        """
        self.was_made = False
        """Whether SSH has begun on the connection, which then closes its socket by itself."""
        self._service = service
        self._address = address
        self._take_in = take_in
        self._accounts: dict[str, Account] = {}
        self._tries = 0
        self._tried: set[str] = set()
        """What was asked for on the connection that there is not."""
        self._account: Account | None = None
        self._guest = False
        self._channel: ClientChannel | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        self.was_made = True
        self._service.connections.add(conn)
        # One limit of time for everything until a session is open.
        self._login_timer = asyncio.get_running_loop().call_later(self._service.limits.login_time, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._login_timer.cancel()
        self._service.connections.discard(self._connection)
        theirs = (asyncssh.Error, OSError) if self._account else (asyncssh.Error, OSError, UnicodeDecodeError)
        if exc is not None and not isinstance(exc, theirs):  # a client's first line may be no ASCII
            log.error("a connection ended by a mistake of ours", exc_info=exc)
        if self._account is not None:
            self._service.event_log.note("gone", account=self._account.name, address=self._address)

    def count_out(self) -> None:
        """Tell the limiter that the connection is gone."""
        self._service.limiter.left(self._address, logged_in=self._account is not None, account=self._counted_as)

    def _too_late(self) -> None:
        self._note_refusal("time", self._connection.get_extra_info("username") or "")
        self._turn_away(_NO_SESSION)

    @property
    def _counted_as(self) -> str | None:
        """Return the account by which the limiter counts the connection; None for guests, who have none."""
        return None if self._guest or self._account is None else self._account.name

    # --- logging in -------------------------------------------------------------------------------------------------

    def begin_auth(self, username: str) -> bool:
        self._connection.send_auth_banner(self._service.banner)
        guest = guest_account(username, demo=self._service.demo)
        if guest is None:
            return True
        if (why := no_guest(self._service, guest)) is not None:
            self._note_refusal("guest", username)
            self._turn_away(why)
            return True
        self._guest, self._accounts[username] = True, guest
        return False

    def password_auth_supported(self) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    async def validate_password(self, username: str, password: str) -> bool:
        """Return whether the password is the user's. A refusal takes as long whatever its reason."""
        began = asyncio.get_running_loop().time()
        try:
            account = await self._service.check_password(username, password, counted_as(self._address))
        except EnrolError as trouble:
            return self._in_trouble(trouble, username)
        if account is None:
            await asyncio.sleep(began + ANSWER_AFTER - asyncio.get_running_loop().time())
            return self._refused("password", username)
        self._accounts[username] = account
        return True

    async def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Return whether the key is registered for the account; asyncssh has the client prove that it holds the key."""
        line = key.export_public_key("openssh").decode("ascii", "replace")
        try:
            account = await self._service.ask(
                lambda: self._service.registrar.account_by_key(login_name(username), line)
            )
        except EnrolError as trouble:
            return self._in_trouble(trouble, username)
        if account is None:
            return self._refused("key", username)
        self._accounts[username] = account
        return True

    def auth_completed(self) -> None:
        account = self._account = self._accounts[self._connection.get_extra_info("username")]
        self._accounts.clear()
        service = self._service
        may_stay = service.limiter.logged_in(self._address, self._counted_as)
        service.figures.logins.labels("guest" if self._guest else "ssh").inc()
        service.event_log.note(
            "login",
            account=account.name,
            role=GUEST if self._guest else account.role,
            by=account.credential.partition(" ")[0] or "nothing",
            address=self._address,
            client=self._connection.get_extra_info("client_version"),
        )
        if not may_stay:
            self._turn_away(partial(logged_in_too_often, service.limits.account_sessions))

    def _in_trouble(self, trouble: EnrolError, username: str) -> bool:
        """Tell of the database's trouble in both languages, rather than call a password or key wrong."""
        self._note_refusal("database", username)
        self._turn_away(partial(error_sentence, trouble))
        return False

    def _turn_away(self, why: Callable[[Language], str]) -> None:
        """Close the connection with the reason, in both languages."""
        said = " ".join(why(Language(code)) for code in CODES)
        self._connection.disconnect(asyncssh.DISC_SERVICE_NOT_AVAILABLE, said)

    def _note_refusal(self, why: str, username: str) -> None:
        self._service.figures.refused.labels(why).inc()
        self._service.event_log.note("refused", why=why, name=login_name(username), address=self._address)

    def _refused(self, why: str, username: str) -> bool:
        self._note_refusal(why, username)
        self._tries += 1
        if self._tries >= self._service.limits.tries:
            self._connection.disconnect(asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "Too many tries")
        return False

    # --- the one channel --------------------------------------------------------------------------------------------

    def session_requested(self) -> tuple[asyncssh.SSHServerChannel[bytes], ClientChannel]:
        """Open the channel of a terminal or a plain command, once a connection."""
        if self._channel is not None or self._account is None:
            self._refuse("second_channel")
            raise asyncssh.ChannelOpenError(asyncssh.OPEN_ADMINISTRATIVELY_PROHIBITED, "One session a connection")
        self._channel = ClientChannel(self._service.limits, partial(self._begin, self._account), self._refuse)
        channel = self._connection.create_server_channel(encoding=None, window=WINDOW)
        return channel, self._channel

    def connection_requested(self, dest_host: str, dest_port: int, orig_host: str, orig_port: int) -> bool:
        return self._refuse("forwarding")

    def server_requested(self, listen_host: str, listen_port: int) -> bool:
        return self._refuse("forwarding")

    def unix_connection_requested(self, dest_path: str) -> bool:
        return self._refuse("forwarding")

    def unix_server_requested(self, listen_path: str) -> bool:
        return self._refuse("forwarding")

    def tun_requested(self, unit: int | None) -> bool:
        return self._refuse("forwarding")

    def tap_requested(self, unit: int | None) -> bool:
        return self._refuse("forwarding")

    def _refuse(self, what: str) -> bool:
        """Log what a client asks for that there is not, once a connection; return False, which is no."""
        if what not in self._tried:
            self._tried.add(what)
            self._note_refusal(what, self._connection.get_extra_info("username") or "")
        return False

    def _begin(self, account: Account, channel: ClientChannel) -> None:
        self._login_timer.cancel()
        username = self._connection.get_extra_info("username")
        make = partial(guest_session, username) if self._guest else SshSession
        self._take_in(make(self._service, account, self._address, channel), self._connection)
