"""Terminals with little: those without a full screen are told of the plain commands; those without UTF-8 get ASCII."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.process import Machine
from tests.terminal.terminal import Terminal


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
@pytest.mark.parametrize("arguments", [(), ("demo",), ("tour", "play", "search", "--lang", "en")])
def test_a_terminal_without_a_full_screen_is_told_of_the_plain_commands(
    tmp_path: Path, kind: str, arguments: tuple[str, ...]
) -> None:
    with Terminal(Machine(tmp_path, TERM=kind), *arguments) as terminal:
        assert terminal.wait_for_end() == 2
    told = f"This terminal (TERM={kind}) has no full screen. The same is done by plain commands: enroltui --help\r\n"
    assert terminal.written.decode() == told


def test_it_is_told_in_dutch_too(tmp_path: Path) -> None:
    with Terminal(Machine(tmp_path, TERM="dumb"), "--lang", "nl") as terminal:
        assert terminal.wait_for_end() == 2
    assert b"gewone opdrachten: enroltui --help" in terminal.written


WITHOUT = [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "C"}]


@pytest.mark.parametrize("locale", WITHOUT, ids=str)
def test_commands_print_ascii_where_the_locale_has_nothing_else(tmp_path: Path, locale: dict[str, str]) -> None:
    machine = Machine(tmp_path, own_process=True, **locale)
    for arguments, shown in (
        (("students",), "Elif Yilmaz"),
        (("classes", "orientatie", "--lang", "nl"), "Orientatie"),
        (("--help", "--lang", "nl"), "ingeschreven"),
    ):
        ended = machine.run(*arguments)
        assert shown in ended.stdout or arguments[0] == "--help"
        assert (ended.stdout + ended.stderr).isascii(), arguments
    ended = machine.run("show", "é…", "--lang", "nl")
    assert (ended.returncode, ended.stderr.isascii()) == (1, True)
    machine.done("enrol", "s9900003", "27121")
    calendar = machine.done("ics", "s9900003", "--lang", "nl")
    assert calendar.startswith("BEGIN:VCALENDAR")


def test_a_locale_with_utf8_keeps_every_letter(tmp_path: Path) -> None:
    for locale in ({"LANG": "en_GB.UTF-8"}, {"LC_ALL": "C.UTF-8"}, {"LANG": ""}):
        assert "Elif Yılmaz" in Machine(tmp_path, own_process=True, **locale).done("students")


def test_the_full_screen_is_in_ascii_where_lang_names_the_c_locale(tmp_path: Path) -> None:
    with Terminal(Machine(tmp_path, LANG="C")) as terminal:
        terminal.wait_for("Elif Yilmaz")
        terminal.press("\x11")
        assert terminal.wait_for_end() == 0
    assert terminal.written.isascii()
