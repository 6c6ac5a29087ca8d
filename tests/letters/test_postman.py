"""Letters are sent in the background while the program runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from enroltui.letters.mail_server import mail_server
from enroltui.letters.postman import Postman
from enroltui.registrar.registrar import Registrar
from enroltui.terms import LetterState
from kit.patience import PATIENCE
from tests.letters.mail_kit import Postbox, ask, letters, listening


async def until(condition: Callable[[], bool]) -> None:
    end = asyncio.get_running_loop().time() + PATIENCE
    while not condition():
        assert asyncio.get_running_loop().time() < end, "waited in vain"
        await asyncio.sleep(0.01)


async def test_nothing_is_sent_before_the_first_wake_and_then_what_waits_and_what_comes(leiden: Registrar) -> None:
    postbox = Postbox()
    opened: list[Registrar] = []

    def open_registrar() -> Registrar:
        opened.append(leiden)
        return leiden

    ask(leiden, "one")
    async with listening(postbox) as where:
        with Postman(open_registrar, mail_server(where)) as postman:
            assert opened == []
            postman.wake()
            await until(lambda: len(postbox.ids) == 1)
            ask(leiden, "two")
            postman.wake()
            await until(lambda: len(postbox.ids) == 2)
            await until(lambda: all(letter.state is LetterState.SENT for letter in letters(leiden)))


async def test_trouble_does_not_end_it(leiden: Registrar) -> None:
    postbox = Postbox()
    tries: list[int] = []

    def broken_at_first() -> Registrar:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("no such disk")
        return leiden

    ask(leiden, "one")
    async with listening(postbox) as where:
        with Postman(broken_at_first, mail_server(where)) as postman:
            postman.wake()
            await until(lambda: len(tries) == 1)
            postman.wake()
            await until(lambda: len(postbox.ids) == 1)


def test_a_program_that_never_woke_it_ends_at_once(leiden: Registrar) -> None:
    with Postman(lambda: leiden, mail_server("localhost:1")):
        pass
