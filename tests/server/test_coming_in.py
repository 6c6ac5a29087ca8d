"""Coming in over SSH with the real client: by password or key, in one's own language, with what was confirmed kept."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import perf_counter

import pytest

from enroltui.server.driver import RESTORE
from enroltui.server.entry import ANSWER_AFTER
from tests.process import Machine
from tests.registrar.world import ANNA, BRAM, COORDINATOR, HELPDESK, OTHER_OPEN, PASSWORD
from tests.server.kit import Client, Served, hang_up
from tests.terminal.terminal import Terminal

NUMBER = str(OTHER_OPEN.class_number)
ENTER, QUIT = "\r", "\x11"


def enrol_by_number(terminal: Terminal) -> None:
    """Enrol by the class number, as the seed page tells, by keys alone."""
    terminal.wait_for("Welcome, Student")
    for digit, page in (("1", "Self Service"), ("1", "Student Center"), ("1", "Enrol"), ("2", "Class number")):
        terminal.press(digit)
        terminal.wait_for(f"› {page} ")
    terminal.press(NUMBER + ENTER)
    terminal.wait_for(f"{NUMBER} ")
    terminal.press(ENTER)
    terminal.wait_for("Shopping cart: 1 class")
    terminal.press(ENTER)
    terminal.wait_for("› Shopping cart")
    terminal.press("e")
    terminal.wait_for("› Confirm")
    terminal.press(ENTER)
    terminal.wait_for("This class has been added to your schedule.")


def test_what_was_enrolled_is_there_after_the_window_was_closed_hard(anna: Client) -> None:
    with anna.terminal() as terminal:
        enrol_by_number(terminal)
        hang_up(terminal)
    with anna.terminal() as terminal:
        terminal.wait_for("Welcome, Student")
        terminal.press("1")
        terminal.wait_for("› Self Service ")
        terminal.press("2")
        terminal.wait_for(NUMBER)
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0


def test_a_key_registered_by_the_operator_lets_in_without_a_password(served: Served, tmp_path: Path) -> None:
    client = Client(served, tmp_path, HELPDESK, "not asked for", "-i", str(tmp_path / "id"))
    client.call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "id"))
    assert client.run("help").returncode == 255
    served.machine.done("key", "add", HELPDESK, str(tmp_path / "id.pub"), "--database", str(served.database))
    ended = client.run("help", options=("-o", "PasswordAuthentication=no"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "why STUDENT NUMBER" in ended.stdout


@pytest.mark.parametrize(
    ("locale", "words"), [("nl_NL.UTF-8", "Welkom, Student"), ("en_GB.UTF-8", "Welcome, Student"), ("C", "Welcome,")]
)
def test_the_language_comes_from_the_clients_locale(served: Served, tmp_path: Path, locale: str, words: str) -> None:
    client = Client(served, tmp_path, ANNA, PASSWORD, "-o", "SendEnv=LANG LC_*", LANG=locale)
    with client.terminal() as terminal:
        terminal.wait_for(words)
        assert terminal.written.isascii() == (locale == "C")


def test_the_banner_speaks_both_languages(anna: Client) -> None:
    ended = anna.run("help", options=("-o", "LogLevel=INFO"))
    assert "Log in by student number" in ended.stderr
    assert "Log in met studentnummer" in ended.stderr


def test_unknown_wrong_and_closed_are_refused_alike_and_none_of_them_earlier(served: Served, tmp_path: Path) -> None:
    served.machine.done("account", "close", COORDINATOR, "--database", str(served.database))
    took = []
    answers = set()
    for number, (name, password) in enumerate(
        [("s9999999", PASSWORD), (BRAM, "wrong"), (COORDINATOR, PASSWORD), ("[bold]root", "x")]
    ):
        client = Client(served, tmp_path / str(number), name, password)
        start = perf_counter()
        ended = client.run("help")
        took.append(perf_counter() - start)
        answers.add((ended.returncode, ended.stdout, ended.stderr.split("@")[-1]))
    assert len(answers) == 1
    assert min(took) >= ANSWER_AFTER
    refused = [event for event in served.log if event["event"] == "refused"]
    assert {event["name"] for event in refused} >= {"s9999999", BRAM, COORDINATOR}
    assert '"wrong"' not in served.log_file.read_text()


def test_the_terminal_is_given_back_on_leaving_and_told_how_to_mend_it(anna: Client) -> None:
    with anna.terminal() as terminal:
        terminal.wait_for("Welcome, Student")
        terminal.press(QUIT)
        assert terminal.wait_for_end() == 0
    _, parting = terminal.written.split(RESTORE.encode())
    assert b"type reset and Enter" in b" ".join(parting.split())


def test_a_database_with_demo_accounts_is_served_with_demo_only(tmp_path: Path, catalogue: Path) -> None:
    machine = Machine(tmp_path)
    ended = machine.run("serve", "--port", "0", "--database", str(catalogue))
    assert ended.returncode == 2
    assert "demo accounts" in ended.stderr


def test_the_host_key_is_the_owners_and_its_fingerprint_is_told(tmp_path: Path, catalogue: Path) -> None:
    machine = Machine(tmp_path)
    first = machine.done("serve", "--fingerprint")
    key = machine.own_database.with_name("ssh_host_ed25519_key")
    assert key.stat().st_mode & 0o777 == 0o600
    assert first.startswith("SHA256:")
    assert machine.done("serve", "--fingerprint") == first
    shutil.rmtree(tmp_path / "data")
    assert machine.done("serve", "--fingerprint") != first
