"""Fill every text of a database with what a terminal would obey, and tell that from the program's own codes."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

from sqlalchemy import CheckConstraint, Table
from sqlalchemy.sql.elements import TextClause

from enroltui.models.columns import PlainJson, PlainText
from enroltui.models.schema import metadata
from enroltui.registrar.letters.contents import TranscriptRequest, UsisQuestion
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from tests.registrar.world import as_student

STUDENT = "s9900001"
MARK = "Qz"
EVIL = f"\x1b{MARK}\x9b{MARK}\u202e{MARK}[b]{MARK}[/b]\x1b]52;c;UXo=\x07{MARK}"
"""It has an escape, a C1 control, a turn of direction, markup, and what sets the clipboard."""
SHOWN = f"{MARK}{MARK}{MARK}[b]{MARK}[/b]]52;c;UXo={MARK}"
_HARM = re.compile(rf"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069](?:{MARK}|\]52)")
_INTERPRETED = MARK * 4
"""EVIL would look like this, had its markup been taken for that."""

NEEDED = {
    "student": {"student_number", "password_hash", "demo_password", "language", "list_slug", "email"},
    "staff": {"login", "password_hash", "demo_password", "language", "list_slug"},
    "catalogue_fact": {"name", "value"},
    "class": {"academic_year", "language"},
    "course": {"catalogue_number", "language"},
    "programme": {"slug"},
    "class_list": {"slug"},
    "minor": {"academic_year", "code"},
    "minor_application": {"academic_year"},
    "rule_grant": {"rule"},
    "letter": {"message_id", "request_key", "language", "recipient"},
    "ssh_key": {"public_key"},
}
"""By these somebody logs in and things are found: they are planted in every `APART`th row only, or beside the rest."""
HEROES = 40
"""Rows of people up to this one stay as they are in those columns."""
APART = 9


def plant(database: Path) -> None:
    """Fill every text column of a copy of the shipped catalogue."""
    _write_letters(database)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA foreign_keys = OFF")
    _new_rows(connection)
    filled = [
        (table, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, PlainText) and column.name not in _terms(table)
    ]
    for table, column in filled:
        _fill(connection, table, column)
    for name in ("letter", "message"):
        _fill_json(connection, metadata.tables[name])
    connection.commit()
    connection.close()


def _write_letters(database: Path) -> None:
    registrar, caller, key = Registrar.open(database), as_student(STUDENT), ClassKey("2017-2018", 27121)
    registrar.write_letter(caller, STUDENT, UsisQuestion("a course", "a problem"), "question")
    registrar.write_letter(caller, STUDENT, TranscriptRequest(("en",), "remarks"), "transcript")
    registrar.enrol(caller, STUDENT, [key], "enrol", from_cart=False)
    registrar.withdraw(caller, STUDENT, [key], "withdraw")
    registrar.close()


def _terms(table: Table) -> set[str]:
    """Return the columns whose values the database itself holds to be terms, or of a length."""
    checks = [constraint.sqltext for constraint in table.constraints if isinstance(constraint, CheckConstraint)]
    found = (re.match(r"(?:length\()?(\w+)\)? (?:IN|=) ", sql.text) for sql in checks if isinstance(sql, TextClause))
    return {match[1] for match in found if match}


def _fill(connection: sqlite3.Connection, table: Table, column: str) -> None:
    """Fill a column, each row with its number behind, as some must be unique; rows that take no text stay."""
    where = f"rowid % {APART} = 0 AND rowid > {HEROES}" if column in NEEDED.get(table.name, ()) else "true"
    connection.execute(f'UPDATE OR IGNORE "{table.name}" SET "{column}" = ? || rowid WHERE {where}', [EVIL])
    found = connection.execute(f'SELECT count(*), sum("{column}" LIKE ?) FROM "{table.name}"', [f"{EVIL}%"]).fetchone()
    assert found[1] or found[0] <= HEROES, f"nothing is planted in {table.name}.{column}"


def _new_rows(connection: sqlite3.Connection) -> None:
    """Put rows into tables that are empty in the shipped catalogue."""
    owners = ("(1, NULL)", "(NULL, 1)")
    for number, owner in enumerate(owners):
        key = f"ssh-ed25519 {'A' * 39}{number}"
        connection.execute(
            f"INSERT INTO ssh_key (student_id, staff_id, public_key, comment, added) "
            f"VALUES ({owner[1:-1]}, ?, 'x', '2018-01-01 00:00:00.000000')",
            [key],
        )


def _fill_json(connection: sqlite3.Connection, table: Table) -> None:
    """Fill every text within JSON, escaped in some rows and as it is in others; but for dates and terms."""
    columns = [column.name for column in table.columns if isinstance(column.type, PlainJson)]
    for column in columns:
        for row, facts in connection.execute(f'SELECT rowid, "{column}" FROM "{table.name}"').fetchall():
            told = json.loads(facts)
            if isinstance(told, dict):
                told |= {name: EVIL for name, fact in told.items() if isinstance(fact, str) and name in _FREE}
            dumped = json.dumps(told, ensure_ascii=bool(row % 2))
            connection.execute(f'UPDATE "{table.name}" SET "{column}" = ? WHERE rowid = ?', [dumped, row])


_FREE = {
    "remarks",
    "course",
    "problem",
    "catalogue_number",
    "title_en",
    "title_nl",
    "place",
    "code",
    "name_en",
    "name_nl",
}


def assert_harmless(written: str | bytes, where: str) -> None:
    """Check that nothing planted came out as it was, and that no markup was taken for that."""
    text = written.decode("utf-8", "replace") if isinstance(written, bytes) else written
    found = _HARM.search(text)
    assert found is None, f"{where}: {text[max(0, found.start() - 60) : found.end() + 60]!r}"
    assert _INTERPRETED not in text, f"{where}: markup was interpreted"
