"""A database of which no name is given is never the own one, and a backup that is not there is told as that."""

from __future__ import annotations

import pytest

from tests.process import Machine
from tests.registrar.world import ANNA


def test_a_backup_that_is_not_there_is_never_to_be_made_of_demo_data(machine: Machine) -> None:
    ended = machine.run("restore", "mondya.db", "--yes")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "There is no backup at mondya.db; nothing was changed. Check the path.\n"
    dutch = machine.run("--lang", "nl", "restore", "mondya.db", "--yes").stderr
    assert dutch == "Er is geen back-up op mondya.db; er is niets veranderd. Controleer het pad.\n"


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize("command", [["show", ANNA], ["reset", "--yes"], ["db", "check"]])
def test_a_blank_name_of_a_database_is_not_the_own_copy(machine: Machine, command: list[str], blank: str) -> None:
    for arguments in (["--database", blank, *command], [*command, "--database", blank]):
        ended = machine.run(*arguments)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "No database is named. Give a file or postgresql://..., or leave --database out." in ended.stderr
