"""What is typed as a database is a file, a URL of ours, or refused in words; no password is ever shown or lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from enroltui.database import postgresql
from enroltui.database.backups import backup
from enroltui.errors import Address, BackupTrouble, BadAddress, DatabaseUnusable, Unusable
from enroltui.language import Language
from enroltui.sentences.errors import error_sentence
from enroltui.where import shown
from enroltui.where_typed import where
from tests.process import CHECKOUT, Machine
from tests.registrar import world

SECRET = "geh3im"
SERVER = "postgresql://anna@server.example:5433/enroltui"


@pytest.mark.parametrize(
    "typed",
    [
        "postgresql://anna:geh3im@server.example:5433/enroltui",
        "postgres://anna:geh3im@server.example:5433/enroltui",
        "postgresql+psycopg://anna:geh3im@server.example:5433/enroltui",
        "PostgreSQL://anna:geh3im@server.example:5433/enroltui",
        "  postgresql://anna:geh3im@server.example:5433/enroltui\n",
        '"postgresql://anna:geh3im@server.example:5433/enroltui"',
        "postgresql://anna@server.example:5433/enroltui?password=geh3im",
        "postgresql://anna@server.example:5433/enroltui?sslpassword=geh3im&passfile=/home/geh3im",
    ],
)
def test_a_url_of_ours_is_taken_and_shown_without_its_password(typed: str) -> None:
    place = where(typed)
    assert shown(place) == SERVER
    assert isinstance(place, str)
    assert {"user": "anna", "host": "server.example", "port": "5433", "dbname": "enroltui"}.items() <= (
        conninfo_to_dict(place).items()
    )
    assert SECRET in str(conninfo_to_dict(place))
    assert SECRET not in str(DatabaseUnusable(Unusable.UNREACHABLE, place))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("mysql://anna:geh3im@server.example/enroltui", Address.OTHER_KIND),
        ("mysql+pymysql://anna:geh3im@server.example/enroltui", Address.OTHER_KIND),
        ("postgresql+asyncpg://anna:geh3im@server.example/enroltui", Address.OTHER_KIND),
        ("jdbc:postgresql://anna:geh3im@server.example/enroltui", Address.OTHER_KIND),
        ("https://anna:geh3im@server.example/enroltui", Address.OTHER_KIND),
        ("sqlite:///geh3im.db", Address.OF_A_FILE),
        ("sqlite:geh3im.db", Address.OF_A_FILE),
        ("file:geh3im.db?mode=ro", Address.OF_A_FILE),
        ("FILE:///srv/geh3im.db", Address.OF_A_FILE),
        ("postgresql:/anna:geh3im@server.example/enroltui", Address.MALFORMED),
        ("postgresql:anna:geh3im@server.example/enroltui", Address.MALFORMED),
        ("postgresql//anna:geh3im@server.example/enroltui", Address.MALFORMED),
        ("//anna:geh3im@server.example/enroltui", Address.MALFORMED),
        ("anna:geh3im@server.example/enroltui", Address.MALFORMED),
        ("postgresql://anna:geh@3im@server.example/enroltui", Address.MALFORMED),
        ("postgresql://anna:geh3im/x@server.example/enroltui", Address.MALFORMED),
        ("postgresql://anna:geh3im?x@server.example/enroltui", Address.MALFORMED),
        ("postgresql://anna@server.example:geh3im/enroltui", Address.MALFORMED),
        ("postgresql://anna@server.example/enroltui?pasword=geh3im", Address.MALFORMED),
        ("host=server.example password=geh3im dbname=enroltui", Address.KEY_VALUES),
        ("password = 'geh3im' host=server.example", Address.KEY_VALUES),
    ],
)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_not_ours_is_refused_in_words_that_hold_no_password(typed: str, kind: Address, language: str) -> None:
    with pytest.raises(BadAddress) as refused:
        where(typed)
    assert refused.value.kind is kind
    assert refused.value.__cause__ is None
    said = error_sentence(refused.value, Language("nl" if language == "nl" else "en"))
    for part in (SECRET, "geh", "3im"):
        assert part not in said + str(refused.value)


@pytest.mark.parametrize("secret", ["a@b", "a/b", "a:b", "a?b", "a#b", "a%b", "a b", "a&b=c", "a+b", "é'\"\\", "%41"])
def test_odd_characters_in_a_password_arrive_as_the_page_says_to_write_them(secret: str) -> None:
    coded = "".join(f"%{byte:02X}" for byte in secret.encode())
    place = where(f"postgresql://anna:{coded}@server.example/enroltui")
    assert isinstance(place, str)
    assert conninfo_to_dict(place)["password"] == secret
    assert shown(place) == "postgresql://anna@server.example/enroltui"


def test_a_hash_in_a_password_needs_no_code() -> None:
    place = where("postgresql://anna:ge#h3im@server.example/enroltui")
    assert isinstance(place, str)
    assert conninfo_to_dict(place)["password"] == "ge#h3im"
    assert shown(place) == "postgresql://anna@server.example/enroltui"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("postgresql:///enroltui?host=/run/postgresql", {"host": "/run/postgresql", "dbname": "enroltui"}),
        ("postgresql://%2Frun%2Fpostgresql/enroltui", {"host": "/run/postgresql", "dbname": "enroltui"}),
        ("postgresql://a.example:1,b.example:2/e", {"host": "a.example,b.example", "port": "1,2", "dbname": "e"}),
        ("postgresql://[::1]:5432/e", {"host": "::1", "port": "5432", "dbname": "e"}),
        ("postgresql://", {}),
        (
            "postgresql://h/e?options=-c%20search_path%3Da+b&application_name=me@work",
            {"host": "h", "dbname": "e", "options": "-c search_path=a+b", "application_name": "me@work"},
        ),
    ],
)
def test_what_libpq_understands_stays_as_it_was(typed: str, told: dict[str, str]) -> None:
    place = where(typed)
    assert isinstance(place, str)
    assert conninfo_to_dict(place) == told


@pytest.mark.parametrize(
    "typed", ["enroltui.db", "/srv/a b.db", r"C:\enroltui.db", "./user=anna.db", "./a:b@c.db", "é.db", "12:30.db", "~x"]
)
def test_a_file_is_named_by_its_path(typed: str) -> None:
    assert where(typed) == Path(typed)


def test_a_url_that_was_never_read_is_not_shown_at_all() -> None:
    assert shown("postgresql://anna:geh@3im@server.example/enroltui") == "postgresql://…"


@pytest.mark.parametrize(
    "typed", ["mysql://anna:geh3im@server.example/enroltui", "host=server.example password=geh3im"]
)
def test_a_command_tells_it_in_one_sentence_and_the_log_holds_nothing(tmp_path: Path, typed: str) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE=typed)
    told = machine.run("students")
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1)
    assert "postgresql://USER@HOST/NAME" in told.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and SECRET in path.read_text("utf-8", "replace")]
    assert SECRET not in told.stderr


def test_a_file_is_named_without_loading_any_database_library() -> None:
    code = "import sys; from enroltui.where_typed import where; where('a.db'); print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=True)
    assert not {"sqlalchemy", "psycopg", "sqlite3"} & set(ended.stdout.split())


def test_a_role_whose_password_has_every_odd_character_comes_in(empty: str) -> None:
    """The packaged server asks nobody for a password, so what arrives is seen at the connection."""
    place = where(empty.replace("postgres:@", "postgres:a%40b%2Fc%23d%3Fe%25f%20g@"))
    assert isinstance(place, str)
    with postgresql.looking(place) as connection:
        assert connection.info.password == "a@b/c#d?e%f g"


def test_a_tools_arguments_which_everybody_can_read_hold_no_secret(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.build(empty)
    seen = tmp_path / "seen"
    tool = tmp_path / "pg_dump"
    tool.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) $MAJOR.0"; exit; fi\n'
        f'echo "$*" > {seen}; cat "$PGSERVICEFILE" > {seen}.service\n'
        f'ls -ld "$(dirname "$PGSERVICEFILE")" >> {seen}.service\n'
        f'echo "$PGPASSWORD" > {seen}.environment; exit 1\n'
    )
    tool.chmod(0o700)
    monkeypatch.setattr("enroltui.database.archives.FOLDERS", (str(tmp_path),))
    with postgresql.looking(empty) as connection:
        monkeypatch.setenv("MAJOR", str(connection.info.server_version // 10_000))
    url = where(empty.replace("postgres:@", "postgres:geh3im@") + "&sslpassword=ge%203im")
    with pytest.raises(BackupTrouble):
        backup(url, tmp_path / "archive")
    assert "3im" not in seen.read_text()
    assert Path(f"{seen}.environment").read_text() == "geh3im\n"
    assert Path(f"{seen}.service").read_text().startswith("[enroltui]\nsslpassword=ge 3im\ndrwx------")
