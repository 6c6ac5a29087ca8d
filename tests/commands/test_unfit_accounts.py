"""`enroltui account add` refuses in words what makes no person, and makes nothing then."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.process import Machine
from tests.registrar.arranging import make_real

STAFF = ("--role", "helpdesk")
STUDENT = ("--programme", "computer-science-bsc")
NO_ADDRESSES = (
    "",
    " ",
    "a@b@c",
    "eva",
    "@student.example",
    "eva@",
    "eva@student..example",
    "eva@.example",
    ".eva@student.example",
    "eva.@student.example",
    "eva smit@student.example",
    "Eva <eva@student.example>",
    "eva@student.example, bob@student.example",
    "eva@student.example\nBcc: bob@student.example",
    "eva\x1b[31m@student.example",
    "eva@stüdent.example",
    "eva@-student.example",
    "e" * 65 + "@student.example",
    "eva@" + ".".join(["student"] * 40),
)


@pytest.mark.parametrize("kind", [("jvisser", STAFF), ("s1234567", STUDENT)])
def test_what_makes_no_person_is_told_and_makes_no_account(
    machine: Machine, small: Path, kind: tuple[str, tuple[str, ...]]
) -> None:
    login, role = kind
    make_real(small)

    def refused(name: str, person: str, email: str) -> str:
        ended = machine.run("account", "add", name, "--person", person, "--email", email, *role)
        assert (ended.returncode, ended.stdout) == (2, ""), (name, person, email)
        return ended.stderr

    for email in NO_ADDRESSES:
        assert "No mail can be sent to that address." in refused(login, "Eva", email), email
    for person in ("", " ", "\t\n", "-", "1234"):
        assert "The person's name is missing." in refused(login, person, "eva@student.example"), person
    for person in ("Eva\x1b[31m", "\x7f", "Eva\u202eSmit", "\u200b"):
        assert "characters that are not shown" in refused(login, person, "eva@student.example"), person
    assert "longer than 100 characters" in refused(login, "E" * 101, "eva@student.example")
    for name in ("", " ", "s１２３４５６７", "-x", "x" * 65, "é", "a b"):
        assert refused(name, "Eva", "eva@student.example"), name
    with closing(sqlite3.connect(small)) as connection:
        for table in ("student", "staff"):
            names = connection.execute(f"SELECT name, email FROM {table}").fetchall()
            assert not [name for name in names if "Eva" in name[0] or "eva" in name[1]]


def test_unusual_names_and_addresses_are_taken_as_they_are(machine: Machine, small: Path) -> None:
    make_real(small)
    person, email = "  Zoë-José  van 't Hoff,\u00a0李\n", " o'brien+x@student.example "
    machine.done("account", "add", "zoe", "--person", person, "--email", email, *STAFF)
    with closing(sqlite3.connect(small)) as connection:
        [found] = connection.execute("SELECT name, email FROM staff WHERE login = 'zoe'")
    assert found == ("Zoë-José van 't Hoff, 李", "o'brien+x@student.example")
