"""The database goes away and comes back: screens stay, say so, keep what was typed, and go on by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enroltui.errors import DatabaseTrouble, Trouble
from enroltui.registrar.registrar import Registrar
from enroltui.screens import page
from kit.servers import Server, own_server
from tests.process import Machine
from tests.registrar import world
from tests.registrar.world import ANNA, EXAM, as_student
from tests.screens.enrolling.kit import confirm, enrolled, fill_cart, go_to
from tests.screens.kit import app_on, page_of, type_text, until_page, until_shown

HER = as_student(ANNA)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """One of the test's own, as it is stopped."""
    monkeypatch.setattr(page, "LOOK_AGAIN", 0.1)
    with own_server(forgetful=False) as started:
        yield started


@pytest.fixture
def database(server: Server) -> str:
    url = server.database()
    world.build(url)
    return url


async def test_a_search_goes_on_when_the_database_is_back(server: Server, database: str) -> None:
    async with app_on(database, login=ANNA) as pilot:
        await go_to(pilot, "search")
        await until_shown(pilot, "Type words of the title")
        server.stop()
        await type_text(pilot, "calc")
        await until_shown(pilot, "✗ The database cannot be reached", "calc")
        assert page_of(pilot) == "search"
        server.start()
        await until_shown(pilot, "✓ The database is there again.", "Calculus 100%", "calc")


async def test_what_was_confirmed_meanwhile_is_sent_by_the_same_key(server: Server, database: str) -> None:
    fill_cart(database, ANNA, EXAM)
    async with app_on(database, login=ANNA) as pilot:
        await confirm(pilot)
        server.stop()
        await pilot.press("enter")
        await until_shown(pilot, "✗ The database cannot be reached", "28114")
        server.start()
        await pilot.press("enter")
        await until_page(pilot, "results")
    assert enrolled(database, ANNA) == [EXAM]


def test_a_command_ends_with_one_sentence(server: Server, database: str, tmp_path: Path) -> None:
    machine = Machine(tmp_path, ENROLTUI_DATABASE=database)
    server.kill()
    told = machine.run("enrol", ANNA, "28114")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.count("\n") == 1
    assert "cannot be reached. Check the server's name, and that it runs." in told.stderr
    server.start()
    assert "28114" in machine.done("classes", "logic", "--today", "2018-01-15")


def test_a_registrar_goes_on_after_a_restart_that_it_did_not_see(server: Server, database: str) -> None:
    registrar = Registrar.open(database)
    [first] = registrar.enrol(HER, ANNA, [EXAM], "request", from_cart=False)
    server.stop()
    with pytest.raises(DatabaseTrouble) as trouble:
        registrar.cart(HER, ANNA)
    assert trouble.value.kind is Trouble.GONE
    server.start()
    assert registrar.enrol(HER, ANNA, [EXAM], "request", from_cart=False) == (first,)
    server.kill()
    server.start()
    assert [row.row.key for row in registrar.enrolments(HER, ANNA)] == [EXAM]
    registrar.close()
