"""`enroltui sessions`: who is logged in, and ending that."""

from __future__ import annotations

from pathlib import Path

from tests.process import Machine
from tests.registrar.world import ANNA, COORDINATOR
from tests.screens.people.test_sessions import begin


def test_sessions_are_listed_and_ended(machine: Machine, small: Path) -> None:
    assert machine.done("sessions") == "Nobody is logged in now.\n"
    for name in (ANNA, ANNA, COORDINATOR):
        begin(small, name)
    newest, *_ = listed = machine.json("sessions")
    assert [session["account"] for session in listed] == [COORDINATOR, ANNA, ANNA]
    assert (newest["address"], newest["host"], newest["credential"]) == ("192.0.2.7", "alice", "password")
    assert machine.done("sessions", "end", str(newest["number"])) == "1 session is ended.\n"
    assert machine.done("sessions", "end", ANNA.upper()) == "2 sessions are ended.\n"
    none = machine.run("sessions", "end", ANNA)
    assert none.returncode == 1
    assert none.stderr.startswith("No open session has this number")
    assert machine.json("sessions", "list", "--account", ANNA) == []
    assert [session["why"] for session in machine.json("sessions", "--account", ANNA, "--over")] == ["ended", "ended"]
    assert "ended by staff" in machine.done("sessions", "--over", "--plain")
