"""`enroltui key`: the operator registers, lists and removes public keys."""

from pathlib import Path

import asyncssh

from tests.process import Machine
from tests.registrar.world import ANNA


def test_a_key_is_added_listed_and_removed(machine: Machine, tmp_path: Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519", comment="laptop")
    (tmp_path / "id.pub").write_bytes(key.export_public_key())
    assert key.get_fingerprint() in machine.done("key", "add", ANNA, "id.pub")
    again = machine.run("key", "add", ANNA, typed=key.export_public_key().decode())
    assert (again.returncode, again.stderr) == (1, "This key is registered already.\n")
    [listed] = machine.json("key", "list", ANNA)
    assert (listed["fingerprint"], listed["comment"]) == (key.get_fingerprint(), "laptop")
    machine.done("key", "remove", ANNA, key.get_fingerprint())
    assert machine.json("key", "list", ANNA) == []
    assert machine.run("key", "remove", ANNA, "SHA256:x").returncode == 1
