"""Which passwords the registrar lets somebody choose: none that is tried first, by the lists that are shipped."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest

from enroltui.registrar.people.passwords import common_passwords, university_words
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.rules.passwords import PASSWORD_LEAST, PasswordCommon, PasswordOfNames, why_not_password
from enroltui.where import Where
from tests.process import CHECKOUT
from tests.registrar.world import ANNA, PASSWORD, as_student

LISTS = ("en", "nl")


def listed(name: str) -> Iterator[str]:
    """A shipped list, the commonest first."""
    lines = files("enroltui").joinpath(f"data/passwords/{name}.txt").read_text(encoding="utf-8").splitlines()
    return (line for line in lines if not line.startswith("#"))


@pytest.mark.parametrize(
    "new",
    [
        "password", "12345678", "welkom01", "Welkom2018!", "P@ssw0rd", "wachtwoord", "geheim123", "qwertyuiop",
        "vakantie", "Amsterdam1", "feyenoord", "iloveyou", "11111111", "voetbal7", "sunshine", "charlotte01",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(small: Path, new: str) -> None:
    registrar = Registrar.open(small)
    assert registrar.change_password(as_student(ANNA), PASSWORD, new) == PasswordCommon()
    registrar.close()


@pytest.mark.parametrize(
    "new", [ANNA, ANNA[1:] + "!", f"student-{ANNA}", "in-leiden-1", "Universiteit Leiden", "ULCN-uSis"]
)
def test_what_others_know_is_refused(small: Path, new: str) -> None:
    registrar = Registrar.open(small)
    assert registrar.change_password(as_student(ANNA), PASSWORD, new) == PasswordOfNames(PASSWORD_LEAST)
    registrar.close()


@pytest.mark.parametrize("name", LISTS)
def test_the_three_thousand_commonest_that_are_long_enough_are_refused(name: str) -> None:
    long_enough = list(islice((password for password in listed(name) if len(password) >= PASSWORD_LEAST), 3000))
    assert len(long_enough) == 3000
    known = common_passwords()
    let_through = [
        password for password in long_enough if why_not_password(password, "", (), known) != PasswordCommon()
    ]
    assert let_through == []


def test_every_list_says_where_it_comes_from_and_by_which_licence() -> None:
    folder = files("enroltui").joinpath("data/passwords")
    assert {file.name for file in folder.iterdir()} == {"LICENSE", *(f"{name}.txt" for name in LISTS)}
    for name in LISTS:
        assert "(MIT, LICENSE beside" in folder.joinpath(f"{name}.txt").read_text(encoding="utf-8").replace("\n# ", " ")


def test_words_that_only_their_owner_puts_together_are_taken() -> None:
    known, names = common_passwords(), university_words()
    for new in (
        "tulips under glass",
        "harbour-light-17",
        "fiets zonder bel",
        "ik woon op 3 hoog",
        "Rapenburg by night 17",
    ):
        assert why_not_password(new, "", names, known) is None


def test_the_lists_are_read_only_when_somebody_chooses_a_password(small: Where) -> None:
    code = (
        "import sys\nfrom enroltui.settings import chosen_database, open_registrar\n"
        "registrar = open_registrar(chosen_database(sys.argv[1]))\nregistrar.sign_in('s9900001', 'wrong')\n"
        "from enroltui.registrar.people.passwords import common_passwords\n"
        "print(common_passwords.cache_info().currsize)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(small)], capture_output=True, text=True, cwd=CHECKOUT, check=True
    )
    assert ran.stdout == "0\n"
