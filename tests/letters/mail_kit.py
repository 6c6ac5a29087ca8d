"""Run a real mail server on this machine, and fill outboxes to send from."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as MAIL
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from sqlalchemy import text

from enroltui.letters.mail_server import MailServer, mail_server
from enroltui.letters.sending import send_letters
from enroltui.registrar.letters.contents import Letter, UsisQuestion
from enroltui.registrar.registrar import Registrar
from enroltui.where import Where
from kit.patience import PATIENCE
from tests.registrar import arranging
from tests.registrar.world import ANNA, as_student


class Postbox:
    """What a mail server received, and how it answers; a subclass answers otherwise."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.logged_in: list[bool | None] = []
        """It says of each letter whether its sender had logged in."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Take the letter, which was received whole."""
        self.envelopes.append(envelope)
        self.logged_in.append(session.authenticated)
        return "250 OK taken"

    @property
    def messages(self) -> list[EmailMessage]:
        """Return the letters, in order of arrival."""
        parser = BytesParser(policy=MAIL)
        return [parser.parsebytes(cast(bytes, envelope.content)) for envelope in self.envelopes]

    @property
    def ids(self) -> list[str]:
        """Return the letters' Message-IDs."""
        return [str(message["Message-ID"]) for message in self.messages]


class Refusing(Postbox):
    """A postbox that answers each recipient with this line."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse the recipient with the line."""
        return self.line


class Dying(Postbox):
    """A postbox that drops the connection at a point of the first conversation; after that it is well again."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at

    def _die(self, server: SMTP, at: str) -> bool:
        if self.at != at:
            return False
        self.at = ""
        cast(asyncio.Transport, server.transport).abort()
        return True

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Drop the connection before anything is said."""
        self._die(server, "greeting")
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Drop the connection before the letter."""
        self._die(server, "before the letter")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Drop the connection in the letter, after its first line."""
        envelope.rcpt_tos.append(address)
        if self.at == "in the letter":
            reader = server._reader
            read = reader.readuntil

            async def readuntil(*arguments: Any) -> bytes:
                line = await read(*arguments)
                if line.startswith(b"From:") and self._die(server, "in the letter"):
                    raise ConnectionResetError
                return line

            reader.readuntil = readuntil  # type: ignore[assignment, method-assign]
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Drop the connection after the final dot, without an answer."""
        answer = await super().handle_DATA(server, session, envelope)
        self._die(server, "after the final dot")
        return answer


class Silent(Postbox):
    """A postbox that says nothing any more at a point of the first conversation, until it is told to go on."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.reached = asyncio.Event()

    async def _be_silent(self, at: str) -> None:
        if self.at == at:
            self.at = ""
            self.reached.set()
            await asyncio.Event().wait()

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Fall silent before the letter."""
        await self._be_silent("before the letter")
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Fall silent after the final dot."""
        answer = await super().handle_DATA(server, session, envelope)
        await self._be_silent("after the final dot")
        return answer


@asynccontextmanager
async def listening(
    postbox: Postbox, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[str]:
    """Run a mail server of this machine in front of the postbox; its HOST:PORT."""
    loop = asyncio.get_running_loop()
    conversations: set[asyncio.Transport] = set()

    class Server(SMTP):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            conversations.add(cast(asyncio.Transport, transport))
            super().connection_made(transport)

    server = await loop.create_server(
        lambda: Server(postbox, tls_context=starttls, loop=loop, **options), "localhost", 0, ssl=tls
    )
    try:
        yield f"localhost:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for transport in conversations:
            transport.abort()
        await server.wait_closed()


def only_with(user: str, password: str) -> Callable[..., AuthResult]:
    """Let only this user log in at a mail server."""

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = (data.login.decode(), data.password.decode()) == (user, password)
        return AuthResult(success=right, handled=right)  # what is not handled is answered with a 535

    return authenticate


async def send(registrar: Registrar, where: str | MailServer, *, due: bool = True) -> list[Letter]:
    """Send what waits, in a thread, as the program does; return the letters that were tried."""
    server = where if isinstance(where, MailServer) else mail_server(where)
    return await asyncio.to_thread(lambda: list(send_letters(registrar, server, due=due, wait=PATIENCE)))


def ask(registrar: Registrar, *problems: str, student: str = ANNA) -> list[Letter]:
    """Write letters with these questions to the outbox."""
    her = as_student(student)
    return [registrar.write_letter(her, student, UsisQuestion("Logic", why), f"{student} {why}") for why in problems]


def letters(registrar: Registrar, student: str = ANNA) -> tuple[Letter, ...]:
    """Return a student's letters as they stand now."""
    return registrar.letters(as_student(student), student)


def in_database(where: Where, statement: str, **values: object) -> None:
    """Change something in the database without the program."""
    with arranging.changed(where) as connection:
        connection.execute(text(statement), values)
