"""SSH keys: registered by their owner or the operator, found again by name and key, never another's."""

from __future__ import annotations

import asyncssh
import pytest

from enroltui.errors import NotAllowed, UnknownAccount
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.rules.ssh_keys import (
    SSH_KEYS_MOST,
    KeyKnown,
    KeyTooShort,
    NotAPublicKey,
    PrivateKey,
    TooManyKeys,
)
from enroltui.registrar.values.people import SshKey
from enroltui.terms import Role
from tests.registrar.world import ANNA, BRAM, HELPDESK, as_role, as_student

HER = as_student(ANNA)
OPERATOR = as_role(Role.OPERATOR)


def pair(kind: str = "ssh-ed25519", **options: int) -> str:
    """The public line of a new pair."""
    return asyncssh.generate_private_key(kind, comment="laptop", **options).export_public_key().decode()


def test_a_registered_key_lets_its_owner_in_and_nobody_else(leiden: Registrar) -> None:
    line = pair()
    added = leiden.add_ssh_key(HER, ANNA, line)
    assert isinstance(added, SshKey)
    assert added.comment == "laptop"
    assert added.fingerprint == asyncssh.import_public_key(line).get_fingerprint()
    account = leiden.account_by_key(ANNA, line)
    assert account is not None
    assert account.name == ANNA
    assert leiden.account_by_key(BRAM, line) is None
    assert leiden.account_by_key("s9999999", line) is None
    assert leiden.account_by_key(ANNA, pair()) is None


def test_a_removed_key_lets_nobody_in(leiden: Registrar) -> None:
    line = pair()
    added = leiden.add_ssh_key(HER, ANNA, line)
    assert isinstance(added, SshKey)
    assert leiden.remove_ssh_key(HER, ANNA, added.fingerprint)
    assert not leiden.remove_ssh_key(HER, ANNA, added.fingerprint)
    assert leiden.account_by_key(ANNA, line) is None
    assert leiden.ssh_keys(HER, ANNA) == ()


def test_the_key_of_a_closed_account_lets_nobody_in(leiden: Registrar) -> None:
    line = pair()
    leiden.add_ssh_key(OPERATOR, HELPDESK, line)
    assert leiden.account_by_key(HELPDESK, line) is not None
    leiden.close_account(OPERATOR, HELPDESK)
    assert leiden.account_by_key(HELPDESK, line) is None


@pytest.mark.parametrize("kind", ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp521", "ssh-rsa"])
def test_the_usual_kinds_are_taken(leiden: Registrar, kind: str) -> None:
    assert isinstance(leiden.add_ssh_key(HER, ANNA, pair(kind)), SshKey)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", NotAPublicKey()),
        ("ssh-ed25519 AAAA", NotAPublicKey()),
        ("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIJnf", NotAPublicKey()),
        ("[bold]\x1b[2J ssh-ed25519", NotAPublicKey()),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz", PrivateKey()),
        (pair("ssh-rsa", key_size=1024), KeyTooShort(2048)),
    ],
)
def test_what_is_no_good_key_is_refused_with_a_reason(leiden: Registrar, line: str, reason: Reason) -> None:
    assert leiden.add_ssh_key(HER, ANNA, line) == reason


def test_a_key_twice_and_too_many_keys(leiden: Registrar) -> None:
    line = pair()
    leiden.add_ssh_key(HER, ANNA, line)
    assert leiden.add_ssh_key(HER, ANNA, f"{line.split()[0]} {line.split()[1]} again") == KeyKnown()
    for _ in range(SSH_KEYS_MOST - 1):
        leiden.add_ssh_key(HER, ANNA, pair())
    assert leiden.add_ssh_key(HER, ANNA, pair()) == TooManyKeys(SSH_KEYS_MOST)


def test_nobody_reaches_anothers_keys(leiden: Registrar) -> None:
    for caller in (as_student(BRAM), as_role(Role.HELPDESK)):
        with pytest.raises(NotAllowed):
            leiden.ssh_keys(caller, ANNA)
        with pytest.raises(NotAllowed):
            leiden.add_ssh_key(caller, ANNA, pair())
        with pytest.raises(NotAllowed):
            leiden.remove_ssh_key(caller, ANNA, "SHA256:x")
    with pytest.raises(UnknownAccount):
        leiden.ssh_keys(OPERATOR, "s9999999")
