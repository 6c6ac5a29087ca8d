"""What docs/postgresql.md grants is enough, and a server that lets somebody in by halves, or not at all, is told so."""

from __future__ import annotations

import os
import re
import shlex
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import psycopg
import pytest
import trustme
from hypothesis import settings
from sqlalchemy import text

from enroltui.database.backups import backup
from enroltui.database.engines import check
from enroltui.errors import Backup, BackupTrouble, DatabaseTrouble, DatabaseUnusable, Trouble, Unusable
from enroltui.language import Language
from enroltui.registrar.letters.contents import SendAttempt, SendResult, UsisQuestion
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account, Seat
from enroltui.sentences.errors import error_sentence
from enroltui.terms import Via
from kit.servers import Server, name_of, own_server, programs
from tests.process import CHECKOUT, Machine
from tests.registrar import arranging, world
from tests.registrar.arranging import make_real
from tests.registrar.lives.faculty import OnServer, build
from tests.registrar.lives.machine import Lives
from tests.registrar.minors import world as minor_world
from tests.registrar.test_lives import LIFE, live
from tests.registrar.world import ANNA, as_student

PAGE = (CHECKOUT / "docs/postgresql.md").read_text(encoding="utf-8")
ROLE = "enroltui_app"
RULES = f"local all postgres trust\nlocal all {ROLE},backups,reader,enroltui scram-sha-256\n"


def printed_statements(url: str) -> list[str]:
    """What the page has given to psql for the database of a URL, in its order."""
    blocks = re.findall(r"<<'SQL'\n(.*?)SQL\n", PAGE, re.DOTALL)
    assert len(blocks) == 2
    return [one.replace("ON DATABASE enroltui", f"ON DATABASE {name_of(url)}") for one in blocks]


def tell(url: str, statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements.encode())


def as_role(url: str, role: str = ROLE, password: str = ":choose-another-too") -> str:
    return url.replace("postgres:", f"{role}{password}", 1)


@pytest.fixture(scope="module")
def guarded() -> Iterator[Server]:
    """A server that asks everybody but its superuser for a password, with the page's role."""
    with own_server(forgetful=True) as started:
        with psycopg.connect(started.url) as connection:
            [rules] = connection.execute("SHOW hba_file").fetchall()[0]
        Path(rules).write_text(RULES)
        started.tell("SELECT pg_reload_conf()", printed_statements(started.url)[0])
        yield started


@pytest.fixture(scope="module")
def faculty(guarded: Server) -> OnServer:
    """The faculty of the random lives, with what the page grants; copies of it have that too."""
    url = guarded.database()
    build(url)
    tell(url, printed_statements(url)[1])
    return OnServer(url, guarded)


@pytest.fixture
def database(faculty: OnServer) -> Iterator[str]:
    """A copy of it, by its superuser's URL."""
    with faculty.copy() as url:
        # A template brings the rights on its tables along, and not those on itself.
        tell(url, "\n".join(line for line in printed_statements(url)[1].splitlines() if "DATABASE" in line))
        yield url


def unusable(url: str) -> Unusable:
    with pytest.raises(DatabaseUnusable) as refused:
        check(url)
    return refused.value.kind


@dataclass(frozen=True)
class InTheRole(OnServer):
    """The faculty, for those who come in by the role."""

    @contextmanager
    def copy(self) -> Iterator[str]:
        with super().copy() as url:
            yield as_role(url)


# --- the least rights -----------------------------------------------------------------------------------------------


def test_students_and_staff_do_all_there_is_with_the_least_rights(faculty: OnServer) -> None:
    live(InTheRole(faculty.built, faculty.server), settings(LIFE, max_examples=3), Lives)


def test_accounts_letters_and_sessions_need_no_other_rights(database: str) -> None:
    registrar = Registrar.open(as_role(database))
    her, staff = as_student(ANNA), minor_world.staff()
    registrar.sign_in(ANNA, "wrong")
    account = registrar.sign_in(ANNA, world.PASSWORD)
    assert isinstance(account, Account)
    registrar.begin_session(account, Seat("local", Via.SCREEN, "here", "1"))
    registrar.remember(her, language="nl")
    registrar.save_plan(her, ANNA, "autumn")
    registrar.save_plan(her, ANNA, "autumn")
    registrar.delete_plan(her, ANNA, "autumn")
    registrar.withdraw_from_minor(her, ANNA, minor_world.STARS)
    registrar.refuse_for_minor(staff, ANNA, minor_world.STARS)
    registrar.mark_read(her, ANNA, [message.number for message in registrar.messages(her, ANNA)])
    registrar.write_letter(her, ANNA, UsisQuestion("28114", "It does not open."), "letter")
    with registrar.only_sender(1):
        letter = registrar.claim_letter(0, due=True)
        assert letter is not None
        registrar.note_answer(letter.number, SendAttempt(SendResult.ACCEPTED, ""))
    registrar.close()


