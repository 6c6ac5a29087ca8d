"""Say which mail server letters go through, and how. No mail library is loaded: it is known before the first paint."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address

_WHERE = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s:\[\]/@]+))(?::(?P<port>[0-9]{1,5}))?")
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+", re.ASCII)


class Tls(StrEnum):
    """How the connection is kept from being read on its way."""

    TLS = "tls"
    """It is encrypted from the start, as on port 465."""
    STARTTLS = "starttls"
    """It is encrypted after the first greeting, as on port 587; without that no letter is sent."""
    NONE = "none"


_PORTS = {Tls.TLS: 465, Tls.STARTTLS: 587, Tls.NONE: 25}


class MailSettingError(ValueError):
    """A setting cannot be used; this holds its name on the command line, and the value."""

    def __init__(self, option: str, value: str) -> None:
        super().__init__(f"{option} {value!r}")
        self.option = option
        self.value = value


@dataclass(frozen=True, slots=True)
class MailServer:
    """This is a mail server that takes letters by SMTP."""

    host: str
    port: int
    tls: Tls
    sender: str
    """Letters are sent from this address; what could not be delivered comes back to it."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    redirect: str | None = None
    """Every letter goes to this address instead of its own; with demo data none is sent without it."""


def mail_server(
    where: str,
    *,
    tls: str | None = None,
    user: str | None = None,
    password: str | None = None,
    sender: str | None = None,
    redirect: str | None = None,
) -> MailServer:
    """Read the settings as typed: HOST, HOST:PORT or [IPV6]:PORT, a mode of `Tls`, and so on. Raises MailSettingError.

    Unless another mode is asked for, port 465 means TLS and this machine itself needs none; all else is STARTTLS.
    """
    match = _WHERE.fullmatch(where.strip())
    if match is None or int(match["port"] or 1) not in range(1, 65536):
        raise MailSettingError("--smtp", where)
    host = match["v6"] or match["host"]
    if tls is not None and tls not in list(Tls):
        raise MailSettingError("--smtp-tls", tls)
    mode = Tls(tls) if tls else _usual_tls(host, match["port"])
    if user and mode is Tls.NONE and not _is_here(host):
        raise MailSettingError("--smtp-tls", mode)  # the password could be read on its way
    for option, address in (("--smtp-from", sender), ("--smtp-redirect", redirect)):
        if address and not _ADDRESS.fullmatch(address):
            raise MailSettingError(option, address)
    return MailServer(
        host=host,
        port=int(match["port"] or _PORTS[mode]),
        tls=mode,
        sender=sender or _usual_sender(host, user),
        user=user or None,
        password=password,
        redirect=redirect or None,
    )


def _usual_tls(host: str, port: str | None) -> Tls:
    if port == str(_PORTS[Tls.TLS]):
        return Tls.TLS
    return Tls.NONE if _is_here(host) else Tls.STARTTLS


def _usual_sender(host: str, user: str | None) -> str:
    if user and _ADDRESS.fullmatch(user):
        return user
    return "enroltui@localhost" if _is_here(host) or _is_ip(host) else f"enroltui@{host}"


def _is_here(host: str) -> bool:
    return host.lower() == "localhost" or (_is_ip(host) and ip_address(host).is_loopback)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
