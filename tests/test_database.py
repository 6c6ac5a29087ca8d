"""Files that cannot be worked on are named for what they are and stay as they were; the schema is the models' own."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from enroltui.database.engines import check, open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import reading, writing
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.migrations import HEAD
from enroltui.models.schema import metadata
from enroltui.registrar.registrar import Registrar


def _missing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("class_number;title\n28114;Logic\n" * 100)


def _half_a_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def _another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


def _another_programs_in_wal_mode(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE recipe (name TEXT)")


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


def _scratched(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 6000] = b"\xff" * 6000
    path.write_bytes(content)


def _read_only(path: Path) -> None:
    path.chmod(0o444)


def _set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def _older(path: Path) -> None:
    _set_revision(path, "0000")


def _newer(path: Path) -> None:
    _set_revision(path, "0999")


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_missing, Unusable.MISSING),
        (_folder, Unusable.NOT_A_FILE),
        (_empty, Unusable.FOREIGN),
        (_text, Unusable.FOREIGN),
        (_half_a_header, Unusable.FOREIGN),
        (_another_programs, Unusable.FOREIGN),
        (_another_programs_in_wal_mode, Unusable.FOREIGN),
        (_cut_off, Unusable.CORRUPT),
        (_overwritten, Unusable.CORRUPT),
        (_scratched, Unusable.CORRUPT),
        (_read_only, Unusable.READ_ONLY),
        (_older, Unusable.OLDER),
        (_newer, Unusable.NEWER),
    ],
)
def test_an_unusable_file_is_told_and_stays_as_it_was(
    small: Path, spoil: Callable[[Path], None], kind: Unusable
) -> None:
    spoil(small)
    before = _everything_in(small.parent)
    with pytest.raises(DatabaseUnusable) as refused:
        check(small)
    assert refused.value.kind is kind
    assert refused.value.path == small
    if kind is not Unusable.OLDER:
        with pytest.raises(DatabaseUnusable):
            Registrar.open(small)
    assert _everything_in(small.parent) == before


def test_a_locked_file_is_told_and_stays_as_it_was(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enroltui.database.sqlite.BUSY_TIMEOUT", 0.01)
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        before = _everything_in(small.parent)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseUnusable) as refused:
            Registrar.open(small)
        other.execute("ROLLBACK")
    assert refused.value.kind is Unusable.LOCKED
    assert _everything_in(small.parent) == before


def test_a_file_whose_path_has_signs_that_mean_something_in_an_address_opens(small: Path) -> None:
    odd = small.with_name("a?b#c %41é.db")
    small.rename(odd)
    registrar = Registrar.open(odd)
    assert registrar.programmes()
    registrar.close()


def test_a_sound_file_is_not_changed_by_looking_at_it(small: Path) -> None:
    before = _everything_in(small.parent)
    check(small)
    assert _everything_in(small.parent) == before


def test_a_file_that_others_are_writing_to_can_be_opened(small: Path, leiden: Registrar) -> None:
    leiden.programmes()
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        check(small)
        again = Registrar.open(small)
        assert again.programmes() == leiden.programmes()
        again.close()


# --- transactions ---------------------------------------------------------------------------------------------------


@pytest.fixture
def engine(small: Path) -> Iterator[Engine]:
    opened = open_engine(small)
    yield opened
    opened.dispose()


def test_connections_keep_what_is_confirmed_and_refuse_orphans(engine: Engine) -> None:
    with reading(engine) as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [connection.scalar(text(f"PRAGMA {name}")) for name in pragmas] == ["wal", 2, 1, 5000]


def test_a_writer_that_waits_too_long_is_told(engine: Engine, small: Path) -> None:
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with reading(engine) as connection:
            connection.execute(text("PRAGMA busy_timeout = 10"))
        with pytest.raises(DatabaseTrouble) as trouble, writing(engine):
            pass
    assert trouble.value.kind is Trouble.LOCKED


def test_a_file_that_has_gone_is_told_and_not_made_anew(engine: Engine, small: Path) -> None:
    small.unlink()
    with pytest.raises(DatabaseTrouble) as trouble, reading(engine):
        pass
    assert trouble.value.kind is Trouble.GONE
    assert not small.exists()


# --- the schema -----------------------------------------------------------------------------------------------------


def test_the_migrations_end_in_the_models_schema(small: Path) -> None:
    of_models = create_engine("sqlite://")
    metadata.create_all(of_models)
    with of_models.connect() as connection:
        expected = _schema(connection.exec_driver_sql(_SCHEMA).all())
    of_models.dispose()
    with closing(sqlite3.connect(small)) as connection:
        found = _schema(connection.execute(_SCHEMA).fetchall())
    assert found == expected


def test_head_is_the_last_migration(small: Path) -> None:
    with closing(sqlite3.connect(small)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_an_upgrade_fills_an_empty_file_and_may_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    engine = open_engine(path, create=True)
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()
    check(path)


def test_an_older_file_is_upgraded_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    engine = open_engine(path, create=True)
    upgrade(engine, "0001")
    engine.dispose()
    registrar = Registrar.open(path)
    assert registrar.programmes() == ()
    registrar.close()
    check(path)


def test_an_older_file_that_cannot_be_upgraded_is_told_and_keeps_what_is_in_it(small: Path) -> None:
    with closing(sqlite3.connect(small)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.commit()
        before = list(connection.iterdump())
        with pytest.raises(DatabaseUnusable) as refused:
            Registrar.open(small)
        assert refused.value.kind is Unusable.TOO_OLD
        assert list(connection.iterdump()) == before


_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def _schema(rows: object) -> dict[str, set[str]]:
    """Return each table and index with its parts, whatever their order; without what only migrations make."""
    found = {}
    for kind, name, sql in rows:  # type: ignore[attr-defined]
        if kind in ("table", "index") and not name.startswith(("course_search", "alembic")):
            # SQLite writes a column that was added on the last line, behind a comma.
            parts = (part.strip(" \t)") for part in re.split(r"[,\n]", sql.replace('"', "")))
            found[name] = {part for part in parts if part}
    return found


def _everything_in(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}
