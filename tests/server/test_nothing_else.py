"""Nothing but the app and the plain commands: no shell, no files, no forwarding; each tried with the real client."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.registrar.world import ANNA, BRAM, EXAM, HELPDESK, OTHER_OPEN, PASSWORD
from tests.server.kit import Client, Served

NOT_HERE = "Here are no shell and no files: log in with a terminal, or see: ssh HOST help\n"


@pytest.mark.parametrize(
    "command",
    [
        "id",
        "/bin/sh",
        "sh -c 'echo hello'",
        "",
        "'",
        "reset --yes",
        "account add s1234567",
        "audit",
        "students",
        "serve",
        f"why {ANNA} 28114",
        "roster 28114",
        "\x1b[2J",
        "enrol; id",
        "$(id)",
    ],
)
def test_anything_else_is_one_line_and_status_2(anna: Client, command: str) -> None:
    ended = anna.run(command or " ")
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", NOT_HERE)


def test_a_shell_without_a_terminal_is_that_line_too(anna: Client) -> None:
    ended = anna.run(options=("-T",))
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", NOT_HERE)


def test_sftp_and_scp_are_refused(anna: Client, tmp_path: Path) -> None:
    port = ("-P", anna.options[-1])
    options = anna.options[:-2]
    (tmp_path / "file").write_text("x")
    for program, arguments in (
        ("sftp", (f"{anna.where}:/etc/passwd", "got")),
        ("scp", (str(tmp_path / "file"), f"{anna.where}:file")),
        ("scp", ("-O", str(tmp_path / "file"), f"{anna.where}:file")),
        ("scp", (f"{anna.where}:/etc/passwd", "got")),
    ):
        assert anna.call(program, *port, *options, *arguments).returncode != 0
    assert not (anna.machine.home / "got").exists()


@pytest.mark.parametrize(
    "forwarding",
    [
        ("-L", "0:127.0.0.1:22"),
        ("-R", "0:127.0.0.1:22"),
        ("-D", "0"),
        ("-W", "127.0.0.1:22"),
        ("-R", "/tmp/enroltui-never:127.0.0.1:22"),
        ("-w", "0:0"),
        ("-s", "netconf"),
    ],
)
def test_no_forwarding_of_any_kind(anna: Client, served: Served, forwarding: tuple[str, str]) -> None:
    match forwarding:
        case ("-W", _):
            ended = anna.run(options=forwarding)
            assert ended.returncode != 0
        case ("-s", name):
            assert anna.call("ssh", *anna.options, "-s", anna.where, name).returncode != 0
        case ("-L" | "-D", _):
            options = ("-o", "ExitOnForwardFailure=yes", *forwarding)
            through = anna.run("help", options=options)  # listening is the client's own matter; nothing gets through
            assert through.returncode in (0, 255)
        case _:
            ended = anna.run("help", options=("-o", "ExitOnForwardFailure=yes", *forwarding))
            assert ended.returncode != 0


def test_no_agent_and_no_x11(anna: Client) -> None:
    anna.machine.environment |= {"DISPLAY": ":0", "SSH_AUTH_SOCK": "/nowhere"}
    ended = anna.run("help", options=("-A", "-X", "-v"))
    assert ended.returncode == 0
    assert "X11 forwarding request failed" in ended.stderr or "x11 forwarding" not in ended.stderr.lower()


def test_a_second_channel_is_refused(anna: Client, tmp_path: Path) -> None:
    control = ("-o", f"ControlPath={tmp_path / 'c'}")
    with anna.terminal("-M", *control) as terminal:
        terminal.wait_for("Welcome, Student")
        assert "Session open refused by peer" in anna.run("help", options=control).stderr
        terminal.press("1")
        terminal.wait_for("› Self Service ")


def test_commands_work_for_the_one_who_logged_in_alone(anna: Client) -> None:
    number = str(OTHER_OPEN.class_number)
    enrolled = json.loads(anna.run("enrol", number, "--json").stdout)
    assert [result["outcome"] for result in enrolled["results"]] == ["enrolled"]
    refused = anna.run("enrol", number)
    assert refused.returncode == 1
    assert number in refused.stderr
    assert number in anna.run("show").stdout
    shown = json.loads(anna.run("show", ANNA, "--json").stdout)
    assert [enrolment["class_number"] for enrolment in shown["enrolments"]] == [OTHER_OPEN.class_number]
    assert anna.run("ics").stdout.startswith("BEGIN:VCALENDAR\n")
    assert anna.run("withdraw", number).returncode == 0
    assert str(EXAM.class_number) in anna.run("classes", "logic").stdout
    for another in (("show", BRAM), ("enrol", BRAM, number), ("ics", BRAM)):
        ended = anna.run(*another)
        assert (ended.returncode, ended.stdout) == (2, "")


def test_staff_have_their_own_commands_too(served: Served, tmp_path: Path) -> None:
    staff = Client(served, tmp_path, HELPDESK)
    assert json.loads(staff.run("why", ANNA, "28114", "--json").stdout)["rules"]
    assert "enrolled" in json.loads(staff.run("roster", "28114", "--json").stdout)
    assert isinstance(json.loads(staff.run("lists", "--json").stdout), list)
    assert staff.run("show", ANNA).returncode == 0


@pytest.mark.parametrize(
    "command",
    ["ics out.ics", f"show --ics {ANNA}.ics", "show --database /tmp/x.db", "show --today real", "show --help"],
)
def test_no_command_reaches_the_servers_files(anna: Client, served: Served, command: str) -> None:
    before = files_of(served)
    ended = anna.run(command)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert files_of(served) == before


def test_only_the_few_variables_that_count_come_in(served: Served, tmp_path: Path) -> None:
    variables = {"ENROLTUI_DATABASE": "/tmp/x", "TEXTUAL": "debug", "LC_ALL": "nl_NL.UTF-8", "NO_COLOR": "1"}
    client = Client(served, tmp_path, ANNA, PASSWORD, "-o", "SendEnv=*", **variables)
    with client.terminal() as terminal:
        terminal.wait_for("Welkom, Student")
        assert b"\x1b[38;2;" not in terminal.written
        codes = {int(code) for code in re.findall(rb"[34]8;5;(\d+)", terminal.written)}
        assert all(code >= 231 or code in (0, 16) for code in codes), "greys only"


def test_a_visit_leaves_no_file_on_the_server(anna: Client, served: Served) -> None:
    before = files_of(served)
    with anna.terminal() as terminal:
        terminal.wait_for("Welcome, Student")
        terminal.press("g")
        terminal.wait_for("Type the name of a page")
        terminal.press("timetable\r")
        terminal.wait_for("› Week timetable ")
        terminal.press("s")
        terminal.press("?")
        terminal.wait_for("Help: Week timetable")
        terminal.press("?")
        terminal.wait_for("› Week timetable ")
        terminal.press("\x11")
        terminal.wait_for_end()
    assert files_of(served) == before


def files_of(served: Served) -> set[Path]:
    """Every file at the service's home, but for those that SQLite keeps beside its database."""
    return {path for path in served.machine.home.rglob("*") if not path.name.startswith("world.db-")}
