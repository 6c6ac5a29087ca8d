"""A database of an earlier version is opened, and nothing in it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select
from sqlalchemy.exc import IntegrityError

from enroltui.database.engines import open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import reading, writing
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.tables import letter
from enroltui.registrar.values.people import Account
from enroltui.where import Where
from tests.registrar import world
from tests.registrar.world import ANNA, PASSWORD


def test_a_one_time_password_of_the_version_before_still_holds_for_a_day(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    world.build(path, "0005")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE student SET password_once = 1 WHERE student_number = ?", (ANNA,))
        connection.commit()
    registrar = Registrar.open(path)
    account = registrar.sign_in(ANNA, PASSWORD)
    assert isinstance(account, Account)
    assert account.password_once
    registrar.close()
    later = Registrar.open(path, lambda: datetime.now(UTC) + timedelta(days=1, minutes=1))
    assert not isinstance(later.sign_in(ANNA, PASSWORD), Account)
    later.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_letter_of_the_second_version_stays_and_letters_of_later_kinds_may_be_written(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    where: Where = tmp_path / "before.db" if kind == "sqlite" else request.getfixturevalue("empty")
    world.build(where, "0002")
    written = {
        "language": "nl",
        "recipient": "anna@student.example",
        "student_id": 1,
        "written": world.at("2018-01-15"),
    }
    row = {**written, "message_id": "1", "kind": "enrolled", "facts": "{}", "state": "sent", "tries": 1}
    engine = open_engine(where)
    with writing(engine) as connection:
        connection.execute(insert(letter), row)
    upgrade(engine, keep_older=False)
    with writing(engine) as connection:
        connection.execute(insert(letter), {**row, "message_id": "2", "kind": "minor_refused"})
    with pytest.raises(IntegrityError, match="ck_letter_kind"), writing(engine) as connection:
        connection.execute(insert(letter), {**row, "message_id": "3", "kind": "love"})
    with reading(engine) as connection:
        kept = connection.execute(select(letter).order_by(letter.c.id)).mappings().all()
    assert [kept_letter["kind"] for kept_letter in kept] == ["enrolled", "minor_refused"]
    assert row.items() <= kept[0].items()
    assert {unique["name"] for unique in inspect(engine).get_unique_constraints("letter")} == {
        "uq_letter_message_id",
        "uq_letter_request_key",
    }
    indexes = {index["name"] for index in inspect(engine).get_indexes("letter")}
    assert indexes >= {"ix_letter_state_id", "ix_letter_student_id_id"}
    engine.dispose()
