"""A copy holds every row of what it was made from, on whichever kinds of database, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from enroltui.database.copying import Copy, opened
from enroltui.database.engines import open_engine
from enroltui.database.transactions import reading, writing
from enroltui.errors import CopyDiffers, DatabaseUnusable, Unusable
from enroltui.models.schema import metadata
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.tables import catalogue_fact, student
from enroltui.registrar.values.enrolling import Change
from enroltui.where import Where
from tests.conftest import SHIPPED
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, as_student


def copy(source: Where, target: Where, *, demo_accounts: bool = True) -> int:
    """Copy one database to another. Returns how many rows the progress was told of."""
    done: list[int] = []
    copying = Copy(source, target, demo_accounts=demo_accounts)
    copying.carry_out(done.append)
    assert sum(done) == 2 * copying.rows
    return copying.rows


def everything(where: Where) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables, in the order of their keys."""
    with opened(where) as engine, reading(engine) as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def test_the_shipped_catalogue_comes_back_from_a_server_as_it_went(empty: str, tmp_path: Path) -> None:
    before = SHIPPED.stat()
    rows = copy(SHIPPED, empty)
    assert copy(empty, tmp_path / "back.db") == rows > 10_000
    assert (SHIPPED.stat().st_mtime, SHIPPED.with_name("catalogue.db-wal").exists()) == (before.st_mtime, False)
    assert everything(tmp_path / "back.db") == everything(SHIPPED)


def test_what_is_added_to_a_copy_is_numbered_on(leiden: Registrar, small: Path, empty: str) -> None:
    leiden.enrol(as_student(ANNA), ANNA, [world.EXAM], "before", from_cart=False)
    copy(small, empty)
    registrar = Registrar.open(empty)
    [first] = registrar.enrol(as_student(ANNA), ANNA, [world.EXAM], "before", from_cart=False)
    [other] = registrar.enrol(as_student(ANNA), ANNA, [world.PROJECT], "after", from_cart=False)
    assert (first.change, other.change) == (Change.ENROLLED, Change.ENROLLED)
    assert len(registrar.enrolments(as_student(ANNA), ANNA)) == 2
    registrar.close()


def test_demo_accounts_are_left_out_with_all_that_they_have(leiden: Registrar, small: Path, tmp_path: Path) -> None:
    leiden.enrol(as_student(ANNA), ANNA, [world.EXAM], "request", from_cart=False)
    target = tmp_path / "without.db"
    copy(small, target, demo_accounts=False)
    left, all_ = everything(target), everything(small)
    assert len(left["student"]) == len(all_["student"]) - 1
    assert len(left["enrolment"]) == len(all_["enrolment"]) - 1
    assert (left["audit_event"], left["letter"], left["meeting"]) == ([], [], all_["meeting"])
    engine = open_engine(target)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.scalar(select(func.count()).where(student.c.student_number == ANNA)) == 0
    engine.dispose()


def test_what_has_something_in_it_is_not_copied_into(small: Path, built_world: Path, empty: str) -> None:
    before = everything(small)
    with pytest.raises(DatabaseUnusable) as refused:
        Copy(built_world, small, demo_accounts=True)
    assert refused.value.kind is Unusable.FILLED
    assert everything(small) == before
    with pytest.raises(DatabaseUnusable) as refused:
        Copy(empty, small, demo_accounts=True)
    assert refused.value.kind is Unusable.EMPTY


def test_a_copy_that_differs_is_undone(small: Path, empty: str) -> None:
    copying = Copy(small, empty, demo_accounts=True)
    engine = open_engine(empty)
    with writing(engine) as connection:
        connection.execute(insert(catalogue_fact), {"name": "planted", "value": "since it was looked at"})
    with pytest.raises(CopyDiffers):
        copying.carry_out(lambda rows: None)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(student)) == 0
    engine.dispose()


def test_text_that_only_one_of_them_could_put_in_another_order_stays_in_order(small: Path, empty: str) -> None:
    with arranging.changed(small) as connection:
        for name in ("é", "E", "e", "_", "Z", "z-", "ÿ", "\N{GRINNING FACE}", "\uffee"):
            connection.execute(insert(catalogue_fact), {"name": name, "value": "x"})
    copy(small, empty)
    assert everything(empty) == everything(small)
