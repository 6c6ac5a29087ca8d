"""Transactions, alike on both kinds of database: all of one or nothing, and a reader sees one moment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from enroltui.database.engines import open_engine
from enroltui.database.transactions import reading, writing
from enroltui.where import Where

pytestmark = pytest.mark.both_databases

MEETINGS = text("SELECT count(*) FROM meeting")


@pytest.fixture
def engine(small: Where) -> Iterator[Engine]:
    opened = open_engine(small)
    yield opened
    opened.dispose()


def test_a_write_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        _delete_all_classes(engine)
    with reading(engine) as connection:
        assert connection.scalar(MEETINGS)


def test_a_reader_sees_one_moment(engine: Engine) -> None:
    with reading(engine) as reader:
        before = reader.scalar(MEETINGS)
        with writing(engine) as writer:
            writer.execute(text("DELETE FROM meeting"))
        assert reader.scalar(MEETINGS) == before
    with reading(engine) as reader:
        assert reader.scalar(MEETINGS) == 0


def _delete_all_classes(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM meeting"))
        connection.execute(text("DELETE FROM class"))  # refused: some have students
