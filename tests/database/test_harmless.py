"""Every text is harmless where it leaves the database, by every way; a copy has it as it was."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import String, bindparam, insert, select, type_coerce, update
from sqlmodel import AutoString

from enroltui.database.copying import Copy
from enroltui.database.engines import open_engine
from enroltui.database.transactions import reading, writing
from enroltui.models.columns import PlainJson, PlainText, as_stored
from enroltui.models.schema import metadata
from enroltui.registrar.letters.contents import UsisQuestion
from enroltui.registrar.people.passwords import is_password
from enroltui.registrar.prepared import Prepared
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.tables import request, staff, student
from enroltui.where import Where
from tests.registrar.world import ANNA, HELPDESK, NOW, PASSWORD, as_student

EVIL, SHOWN = "\x1b]52;c;cm0gLXJm\x07An\u202ena\x9b31m", "]52;c;cm0gLXJmAnna31m"


def _renamed(database: Where) -> None:
    engine = open_engine(database)
    with writing(engine) as connection:
        connection.execute(update(student).where(student.c.student_number == ANNA).values(name=EVIL))
    engine.dispose()


def test_no_column_hands_out_a_text_as_it_was_written() -> None:
    types = [column.type for table in metadata.tables.values() for column in table.c]
    assert not [kind for kind in types if isinstance(kind, AutoString | String)]
    assert len([kind for kind in types if isinstance(kind, PlainText | PlainJson)]) > 80


def test_a_text_is_harmless_by_a_statement_and_by_a_prepared_one(small: Where) -> None:
    _renamed(small)
    engine = open_engine(small)
    query = select(student.c.name).where(student.c.student_number == bindparam("number"))
    with reading(engine) as connection:
        assert connection.scalar(query, {"number": ANNA}) == SHOWN
        assert Prepared(query).all(connection, number=ANNA) == [(SHOWN,)]
        assert connection.scalar(select(type_coerce(student.c.name, String)).where(student.c.name == EVIL)) == EVIL
    engine.dispose()


def test_facts_are_harmless_and_a_request_sent_again_is_known_by_them(small: Where) -> None:
    registrar = Registrar.open(small)
    asked = UsisQuestion(EVIL, f"first line\n{EVIL}")
    first = registrar.write_letter(as_student(ANNA), ANNA, asked, "key")
    assert first.facts == UsisQuestion(SHOWN, f"first line\n{SHOWN}")
    assert registrar.write_letter(as_student(ANNA), ANNA, asked, "key") == first
    registrar.close()


def test_a_copy_has_every_text_as_it_was(small: Where, tmp_path: Path) -> None:
    _renamed(small)
    answer = json.dumps([EVIL], ensure_ascii=False)
    engine = open_engine(small)
    with writing(engine) as connection:
        row = {"key": EVIL, "asked": answer, "answer": answer, "at": NOW}
        connection.execute(insert(request).values(row))
    copy = Copy(small, tmp_path / "copy.db", demo_accounts=True)
    copy.carry_out(lambda _: None)
    copied = open_engine(tmp_path / "copy.db")
    with reading(engine) as here, reading(copied) as there:
        for table in metadata.sorted_tables:
            query = select(*as_stored(table))
            assert there.execute(query).all() == here.execute(query).all()
        assert there.execute(select(*as_stored(request))).one()[1:4] == (EVIL, answer, answer)
    engine.dispose()
    copied.dispose()


def test_password_hashes_come_out_to_the_byte(small: Where) -> None:
    engine = open_engine(small)
    with reading(engine) as connection:
        kept = connection.scalar(select(staff.c.password_hash).where(staff.c.login == HELPDESK))
        stored = connection.scalar(select(type_coerce(staff.c.password_hash, String)).where(staff.c.login == HELPDESK))
    engine.dispose()
    assert kept == stored
    assert is_password(PASSWORD, kept)
