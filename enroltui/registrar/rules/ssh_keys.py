"""Which SSH public keys may be registered."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import ClassVar

from enroltui.registrar.rules.reasons import Reason

SSH_KEYS_MOST = 10
"""The most keys that one account has."""
RSA_LEAST = 2048
"""The least bits of an RSA key, as OpenSSH's RequiredRSASize may be set, and as BSI TR-02102-4 has asked at least."""
KINDS = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
"""The kinds of keys that may be registered; DSA is not among them, as OpenSSH no longer has it."""
LONGEST_COMMENT = 60

_LINE = re.compile(r"(?:.*\s)?(?P<kind>[a-z0-9@.-]+)\s+(?P<blob>AAAA[A-Za-z0-9+/]+={0,3})(?:\s+(?P<comment>.*))?", re.S)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key, as a line of an `.pub` file tells it."""

    key: str
    """Its kind and its bytes in base64, without the comment: two lines with the same `key` are the same key."""
    comment: str

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint as ssh and `ssh-keygen -l` show it."""
        digest = hashlib.sha256(base64.b64decode(self.key.split()[1])).digest()
        return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


@dataclass(frozen=True, slots=True)
class NotAPublicKey(Reason):
    """What was typed is no public key of a kind that is known here."""

    rule: ClassVar[str] = "not_a_public_key"


@dataclass(frozen=True, slots=True)
class PrivateKey(Reason):
    """What was typed is a private key, which nobody else may ever see."""

    rule: ClassVar[str] = "private_key"


@dataclass(frozen=True, slots=True)
class KeyTooShort(Reason):
    """An RSA key of fewer than `least` bits."""

    rule: ClassVar[str] = "key_too_short"
    least: int


@dataclass(frozen=True, slots=True)
class KeyKnown(Reason):
    """The account has this key already."""

    rule: ClassVar[str] = "key_known"


@dataclass(frozen=True, slots=True)
class TooManyKeys(Reason):
    """The account has `most` keys."""

    rule: ClassVar[str] = "too_many_keys"
    most: int


def public_key(typed: str) -> PublicKey | Reason:
    """Return the key in a line such as "ssh-ed25519 AAAA... comment", or why it can't be registered."""
    if "PRIVATE KEY" in typed:
        return PrivateKey()
    line = _LINE.fullmatch(typed.strip())
    if line is None or line["kind"] not in KINDS:
        return NotAPublicKey()
    try:
        parts = _parts(base64.b64decode(line["blob"], validate=True))
    except (binascii.Error, ValueError):
        return NotAPublicKey()
    if parts[0] != line["kind"].encode() or len(parts) < 2:
        return NotAPublicKey()
    if line["kind"] == "ssh-rsa" and int.from_bytes(parts[-1]).bit_length() < RSA_LEAST:
        return KeyTooShort(RSA_LEAST)
    comment = " ".join((line["comment"] or "").split())
    return PublicKey(f"{line['kind']} {line['blob']}", comment[:LONGEST_COMMENT])


def _parts(blob: bytes) -> list[bytes]:
    """Split a key into the strings that it is made of (RFC 4253, 6.6); ValueError where they do not add up."""
    parts = []
    while blob:
        length = int.from_bytes(blob[:4])
        if len(blob) < 4 + length:
            raise ValueError("a part is cut off")
        parts.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    return parts or [b""]
