"""A database holds demo accounts or real ones: none is added beside accounts whose passwords everybody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.terms import Role
from tests.process import Machine
from tests.registrar.world import as_role

STUDENT = ("s1234567", "--programme", "computer-science-bsc")
STAFF = ("jvisser", "--role", "helpdesk")
PERSON = ("--person", "Eva Smit", "--email", "eva@student.example")
SAID = {
    "en": "This database has demo accounts, whose passwords everybody knows, so it takes no others.",
    "nl": "Deze database heeft demoaccounts, waarvan iedereen de wachtwoorden kent, dus komen er geen andere bij.",
}


@pytest.mark.parametrize("account", [STUDENT, STAFF])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_account_is_added_to_the_demos(
    machine: Machine, small: Path, account: tuple[str, ...], language: str
) -> None:
    ended = machine.run("account", "add", *account, *PERSON, "--lang", language)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert SAID[language] in ended.stderr
    assert "enroltui db copy" in ended.stderr
    registrar = Registrar.open(small)
    assert registrar.audit(as_role(Role.OPERATOR)) == ()
    registrar.close()


def test_what_is_advised_makes_room_for_real_ones(machine: Machine, tmp_path: Path, small: Path) -> None:
    own = str(tmp_path / "own.db")
    assert machine.run("db", "copy", str(small), own).returncode == 0
    for account in (STUDENT, STAFF):
        assert "The password of" in machine.done("account", "add", *account, *PERSON, "--database", own)


def test_a_demo_account_still_gets_another_password(machine: Machine) -> None:
    assert "The password of s9900001 is now" in machine.done("account", "password", "s9900001")
