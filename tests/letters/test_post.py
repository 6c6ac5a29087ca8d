"""The connection to the mail server is encrypted and logged in, or no letter leaves."""

from __future__ import annotations

import ssl
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import trustme

from enroltui.letters.mail_server import MailServer, MailSettingError, Tls, mail_server
from enroltui.registrar.registrar import Registrar
from enroltui.terms import LetterState
from tests.letters.mail_kit import Postbox, ask, listening, only_with, send

USER, PASSWORD = "enroltui", "a password of its own"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Make an authority that signs certificates for the tests."""
    return trustme.CA()


@pytest.fixture
def certified(authority: trustme.CA) -> ssl.SSLContext:
    """Make a server's side of TLS, with a certificate for this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine trust that authority."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def server(where: str, tls: Tls, password: str = PASSWORD) -> MailServer:
    return mail_server(where, tls=tls, user=USER, password=password)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("mode", [Tls.TLS, Tls.STARTTLS])
async def test_over_tls_and_logged_in(leiden: Registrar, certified: ssl.SSLContext, mode: Tls) -> None:
    ask(leiden, "one")
    postbox = Postbox()
    async with encrypted(postbox, certified, mode) as where:
        (letter,) = await send(leiden, server(where, mode))
    assert letter.state is LetterState.SENT
    assert postbox.logged_in == [True]


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("password", ["wrong", "wachtwoord é"])
async def test_a_wrong_password_leaves_letters_waiting(
    leiden: Registrar, certified: ssl.SSLContext, password: str
) -> None:
    ask(leiden, "one", "two")
    postbox = Postbox()
    async with encrypted(postbox, certified, Tls.STARTTLS) as where:
        (letter,) = await send(leiden, server(where, Tls.STARTTLS, password))
    assert letter.state is LetterState.WAITING
    assert password not in (letter.last_answer or "")
    assert postbox.envelopes == []


@pytest.mark.parametrize("mode", [Tls.TLS, Tls.STARTTLS])
async def test_an_unknown_certificate_gets_no_letter(leiden: Registrar, certified: ssl.SSLContext, mode: Tls) -> None:
    ask(leiden, "one")
    postbox = Postbox()
    async with encrypted(postbox, certified, mode) as where:
        (letter,) = await send(leiden, server(where, mode))
    assert letter.state is LetterState.WAITING
    assert "certificate" in (letter.last_answer or "")
    assert postbox.envelopes == []


async def test_a_server_without_starttls_gets_no_letter(leiden: Registrar) -> None:
    ask(leiden, "one")
    postbox = Postbox()
    async with listening(postbox) as where:
        (letter,) = await send(leiden, server(where, Tls.STARTTLS))
    assert letter.state is LetterState.WAITING
    assert postbox.envelopes == []


def encrypted(postbox: Postbox, certified: ssl.SSLContext, mode: Tls) -> AbstractAsyncContextManager[str]:
    """Run a mail server that only knows encrypted connections, with our user."""
    authenticator = only_with(USER, PASSWORD)
    if mode is Tls.TLS:
        return listening(postbox, tls=certified, auth_require_tls=False, authenticator=authenticator)
    return listening(
        postbox, starttls=certified, require_starttls=True, auth_required=True, authenticator=authenticator
    )


# --- settings as they are typed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "host", "port", "tls", "sender"),
    [
        ("mail.example.org", "mail.example.org", 587, Tls.STARTTLS, "enroltui@mail.example.org"),
        ("mail.example.org:465", "mail.example.org", 465, Tls.TLS, "enroltui@mail.example.org"),
        ("mail.example.org:25", "mail.example.org", 25, Tls.STARTTLS, "enroltui@mail.example.org"),
        ("localhost", "localhost", 25, Tls.NONE, "enroltui@localhost"),
        ("127.0.0.1:8025", "127.0.0.1", 8025, Tls.NONE, "enroltui@localhost"),
        ("[::1]:8025", "::1", 8025, Tls.NONE, "enroltui@localhost"),
        ("[2001:db8::1]", "2001:db8::1", 587, Tls.STARTTLS, "enroltui@localhost"),
    ],
)
def test_a_mail_server_as_typed(where: str, host: str, port: int, tls: Tls, sender: str) -> None:
    assert mail_server(where) == MailServer(host, port, tls, sender)


@pytest.mark.parametrize(
    ("where", "options", "wrong"),
    [
        ("", {}, "--smtp"),
        ("mail.example.org:0", {}, "--smtp"),
        ("mail.example.org:99999", {}, "--smtp"),
        ("mail.example.org:x", {}, "--smtp"),
        ("mail example", {}, "--smtp"),
        ("me@mail.example.org", {}, "--smtp"),
        ("mail.example.org", {"tls": "ssl"}, "--smtp-tls"),
        ("mail.example.org", {"tls": "none", "user": "me"}, "--smtp-tls"),
        ("mail.example.org", {"sender": "me"}, "--smtp-from"),
        ("mail.example.org", {"sender": "a@b\r\nBcc: c@d"}, "--smtp-from"),
        ("mail.example.org", {"redirect": "a@b, c@d"}, "--smtp-redirect"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(where: str, options: dict[str, str], wrong: str) -> None:
    with pytest.raises(MailSettingError) as raised:
        mail_server(where, **options)
    assert raised.value.option == wrong


def test_a_password_is_in_no_description_of_the_server() -> None:
    assert PASSWORD not in repr(mail_server("mail.example.org", user=USER, password=PASSWORD))
