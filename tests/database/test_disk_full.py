"""Each error of the disk and of the machine is told for what it is; "damaged" only where SQLite's check says so."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from enroltui.database.backups import backup, restore
from enroltui.database.copying import Copy
from enroltui.database.engines import check, open_engine
from enroltui.database.sqlite import trouble_of
from enroltui.database.transactions import writing
from enroltui.errors import Backup, BackupTrouble, DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.language import CODES, Language
from enroltui.registrar.registrar import Registrar
from enroltui.sentences.errors import error_sentence
from enroltui.shipped import put_demo_data_back
from kit.small_disk import give_back, small_disk


@pytest.fixture
def full_disk(built_world: Path, tmp_path: Path) -> Iterator[Path]:
    """Yield a copy of the hand-made world on a small disk that is full; only root can make such a disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not small_disk(folder, 2):
        pytest.skip("no file system can be mounted here, so no disk can be filled")
    try:
        database = Path(shutil.copy(built_world, folder / "enroltui.db"))
        fill(folder)
        yield database
    finally:
        give_back(folder)


def fill(folder: Path) -> None:
    with (folder / "rest").open("wb", buffering=0) as rest:
        for size in (65536, 4096, 1):
            with suppress(OSError):
                while rest.write(b"0" * size):
                    pass


EITHER = (DatabaseUnusable, DatabaseTrouble)


def kind_of(error: BaseException) -> str:
    assert isinstance(error, EITHER)
    return error.kind.value


def refusal(folder: Path) -> Unusable:
    with pytest.raises(DatabaseUnusable) as refused:
        check(folder)
    return refused.value.kind


def test_a_full_disk_is_told_and_what_was_there_stays(full_disk: Path, tmp_path: Path) -> None:
    before = full_disk.read_bytes()
    assert refusal(full_disk) is Unusable.FULL
    with pytest.raises(DatabaseUnusable) as refused:
        Registrar.open(full_disk)
    assert refused.value.kind is Unusable.FULL
    with pytest.raises(DatabaseUnusable) as refused:
        put_demo_data_back(full_disk)
    assert refused.value.kind is Unusable.FULL
    assert full_disk.read_bytes() == before
    left = {path.name: path.stat().st_size for path in full_disk.parent.iterdir()}
    assert left.pop("enroltui.db-wal", 0) == 0  # SQLite's own, which it has begun
    assert set(left) <= {"enroltui.db", "enroltui.db-shm", "rest"}


def test_a_backup_to_a_full_disk_leaves_the_one_before(full_disk: Path, small: Path) -> None:
    with pytest.raises(BackupTrouble) as trouble:
        backup(small, full_disk)
    assert trouble.value.kind is Backup.NO_ROOM
    with pytest.raises(EITHER) as refused:
        Copy(small, full_disk.with_name("copy.db"), demo_accounts=True).carry_out(lambda rows: None)
    assert kind_of(refused.value) == Trouble.FULL
    (full_disk.parent / "rest").unlink()
    check(full_disk, whole=True)


def test_what_a_file_may_not_grow_by_is_told_without_a_word_of_damage(small: Path, built_world: Path) -> None:
    """The process may write no file larger than the database is, as with a quota."""
    before = small.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(EITHER) as refused:
            restore(small, built_world)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert kind_of(refused.value) in (Trouble.FULL, Trouble.FAULTY)
    assert small.read_bytes() == before


def test_a_write_that_finds_no_room_changes_nothing(small: Path) -> None:
    engine = open_engine(small)
    with writing(engine) as connection:
        [[pages]] = connection.exec_driver_sql("PRAGMA page_count").all()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatabaseTrouble) as trouble, writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO catalogue_fact (name, value) VALUES ('x', hex(zeroblob(9000)))")
    engine.dispose()
    assert trouble.value.kind is Trouble.FULL


NO_MEMORY = """
import sys
from pathlib import Path
from enroltui.database.engines import open_engine
from enroltui.database.transactions import writing
from enroltui.errors import DatabaseTrouble
try:
    with writing(open_engine(Path(sys.argv[1]))) as connection:
        connection.exec_driver_sql("DELETE FROM seat_alert")
        connection.exec_driver_sql("PRAGMA hard_heap_limit = 10000000")
        connection.exec_driver_sql("SELECT hex(zeroblob(20000000))").all()
except DatabaseTrouble as trouble:
    print(trouble.kind)
"""


