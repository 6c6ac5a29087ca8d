"""Hand messages to the mail server, by SMTP (RFC 5321)."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from types import TracebackType

from enroltui.letters.mail_server import MailServer, Tls
from enroltui.printable import printable
from enroltui.registrar.letters.contents import SendAttempt, SendResult

PATIENCE = 30.0
"""The mail server may be silent for so many seconds."""
LONGEST_ANSWER = 200


class _Listening(smtplib.SMTP):
    """Keep what the server answered last, such as the number under which it took a letter."""

    last_reply: tuple[int, bytes] = (0, b"")

    def getreply(self) -> tuple[int, bytes]:
        """Read the server's next answer: its code and its text."""
        self.last_reply = super().getreply()
        return self.last_reply


class _ListeningTls(_Listening, smtplib.SMTP_SSL):
    """Keep the last answer of a server to which the connection is encrypted from the start."""


class Post:
    """Connect to the mail server for the first letter, and again when that was lost; use it by `with`."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._connection: _Listening | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
        self._hang_up()

    def send(self, message: EmailMessage, recipient: str) -> SendAttempt:
        """Hand a message over for one recipient. Never raises for what the server or the network does."""
        try:
            connection = self._connection or self._connect()
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            self._hang_up()
            return SendAttempt(SendResult.UNREACHABLE, _said(error))
        try:
            connection.send_message(message, from_addr=self._server.sender, to_addrs=[recipient])
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            return SendAttempt(_verdict(error), _said(error))
        return SendAttempt(SendResult.ACCEPTED, printable(_coded(*connection.last_reply), LONGEST_ANSWER))

    def _connect(self) -> _Listening:
        """Connect, encrypt where that is asked for, and log in where there is a user."""
        server = self._server
        if server.tls is Tls.TLS:
            context = ssl.create_default_context()
            self._connection = _ListeningTls(server.host, server.port, timeout=PATIENCE, context=context)
        else:
            self._connection = _Listening(server.host, server.port, timeout=PATIENCE)
        if server.tls is Tls.STARTTLS:
            self._connection.starttls(context=ssl.create_default_context())
        if server.user:
            self._connection.login(server.user, server.password or "")
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _verdict(error: Exception) -> SendResult:
    """Tell a refusal for good (a 5xx to this recipient or letter) from one that may pass (also a 5xx to our sender)."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
        case smtplib.SMTPDataError():
            codes = [error.smtp_code]
        case smtplib.SMTPNotSupportedError():
            return SendResult.REFUSED
        case _:
            return SendResult.LATER
    return SendResult.REFUSED if all(500 <= code < 600 for code in codes) else SendResult.LATER


def _said(error: Exception) -> str:
    """Return the server's own words with their code, or the system's about the connection."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            said = " ".join(_coded(code, text) for code, text in error.recipients.values())
        case smtplib.SMTPResponseException():
            said = _coded(error.smtp_code, error.smtp_error)
        case _:
            said = str(error) or type(error).__name__
    return printable(said, LONGEST_ANSWER)


def _coded(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
