"""The audit trail by command: of a span, as CSV and as lines of JSON; and what is too old is removed when told to."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta

import pytest

from enroltui.clock import real_now
from enroltui.registrar.registrar import Registrar
from enroltui.terms import AMSTERDAM, Role, Via
from enroltui.where import Where
from tests.process import Machine
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, as_role, as_student

pytestmark = pytest.mark.both_databases

OPERATOR = as_role(Role.OPERATOR)
MOMENTS = [
    datetime(2026, 1, 31, 23, 59, 59, 999999, AMSTERDAM),
    datetime(2026, 2, 1, 0, 0, tzinfo=AMSTERDAM),
    datetime(2026, 2, 28, 23, 59, 59, 999999, AMSTERDAM),
    datetime(2026, 3, 1, 0, 0, tzinfo=AMSTERDAM),
]


def tried(machine: Machine, small: Where, moments: list[datetime]) -> list[str]:
    """Let Anna try a class at each of these moments; the lines of JSON of all events."""
    for number, moment in enumerate(moments):
        registrar = Registrar.open(small, lambda moment=moment: moment)  # type: ignore[misc]
        registrar.enrol(as_student(ANNA), ANNA, [world.UNKNOWN], f"{number}", from_cart=False)
        registrar.close()
    return machine.run("audit", "--json-lines").stdout.splitlines()


def test_a_span_takes_both_its_days_whole_as_csv_and_as_lines_of_json(machine: Machine, small: Where) -> None:
    lines = tried(machine, small, MOMENTS)
    assert len(lines) == len(MOMENTS)
    span = ("audit", "--from", "2026-02-01", "--until", "2026-02-28")
    written = machine.run(*span, "--json-lines").stdout.splitlines()
    assert written == lines[1:3]
    [first, _] = map(json.loads, written)
    assert (first["actor"], first["action"], first["at"]) == (ANNA, "enrol", "2026-02-01T00:00:00+01:00")
    rows = list(csv.DictReader(io.StringIO(machine.run(*span, "--csv", "-").stdout)))
    assert [row["at"] for row in rows] == [json.loads(line)["at"] for line in written]
    assert rows[0].keys() == first.keys()


def test_old_events_are_removed_when_told_to_and_what_the_build_made_up_stays(machine: Machine, small: Where) -> None:
    now = real_now()
    old, young = now - timedelta(days=401), now - timedelta(days=399)
    tried(machine, small, [old, young])
    with arranging.changed(small) as connection:
        connection.exec_driver_sql(
            "INSERT INTO audit_event (at, visit_at, actor, role, via, action, outcome) SELECT at, visit_at, 'build', "
            "'operator', 'build', 'enrol', 'enrolled' FROM audit_event"
        )
    assert "1 event is removed." in machine.run("db", "forget-audit", "--days", "400").stdout
    registrar = Registrar.open(small)
    events = registrar.audit(OPERATOR)
    registrar.close()
    assert [event.at for event in events if event.via is not Via.BUILD and event.action == "enrol"] == [young]
    assert sum(event.via is Via.BUILD for event in events) == 2
    assert (events[-1].action, events[-1].role) == ("forget_audit", Role.OPERATOR)


def test_less_than_a_year_and_a_month_is_refused(machine: Machine, small: Where) -> None:
    refused = machine.run("db", "forget-audit", "--days", "30")
    assert (refused.returncode, "30" in refused.stderr) == (2, True)
