"""What is prepared for the hot path answers as `Connection.execute` does, with the same types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from enroltui.database.engines import open_engine
from enroltui.database.transactions import reading, writing
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.tables import cart_item, class_, class_list, course, enrolment, student
from enroltui.where import Where
from tests.registrar.world import NOW


@pytest.fixture
def connection(small: Where) -> Iterator[Connection]:
    engine = open_engine(small)
    with writing(engine) as opened:
        yield opened
    engine.dispose()


@pytest.mark.parametrize("table", [class_, class_list, course, enrolment, student], ids=lambda table: table.name)
def test_rows_are_the_same(connection: Connection, table: object) -> None:
    query = select(table)  # type: ignore[call-overload]
    rows = Prepared(query).all(connection)
    assert rows == [tuple(row) for row in connection.execute(query)]
    assert rows[0]._asdict() == connection.execute(query).mappings().first()


def test_parameters_are_converted_and_those_of_the_statement_kept(connection: Connection) -> None:
    query = select(class_.c.class_number).where(class_.c.enrol_until > bindparam("now"), class_.c.capacity == 1)
    rows = Prepared(query).all(connection, now=NOW)
    assert rows == [tuple(row) for row in connection.execute(query, {"now": NOW})]
    assert len(rows) == 2
    dates = Prepared(select(class_list.c.slug).where(class_list.c.last_updated == bindparam("day")))
    assert dates.first(connection, day=date(2017, 12, 1)) == ("first-year",)
    assert dates.first(connection, day=date(2017, 12, 2)) is None


def test_changes_are_part_of_the_transaction(small: Where) -> None:
    put_in = Prepared(insert(cart_item), "student_id", "class_id", "added")
    take_out = Prepared(delete(cart_item).where(cart_item.c.class_id == bindparam("of_class")))
    engine = open_engine(small)
    with pytest.raises(RuntimeError):
        _then_fail(engine, put_in)
    with writing(engine) as connection:
        put_in.change(connection, {"student_id": 1, "class_id": 2, "added": NOW})
        put_in.change(connection, {"student_id": 1, "class_id": 3, "added": NOW})
        take_out.change(connection, {"of_class": 2})
    with reading(engine) as connection:
        assert connection.execute(select(cart_item.c.class_id, cart_item.c.added)).all() == [(3, NOW)]
    engine.dispose()


def _then_fail(engine: Engine, put_in: Prepared) -> None:
    with writing(engine) as connection:
        put_in.change(connection, {"student_id": 1, "class_id": 1, "added": NOW})
        raise RuntimeError


def test_a_list_may_be_asked_for_and_a_change_says_how_many_rows_it_was_about(connection: Connection) -> None:
    some = Prepared(select(class_.c.id).where(class_.c.id.in_(bindparam("ids", expanding=True))).order_by(class_.c.id))
    assert [row.id for row in some.all(connection, ids=[3, 1, 2])] == [1, 2, 3]
    assert some.all(connection, ids=[]) == []
    close = Prepared(update(class_).where(class_.c.id < bindparam("below")), "capacity")
    assert close.change(connection, {"below": 3, "capacity": 0}) == 2
    assert Prepared(select(class_.c.capacity).where(class_.c.id == 1)).first(connection) == (0,)
