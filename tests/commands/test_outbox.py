"""`enroltui outbox`: what waits, and sending it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from enroltui.registrar.registrar import Registrar
from tests.commands.test_classes import NOON
from tests.letters.mail_kit import Postbox, Refusing, ask, in_database, listening
from tests.process import Machine
from tests.registrar.world import ANNA, EXAM


def test_an_empty_outbox_says_so(machine: Machine) -> None:
    assert machine.done("outbox", "list") == "The outbox is empty: no letter has been written yet.\n"
    assert machine.json("outbox", "list") == []


def test_the_list_tells_of_each_letter_to_whom_and_how_far_it_is(machine: Machine, leiden: Registrar) -> None:
    (question,) = ask(leiden, "Why?")
    machine.done("enrol", ANNA, str(EXAM.class_number), *NOON)
    first, second = machine.json("outbox", "list")
    assert first == {
        "message_id": question.message_id,
        "kind": "question",
        "student_number": ANNA,
        "to": "usis-fwn@science.leidenuniv.nl",
        "language": "en",
        "subject": f"Question about uSis from {ANNA}: Logic",
        "written": question.written.isoformat(),
        "state": "waiting",
        "tries": 0,
        "next_try": None,
        "last_answer": None,
    }
    assert (second["kind"], second["to"]) == ("enrolled", f"{ANNA}@student.example")
    assert "waits to be sent" in machine.done("outbox", "list", "--plain")
    assert "usis-fwn" in machine.done("outbox", "list")


async def test_sending_tells_of_each_letter_and_each_is_sent_once(machine: Machine, leiden: Registrar) -> None:
    ask(leiden, "one", "two")
    postbox = Postbox()
    async with listening(postbox) as where:
        said = await asyncio.to_thread(machine.done, "outbox", "send", "--smtp", where)
        again = await asyncio.to_thread(machine.done, "outbox", "send", "--smtp", where)
    assert said.count(f"usis-fwn@science.leidenuniv.nl, Question about uSis from {ANNA}: Logic: sent\n") == 2
    assert (said.splitlines()[-1], again) == ("No letter waits.", "No letter waits.\n")
    assert len(postbox.ids) == 2


async def test_the_server_is_named_before_the_command_or_by_the_environment_too(
    machine: Machine, leiden: Registrar
) -> None:
    ask(leiden, "one", "two")
    postbox = Postbox()
    async with listening(postbox) as where, listening(Refusing("450 later")) as elsewhere:
        machine.environment["ENROLTUI_SMTP"] = elsewhere
        machine.environment["ENROLTUI_SMTP_REDIRECT"] = "tests@localhost"
        refused = await asyncio.to_thread(machine.run, "outbox", "send")
        await asyncio.to_thread(machine.done, "--smtp", where, "outbox", "send")
    assert (refused.returncode, refused.stdout) == (1, "2 letters wait.\n")
    assert refused.stderr.count("450 later") == 2
    assert [envelope.rcpt_tos for envelope in postbox.envelopes] == [["tests@localhost"]] * 2


async def test_a_letter_to_be_tried_later_is_tried_by_the_command_now(machine: Machine, leiden: Registrar) -> None:
    ask(leiden, "one")
    async with listening(Refusing("450 later")) as where:
        await asyncio.to_thread(machine.run, "outbox", "send", "--smtp", where)
    postbox = Postbox()
    async with listening(postbox) as where:
        await asyncio.to_thread(machine.done, "outbox", "send", "--smtp", where)
    assert len(postbox.ids) == 1


def test_without_a_server_nothing_is_sent(machine: Machine) -> None:
    ended = machine.run("outbox", "send")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Nothing was sent: no mail server is named.")


def test_demo_letters_go_to_no_real_address(machine: Machine, leiden: Registrar, small: Path) -> None:
    in_database(small, "INSERT INTO catalogue_fact VALUES ('demo', 'yes')")
    ask(leiden, "one")
    ended = machine.run("outbox", "send", "--smtp", "localhost:1")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "--smtp-redirect" in ended.stderr
    assert machine.json("outbox", "list")[0]["tries"] == 0


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("--smtp", "a b"), "'a b' is not a mail server"),
        (("--smtp", "localhost", "--smtp-from", "me"), "'me' is not a mail address"),
        (("--smtp", "localhost", "--smtp-redirect", "x"), "'x' is not a mail address"),
        (("--smtp", "mail.example.org", "--smtp-user", "me", "--smtp-tls", "none"), "choose starttls or tls"),
    ],
)
def test_a_wrong_setting_is_named(machine: Machine, options: tuple[str, ...], wrong: str) -> None:
    ended = machine.run("outbox", "send", *options)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert wrong in ended.stderr
