"""A command in the tests' own process tells them what a process of its own tells; nothing stays behind."""

from __future__ import annotations

import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from enroltui import cli
from tests.process import Machine
from tests.registrar.world import ANNA

NOON = ("--today", "2018-01-15T12:00")


def test_it_ends_as_a_process_does(tmp_path: Path, small: Path) -> None:
    here, apart = (Machine(tmp_path, own_process=own, ENROLTUI_DATABASE=str(small)) for own in (False, True))
    for arguments, typed in (
        (("classes", "logic", "--lang", "nl", *NOON), ""),
        (("enrol", ANNA, "99999", *NOON), ""),
        (("dance",), ""),
        (("key", "add", ANNA), "ssh-ed25519 what"),
        (("show", ANNA, "--database", "missing.db"), ""),
    ):
        one, other = here.run(*arguments, typed=typed), apart.run(*arguments, typed=typed)
        assert (one.returncode, one.stdout, one.stderr) == (other.returncode, other.stdout, other.stderr)


def test_what_goes_wrong_within_is_one_sentence_and_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ValueError("a fault of the program's")

    monkeypatch.setattr(cli, "default_today", broken)
    ended = Machine(tmp_path).run()
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith("Something went wrong in enroltui itself.")
    [written] = (tmp_path / "state").rglob("enroltui.log")
    assert "a fault of the program's" in written.read_text()


def test_nothing_of_it_stays_behind(tmp_path: Path, small: Path) -> None:
    before = (dict(os.environ), Path.cwd(), sys.argv, sys.stdin, sys.stdout, logging.getLogger().handlers[:])
    Machine(tmp_path, ENROLTUI_DATABASE=str(small)).done("classes", *NOON)
    assert before == (dict(os.environ), Path.cwd(), sys.argv, sys.stdin, sys.stdout, logging.getLogger().handlers)


def test_two_at_once_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(tmp_path)

    def at_once(_: object) -> None:
        with ThreadPoolExecutor() as pool, pytest.raises(AssertionError, match="a process of their own"):
            pool.submit(machine.run).result()
        sys.exit(7)

    monkeypatch.setattr(cli, "default_today", at_once)
    assert machine.run().returncode == 7
