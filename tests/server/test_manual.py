"""What docs/running-the-service.md and the systemd unit say is true."""

from __future__ import annotations

import configparser
import re
import shlex
from dataclasses import fields
from pathlib import Path

import click

from enroltui.server.limits import Limits
from enroltui.server.serve import serve
from tests.process import CHECKOUT, Machine
from tests.registrar.arranging import make_real
from tests.registrar.world import ANNA
from tests.server.kit import Client, Served

PAGE = (CHECKOUT / "docs/running-the-service.md").read_text(encoding="utf-8")


def unit() -> configparser.SectionProxy:
    """The section [Service] of the systemd unit."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(CHECKOUT / "docs/enroltui.service", encoding="utf-8")
    return parser["Service"]


def test_the_unit_starts_what_there_is(tmp_path: Path) -> None:
    program, *arguments = shlex.split(unit()["ExecStart"])
    assert program == "/opt/enroltui/.venv/bin/enroltui"
    assert "--demo" not in arguments, "real accounts are added to what it serves"
    assert Machine(tmp_path).done(*arguments, "--fingerprint").startswith("SHA256:")


def test_every_option_and_variable_that_the_page_names_is_there() -> None:
    options = [option for option in serve.params if isinstance(option, click.Option)]
    known = {name for option in options for name in option.opts} | {"--person", "--email", "--programme"}
    known |= {"--system", "--group", "--home", "--now"}
    assert set(re.findall(r"--[a-z][a-z-]+", PAGE)) <= known
    variables = {str(option.envvar) for option in options if option.envvar} | {"ENROLTUI_DATABASE"}
    assert set(re.findall(r"ENROLTUI_[A-Z_]+", PAGE)) <= variables
    assert {f"ENROLTUI_{limit.name.upper()}" for limit in fields(Limits)} <= variables


def test_the_commands_that_let_people_in_work(served: Served, tmp_path: Path) -> None:
    database = ("--database", str(served.database))
    add = ("account", "add", "s1234567", "--person", "Anna Vos", "--email", "anna@student.example")
    for command in (" ".join(add[:3]), "key add s1234567 < id_ed25519.pub"):
        assert f"enroltui {command}" in PAGE
    make_real(served.database)
    told = served.machine.done(*add, "--programme", "computer-science-bsc", *database)
    [once] = re.findall(r"\b(?:[a-z0-9]{4}-){2}[a-z0-9]{4}\b", told)
    client = Client(served, tmp_path, "s1234567", "", "-i", str(tmp_path / "id_ed25519"))
    client.call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "id_ed25519"))
    served.machine.done("key", "add", "s1234567", str(tmp_path / "id_ed25519.pub"), *database)
    with client.terminal() as terminal:
        terminal.wait_for("Choose a new password first")
        terminal.press(f"{once}\tharbour-light-17\rharbour-light-17\r")
        terminal.wait_for("Your password is changed.")
    assert client.run("ics").stdout.startswith("BEGIN:VCALENDAR")
    assert ANNA not in client.run("show").stdout


def test_the_log_has_the_events_that_the_page_names(served: Served, tmp_path: Path) -> None:
    with Client(served, tmp_path).terminal() as terminal:
        terminal.wait_for("Welcome, Student")
        terminal.press("\x11")
        terminal.wait_for_end()
    named = set(re.findall(r"`([a-z]+)`", PAGE.split("The log has a line an event")[1].split("It never")[0]))
    assert {event["event"] for event in served.log} <= named
    assert {"listening", "login", "enters", "leaves"} <= {event["event"] for event in served.log}