def test_an_operators_commands_need_no_other_rights(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = f"{programs()}{os.pathsep}{os.environ['PATH']}"
    machine = Machine(tmp_path, ENROLTUI_DATABASE=as_role(database), PATH=tools)
    assert "is ready" in machine.done("db", "check")
    person = ("--person", "Ties Bos", "--email", "ties@student.example", "--programme", "computer-science-bsc")
    make_real(database)
    machine.done("account", "add", "s1234567", *person)
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    machine.done("key", "add", "s1234567", f"{key}.pub")
    [registered] = machine.json("key", "list", "s1234567")
    machine.done("key", "remove", "s1234567", registered["fingerprint"])
    machine.done("account", "password", "s1234567")
    machine.done("account", "close", "s1234567")
    machine.done("backup", "monday.dump")
    machine.done("restore", "monday.dump", "--yes", "--database", database)
    assert machine.run("db", "check").returncode == 2  # the tables are new, so it is granted again
    tell(database, printed_statements(database)[1])
    assert "close_account" in [one["action"] for one in machine.json("audit", "s1234567")]
    refused = machine.run("restore", "monday.dump", "--yes")
    assert (refused.returncode, "must be owner of" in refused.stderr) == (2, True), refused.stderr


def test_the_role_changes_neither_the_catalogue_nor_what_was_done(database: str) -> None:
    for statement in ("UPDATE course SET credits = 60", "DELETE FROM audit_event", "DROP TABLE plan_item"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(as_role(database)) as connection:
            connection.execute(statement.encode())


def test_reading_is_enough_for_backups(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")
    grants = printed_statements(database)[1].partition("GRANT INSERT")[0].replace(ROLE, "backups")
    tell(database, "DROP ROLE IF EXISTS backups; CREATE ROLE backups LOGIN PASSWORD 'choose-another-too';" + grants)
    backup(as_role(database, "backups"), tmp_path / "monday.dump")
    assert (tmp_path / "monday.dump").read_bytes().startswith(b"PGDMP")
    tell(database, "DROP OWNED BY backups; DROP ROLE backups")


# --- told as what it is ---------------------------------------------------------------------------------------------


def test_a_wrong_password_a_missing_right_and_a_missing_rule_are_told_apart(database: str) -> None:
    assert unusable(as_role(database, password=":wrong")) is Unusable.UNREADABLE
    assert unusable(as_role(database, "nobody")) is Unusable.NO_RULE
    tell(database, f"REVOKE SELECT ON programme FROM {ROLE}")
    assert unusable(as_role(database)) is Unusable.NO_RIGHTS
    tell(database, f"REVOKE SELECT ON alembic_version FROM {ROLE}")
    assert unusable(as_role(database)) is Unusable.NO_RIGHTS
    tell(database, f"REVOKE ALL ON SCHEMA public FROM {ROLE}, PUBLIC")
    assert unusable(as_role(database)) is Unusable.NO_RIGHTS
    tell(database, f"REVOKE CONNECT ON DATABASE {name_of(database)} FROM {ROLE}")
    assert unusable(as_role(database)) is Unusable.NO_RIGHTS


def test_a_right_that_is_missing_in_the_midst_is_told_as_that(database: str) -> None:
    tell(database, f"REVOKE INSERT ON audit_event FROM {ROLE}")
    registrar = Registrar.open(as_role(database))
    with pytest.raises(DatabaseTrouble) as trouble:
        registrar.withdraw(as_student(ANNA), ANNA, [world.EXAM], "request")
    assert trouble.value.kind is Trouble.NO_RIGHTS
    registrar.close()


def test_a_role_that_may_make_no_tables_is_told(database: str, tmp_path: Path) -> None:
    with arranging.changed(database) as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {ROLE}"))
    told = Machine(tmp_path, ENROLTUI_DATABASE=as_role(database)).run("db", "init")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == error_sentence(DatabaseTrouble(Trouble.NO_RIGHTS), Language("en")) + "\n"


def test_of_a_failed_pg_dump_the_line_is_shown_that_tells_why(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")
    tell(database, "CREATE TABLE recipe (name text)")
    with pytest.raises(BackupTrouble) as trouble:
        backup(as_role(database), tmp_path / "monday.dump")
    assert trouble.value.kind is Backup.FAILED
    assert "permission denied for table recipe" in trouble.value.said


def test_a_password_file_that_others_may_read_is_passed_over(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "mode 0600" in PAGE
    [made] = re.findall(r"^install -m (\d+) /dev/null ~/\.pgpass$", PAGE, re.MULTILINE)
    [line] = re.findall(r"^echo '(\S+)' >> ~/\.pgpass$", PAGE, re.MULTILINE)
    host, _, _, user, _ = line.split(":")
    file = tmp_path / ".pgpass"
    file.write_text(
        line.replace(host, "*").replace("5432:enroltui:", "*:*:").replace(f":{user}:", f":{ROLE}:") + "-too\n"
    )
    monkeypatch.setenv("PGPASSFILE", str(file))
    file.chmod(0o644)
    assert unusable(as_role(database, password="")) is Unusable.UNREADABLE
    file.chmod(int(made, 8))
    check(as_role(database, password=""))


@contextmanager
def without_tls(context: ssl.SSLContext | None) -> Iterator[int]:
    """Answer libpq's question for TLS with no, or begin with this certificate, and hang up; the port."""

    def answer() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:  # closed
                return
            client.recv(8)
            client.sendall(b"S" if context else b"N")
            if context:
                try:
                    context.wrap_socket(client, server_side=True).close()
                except OSError:
                    client.close()
            else:
                client.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_a_failed_tls_is_told_as_that(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "another.pem"))
    with without_tls(None) as port:
        assert unusable(f"postgresql://anna@127.0.0.1:{port}/enroltui?sslmode=require") is Unusable.NO_TLS
    with without_tls(context) as port:
        options = f"sslmode=verify-full&sslrootcert={tmp_path}/another.pem"
        assert unusable(f"postgresql://anna@localhost:{port}/enroltui?{options}") is Unusable.NO_TLS
    unused = f"postgresql://anna@localhost:{port}/enroltui?sslmode=require"
    assert unusable(unused) is Unusable.UNREACHABLE


def test_the_page_begins_its_statements_as_somebody_who_may(tmp_path: Path) -> None:
    [first, second] = re.findall(r"^(su - postgres -c .*) <<'SQL'$", PAGE, re.MULTILINE)
    assert [shlex.split(command)[-1] for command in (first, second)] == ["psql", "psql enroltui"]
