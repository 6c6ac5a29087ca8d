"""A span in which nothing was done is told as that, and one that ends before it begins is refused."""

from __future__ import annotations

from tests.process import Machine


def test_a_span_without_events_is_not_told_as_a_trail_without_events(machine: Machine) -> None:
    machine.run("enrol", "s0000001", "28114")
    assert (
        machine.done("audit", "--from", "2000-01-01", "--until", "2000-01-31") == "The audit trail has no such event.\n"
    )
    ended = machine.run("--lang", "nl", "audit", "--from", "2000-01-02", "--until", "2000-01-01")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--until is vroeger dan --from. Geef de eerste dag met --from." in ended.stderr
