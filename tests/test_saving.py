"""Files are written whole or not at all, to ordinary files only; what killed programs left is tidied by the next."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from enroltui.commands.files import write_file
from enroltui.database.backups import backup, restore
from enroltui.database.copying import Copy
from enroltui.database.engines import open_engine
from enroltui.database.transactions import reading
from enroltui.errors import Backup, BackupTrouble, DatabaseUnusable, Unusable
from enroltui.language import Language
from enroltui.sandbox import Sandbox
from enroltui.saving import draft_of, save_new
from enroltui.server.host_key import own_key
from enroltui.settings import default_today

WRITING = """
import sys
from pathlib import Path
from enroltui.saving import HeldFolder, draft_of
if sys.argv[1] == "sandbox":
    folder = HeldFolder(Path(sys.argv[2]), "enroltui-demo-")
    (folder.path / "demo.db").write_text("half")
    print(flush=True)
    sys.stdin.read()
with draft_of(Path(sys.argv[2]), replace=True) as draft:
    draft.write_text("half")
    print(flush=True)
    sys.stdin.read()
"""


def writing(what: str, place: Path) -> subprocess.Popen[str]:
    """Start a process that is in the midst of writing."""
    started = subprocess.Popen(
        [sys.executable, "-c", WRITING, what, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "\n"
    return started


def over(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    process.communicate()


def in_folder(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- leftovers ------------------------------------------------------------------------------------------------------


def test_what_killed_programs_left_is_tidied_and_what_a_living_one_writes_is_not(small: Path, tmp_path: Path) -> None:
    living = writing("file", tmp_path / "living.db")
    [kept] = tmp_path.glob(".*")
    for number in range(3):
        over(writing("file", tmp_path / f"{number}.db"), signal.SIGKILL)
    backup(small, tmp_path / "monday.db")
    assert in_folder(tmp_path) == [kept.name, "monday.db", "small.db"]
    assert living.communicate()[0] == ""  # it goes on to its end
    assert in_folder(tmp_path) == ["living.db", "monday.db", "small.db"]


@pytest.mark.parametrize("again", ["backup", "copy", "restore", "save", "write", "key"])
def test_whoever_writes_in_a_folder_tidies_it(small: Path, tmp_path: Path, again: str) -> None:
    over(writing("file", tmp_path / "a.db"), signal.SIGKILL)
    assert list(tmp_path.glob(".*"))
    match again:
        case "backup":
            backup(small, tmp_path / "a.db")
        case "copy":
            Copy(small, tmp_path / "a.db", demo_accounts=True).carry_out(lambda rows: None)
        case "restore":
            restore(tmp_path / "new.db", small)
        case "save":
            assert save_new(b"x", str(tmp_path), "calendar", ".ics")
        case "write":
            write_file(b"x", str(tmp_path / "roster.csv"), Language("en"))
        case "key":
            own_key(tmp_path / "key")
    assert list(tmp_path.glob(".*")) == []


def test_the_sandbox_of_a_killed_program_is_thrown_away_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    living = writing("sandbox", tmp_path)
    [kept] = tmp_path.iterdir()
    over(writing("sandbox", tmp_path), signal.SIGKILL)
    sandbox = Sandbox()
    sandbox.begin(Language("en")).registrar.programmes()
    assert len(in_folder(tmp_path)) == 2
    sandbox.close()
    assert in_folder(tmp_path) == [kept.name]
    over(living, signal.SIGKILL)


def test_a_copy_that_was_killed_can_be_repeated(small: Path, tmp_path: Path) -> None:
    """Kill it as soon as anything of the copy can be seen."""
    code = (
        "from pathlib import Path; from enroltui.database.copying import Copy\n"
        f"copy = Copy(Path({str(small)!r}), Path({str(tmp_path / 'copy.db')!r}), demo_accounts=True)\n"
        "copy.carry_out(lambda rows: (print(flush=True), input()))"
    )
    killed = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "\n"
    over(killed, signal.SIGKILL)
    Copy(small, tmp_path / "copy.db", demo_accounts=True).carry_out(lambda rows: None)
    assert in_folder(tmp_path) == ["copy.db", "small.db"]


# --- ordinary files -------------------------------------------------------------------------------------------------


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _socket(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as bound:
        bound.bind(str(path))


def _link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/null")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("make", [_pipe, _folder, _socket, _link_to_a_device, _link_to_itself])
def test_what_is_no_ordinary_file_is_told_and_left_as_it_is(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    odd = Path("odd")
    make(odd)
    before = odd.lstat()
    for write in (backup, restore):
        with pytest.raises(BackupTrouble) as trouble:
            write(small, odd)
        assert trouble.value.kind is Backup.NOT_A_FILE
    for source, target in ((small, odd), (odd, small)):
        with pytest.raises(DatabaseUnusable) as refused:
            Copy(source, target, demo_accounts=True)
        assert refused.value.kind is Unusable.NOT_A_FILE
    assert default_today(odd) == "real"  # and does not wait for ever
    with pytest.raises(SystemExit):
        write_file(b"x", "odd", Language("en"))
    assert (odd.lstat().st_ino, odd.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert in_folder(tmp_path) == ["odd", "small.db"]


def test_a_link_stays_and_what_it_leads_to_is_written(small: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    target, link, other = tmp_path / "disk" / "backup.db", tmp_path / "monday.db", tmp_path / "other.db"
    target.write_text("last week's")
    target.chmod(0o600)
    os.link(target, other)
    link.symlink_to(target)
    backup(small, link)
    assert link.readlink() == target
    assert target.stat().st_mode & 0o777 == 0o600
    assert other.read_text() == "last week's"
    engine = open_engine(target)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
    engine.dispose()


def test_a_link_of_another_person_in_everybodys_folder_is_not_followed(small: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a link that belongs to somebody else")
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (tmp_path / "mine.txt").write_text("mine")
    (shared / "backup.db").symlink_to(tmp_path / "mine.txt")
    os.lchown(shared / "backup.db", 12345, 12345)
    with pytest.raises(BackupTrouble):
        backup(small, shared / "backup.db")
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["small.db", "small.db-wal", "small.db-shm", "link.db", "hard.db"])
def test_a_backup_is_not_made_over_the_database_itself(small: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "link.db").symlink_to(small)
    os.link(small, tmp_path / "hard.db")
    inode = small.stat().st_ino
    with pytest.raises(BackupTrouble) as trouble:
        backup(small, tmp_path / name)
    assert trouble.value.kind is Backup.ITSELF
    assert small.stat().st_ino == inode


@pytest.mark.parametrize("name", ["-", "postgresql:/anna:secret@localhost/x", "file:/tmp/x", " sqlite:/x"])
def test_an_address_is_no_file_and_its_password_is_not_told(small: Path, name: str) -> None:
    for write in (backup, restore):
        with pytest.raises(BackupTrouble) as trouble:
            write(small, Path(name))
        assert trouble.value.kind is Backup.NOT_A_FILE
        assert "secret" not in trouble.value.said


def test_a_database_that_is_in_use_is_not_replaced_by_a_backup(small: Path, built_world: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(built_world.read_bytes())
    engine = open_engine(other)
    with reading(engine):
        pass
    with pytest.raises(BackupTrouble) as trouble:
        backup(small, other)
    assert trouble.value.kind is Backup.IN_USE
    engine.dispose()
    backup(small, other)


def test_what_fails_in_the_midst_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("before")

    def fail() -> None:
        with draft_of(tmp_path / "roster.csv", replace=True) as draft:
            draft.write_text("half")
            raise OSError("no more room")

    with pytest.raises(OSError, match="no more room"):
        fail()
    assert (tmp_path / "roster.csv").read_text() == "before"
    assert in_folder(tmp_path) == ["roster.csv"]