def test_a_write_that_finds_no_memory_is_told(small: Path) -> None:
    """It runs in a process of its own, as the limit holds for all of the process."""
    ended = subprocess.run([sys.executable, "-c", NO_MEMORY, str(small)], capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == (Trouble.NO_MEMORY, "")


@contextmanager
def no_more_files() -> Iterator[None]:
    """Let this process open no more files while the block runs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1, hard))
    taken = []
    try:
        while True:
            try:
                taken.append(os.open(os.devnull, os.O_RDONLY))
            except OSError:
                break
        yield
    finally:
        for descriptor in taken:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_too_many_open_files_are_told(small: Path) -> None:
    engine = open_engine(small)
    with no_more_files():
        kind = refusal(small)
        with pytest.raises(DatabaseTrouble) as trouble, writing(engine):
            pass
    engine.dispose()
    assert (kind, trouble.value.kind) == (Unusable.TOO_MANY_FILES, Trouble.TOO_MANY_FILES)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, Trouble.FULL),
        (sqlite3.SQLITE_IOERR_SHMSIZE, Trouble.FULL),
        (sqlite3.SQLITE_IOERR_WRITE, Trouble.FAULTY),
        (sqlite3.SQLITE_IOERR_NOMEM, Trouble.NO_MEMORY),
        (sqlite3.SQLITE_NOMEM, Trouble.NO_MEMORY),
        (sqlite3.SQLITE_CANTOPEN, Trouble.GONE),
        (sqlite3.SQLITE_BUSY, Trouble.LOCKED),
        (sqlite3.SQLITE_READONLY, Trouble.READ_ONLY),
        (sqlite3.SQLITE_PROTOCOL, Trouble.LOCKS_FAIL),
        (sqlite3.SQLITE_CORRUPT, Trouble.CORRUPT),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_each_error_of_sqlite_has_its_own_meaning(code: int, kind: Trouble | None) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    assert trouble_of(error, keeping=False) is kind


def test_no_two_reasons_have_the_same_sentence_and_none_advises_to_lose_anything() -> None:
    for language in map(Language, CODES):
        unusable = [error_sentence(DatabaseUnusable(kind, Path("x.db")), language) for kind in Unusable]
        on_server = [error_sentence(DatabaseUnusable(kind, "postgresql://x/y"), language) for kind in Unusable]
        trouble = [error_sentence(DatabaseTrouble(kind), language) for kind in Trouble]
        backups = [error_sentence(BackupTrouble(kind, "x"), language) for kind in Backup]
        for sentences in (unusable, on_server, trouble, backups):
            assert len(set(sentences)) == len(sentences)
        older = error_sentence(DatabaseUnusable(Unusable.OLDER, Path("x.db")), language)
        assert "enroltui db upgrade --database x.db" in older
        advising_reset = [kind for kind, said in zip(Unusable, unusable, strict=True) if "reset" in said]
        # nothing is lost: the one is not there, and the other is kept, see test_kept.py
        assert advising_reset == [Unusable.MISSING, Unusable.CORRUPT]
        damaged = [kind for kind, said in zip(Unusable, unusable, strict=True) if _DAMAGED[language.code] in said]
        assert damaged == [Unusable.CORRUPT]
        assert not [said for said in trouble if _DAMAGED[language.code] in said]


_DAMAGED = {"en": "damaged", "nl": "beschadigd"}


def test_damage_in_a_large_file_is_found_by_asking_for_it(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enroltui.database.sqlite._WHOLE_CHECK_BELOW", 0)
    with closing(sqlite3.connect(small)) as connection:
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'audit_event'").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(small.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    small.write_bytes(content)
    check(small)
    with pytest.raises(DatabaseUnusable) as refused:
        check(small, whole=True)
    assert refused.value.kind is Unusable.CORRUPT
    with pytest.raises(DatabaseUnusable) as refused:
        backup(small, small.with_name("backup.db"))
    assert refused.value.kind is Unusable.CORRUPT
    assert [path.name for path in small.parent.iterdir()] == ["small.db"]
