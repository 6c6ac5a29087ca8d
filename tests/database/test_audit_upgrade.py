"""An audit trail from before sessions and addresses were kept in it stays as it was, and goes on with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import writing
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account, Seat
from enroltui.terms import Role, Via
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.world import ANNA, PASSWORD, as_role


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_events_of_the_version_before_stay_and_later_ones_tell_from_where(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    where: Where = tmp_path / "before.db" if kind == "sqlite" else request.getfixturevalue("empty")
    world.build(where, "0007")
    engine = open_engine(where)
    with writing(engine) as connection:
        event = "INSERT INTO audit_event (at, visit_at, actor, role, via, student_id, action, outcome) "
        connection.execute(text(event + f"VALUES ('{MOMENT}', '{MOMENT}', 'me', 'operator', 'command', 1, 'a', 'b')"))
    upgrade(engine, keep_older=False)
    assert "ix_audit_event_at" in {index["name"] for index in inspect(engine).get_indexes("audit_event")}
    engine.dispose()
    registrar = Registrar.open(where)
    account = registrar.sign_in(ANNA, PASSWORD)
    assert isinstance(account, Account)
    registrar.begin_session(account, Seat("192.0.2.1", Via.SSH, "alice", "17-abc"))
    before, after = registrar.audit(as_role(Role.OPERATOR))
    registrar.close()
    assert (before.actor, before.action, before.session_number, before.address) == ("me", "a", None, None)
    assert (after.action, after.session_number, after.address) == ("log_in", 1, "192.0.2.1")


MOMENT = "2018-01-15 12:00:00.000000"
