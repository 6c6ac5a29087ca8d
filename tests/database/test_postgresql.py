"""A server's database: told for what it is when it can't be worked on, and its errors for what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from enroltui.database.engines import check, open_engine
from enroltui.database.schema import upgrade
from enroltui.database.transactions import reading, retried, writing
from enroltui.errors import DatabaseTrouble, DatabaseUnusable, Trouble, UnfitInput, Unusable
from enroltui.migrations import HEAD
from enroltui.models.schema import metadata
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change
from kit.patience import PATIENCE
from kit.servers import Server
from tests.registrar import arranging, world
from tests.registrar.world import ANNA, as_student


@pytest.fixture
def database(empty: str) -> str:
    world.build(empty)
    return empty


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    opened = open_engine(database)
    yield opened
    opened.dispose()


def unusable(url: str) -> Unusable:
    with pytest.raises(DatabaseUnusable) as refused:
        Registrar.open(url)
    return refused.value.kind


def test_what_cannot_be_worked_on_is_told(empty: str, server: Server) -> None:
    assert unusable(empty) is Unusable.EMPTY
    assert unusable("postgresql://localhost:1/enroltui?connect_timeout=2") is Unusable.UNREACHABLE
    assert unusable(empty.replace("enroltui_", "nonesuch_")) is Unusable.MISSING
    assert unusable(empty.replace("postgres:", "nobody:", 1)) is Unusable.UNREADABLE
    with psycopg.connect(empty) as connection:
        connection.execute("CREATE TABLE recipe (name text)")
    assert unusable(empty) is Unusable.FOREIGN


def test_another_versions_schema_is_told_and_brought_on_by_its_command_only(database: str) -> None:
    for revision, kind in (("0000", Unusable.OLDER), ("0999", Unusable.NEWER)):
        with arranging.changed(database) as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
        assert unusable(database) is kind


def test_an_older_database_is_brought_on_with_what_is_in_it(empty: str) -> None:
    world.build(empty, "0001")
    assert unusable(empty) is Unusable.OLDER
    engine = open_engine(empty)
    upgrade(engine)
    engine.dispose()
    check(empty)
    registrar = Registrar.open(empty)
    [outcome] = registrar.enrol(as_student(ANNA), ANNA, [world.EXAM], "request", from_cart=False)
    assert outcome.change is Change.ENROLLED
    registrar.close()


def test_a_user_who_may_not_write_is_told(database: str, server: Server) -> None:
    server.tell("DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN")
    with psycopg.connect(database) as connection:
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    assert unusable(database.replace("postgres:", "reader:", 1)) is Unusable.READ_ONLY


def test_the_migrations_end_in_the_models_schema(engine: Engine) -> None:
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        [revision] = connection.execute(text("SELECT version_num FROM alembic_version")).one()
    assert [difference for difference in differences if "course_folded_trigrams" not in str(difference)] == []
    assert revision == HEAD


def test_all_text_is_in_the_order_of_its_code_points(engine: Engine) -> None:
    with reading(engine) as connection:
        others = connection.exec_driver_sql(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"
        ).all()
    assert others == []


# --- transactions ---------------------------------------------------------------------------------------------------


def test_a_reader_changes_nothing(engine: Engine) -> None:
    with pytest.raises(DatabaseTrouble) as trouble, reading(engine) as reader:
        reader.execute(text("DELETE FROM meeting"))
    assert trouble.value.kind is Trouble.READ_ONLY


def _carry_out(engine: Engine, *statements: str) -> None:
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("setting", "statement", "kind"),
    [
        ("lock_timeout", "SELECT * FROM class FOR UPDATE", Trouble.LOCKED),
        ("statement_timeout", "SELECT pg_sleep(3600)", Trouble.LOCKED),
        ("application_name", "SELECT pg_terminate_backend(pg_backend_pid())", Trouble.GONE),
    ],
)
def test_what_takes_too_long_or_is_cut_off_is_told(engine: Engine, setting: str, statement: str, kind: Trouble) -> None:
    with writing(engine) as other:
        other.execute(text("SELECT * FROM class FOR UPDATE"))
        with pytest.raises(DatabaseTrouble) as trouble:
            _carry_out(engine, f"SET LOCAL {setting} = 50", statement)
    assert trouble.value.kind is kind
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1


def test_more_threads_than_connections_wait_and_are_told(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enroltui.database.postgresql.MOST_CONNECTIONS", 8)
    monkeypatch.setattr("enroltui.database.postgresql.PATIENCE", 0.05)
    engine, over, held = open_engine(database), Event(), Barrier(9, timeout=PATIENCE)

    def hold() -> None:
        with reading(engine):
            held.wait()
            over.wait(PATIENCE)

    with ThreadPoolExecutor(8) as threads:
        for _ in range(8):
            threads.submit(hold)
        held.wait()
        with pytest.raises(DatabaseTrouble) as trouble, reading(engine):
            pass
        over.set()
    assert trouble.value.kind is Trouble.CROWDED
    engine.dispose()


def test_a_server_that_takes_no_more_connections_is_told(database: str) -> None:
    url = database.replace("postgres:", "narrow:", 1)
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("CREATE ROLE narrow SUPERUSER LOGIN")
        try:
            engine = open_engine(url)
            with psycopg.connect(url):
                owner.execute("ALTER ROLE narrow NOSUPERUSER CONNECTION LIMIT 1")
                assert unusable(url) is Unusable.CROWDED
                with pytest.raises(DatabaseTrouble) as trouble, reading(engine):
                    pass
        finally:
            owner.execute("DROP ROLE narrow")
    assert trouble.value.kind is Trouble.CROWDED


@pytest.mark.usefixtures("patient_writers")
def test_a_deadlock_is_tried_again(engine: Engine) -> None:
    """Two changes that lock the same two rows the other way round are both kept in the end."""
    tries: list[int] = []
    met = [Event(), Event()]

    @retried
    def change(first: int, then: int, mine: int) -> None:
        tries.append(mine)
        with writing(engine) as connection:
            connection.execute(text("UPDATE class SET capacity = capacity + 1 WHERE id = :id"), {"id": first})
            met[mine].set()
            met[1 - mine].wait(PATIENCE)
            connection.execute(text("UPDATE class SET capacity = capacity + 1 WHERE id = :id"), {"id": then})

    with reading(engine) as connection:
        before = connection.execute(text("SELECT capacity FROM class WHERE id IN (1, 2) ORDER BY id")).scalars().all()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(change, (1, 2), (2, 1), (0, 1)))
    with reading(engine) as connection:
        after = connection.execute(text("SELECT capacity FROM class WHERE id IN (1, 2) ORDER BY id")).scalars().all()
    assert after == [count + 2 for count in before]
    assert len(tries) == 3


def test_text_with_a_nul_is_refused_before_it_comes_there(database: str) -> None:
    registrar = Registrar.open(database)
    with pytest.raises(UnfitInput):
        registrar.save_plan(as_student(ANNA), ANNA, "a\x00b")
    assert registrar.plans(as_student(ANNA), ANNA) == ()
    registrar.close()
