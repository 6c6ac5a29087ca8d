"""A program that is killed between writing a letter and having it sent leaves it to the next run."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.terms import LetterState
from enroltui.where import Where
from kit.patience import PATIENCE
from tests.letters.mail_kit import Postbox, Silent, ask, letters, listening
from tests.process import Machine


async def killed_while_sending(machine: Machine, postbox: Silent, where: str) -> None:
    """Start sending, and kill the program (SIGKILL) where the mail server has fallen silent."""
    program = machine.start("outbox", "send", "--smtp", where)
    try:
        await asyncio.wait_for(postbox.reached.wait(), PATIENCE)
    finally:
        program.kill()
        await asyncio.to_thread(program.communicate)


async def test_killed_before_the_server_had_it_a_letter_arrives_once(
    leiden: Registrar, small: Where, tmp_path: Path
) -> None:
    (letter,) = ask(leiden, "one")
    machine = Machine(tmp_path, own_process=True, ENROLTUI_DATABASE=str(small))
    postbox = Silent("before the letter")
    async with listening(postbox) as where:
        await killed_while_sending(machine, postbox, where)
        assert [letter.state for letter in letters(leiden)] == [LetterState.SENDING]
        assert postbox.ids == []
        await asyncio.to_thread(machine.done, "outbox", "send", "--smtp", where)
        await asyncio.to_thread(machine.done, "outbox", "send", "--smtp", where)
    assert postbox.ids == [letter.message_id]
    assert [letter.state for letter in letters(leiden)] == [LetterState.SENT]


async def test_killed_when_the_server_had_it_but_had_not_said_so_the_second_copy_has_the_same_message_id(
    leiden: Registrar, small: Where, tmp_path: Path
) -> None:
    (letter,) = ask(leiden, "one")
    machine = Machine(tmp_path, own_process=True, ENROLTUI_DATABASE=str(small))
    postbox = Silent("after the final dot")
    async with listening(postbox) as where:
        await killed_while_sending(machine, postbox, where)
        await asyncio.to_thread(machine.done, "outbox", "send", "--smtp", where)
    assert postbox.ids == [letter.message_id] * 2


@pytest.mark.both_databases
async def test_two_programs_at_once_send_each_letter_once(leiden: Registrar, small: Where, tmp_path: Path) -> None:
    written = ask(leiden, *map(str, range(8)))
    machine = Machine(tmp_path, own_process=True, ENROLTUI_DATABASE=str(small))
    postbox = Postbox()
    async with listening(postbox) as where:
        send = ("outbox", "send", "--smtp", where)
        said = await asyncio.gather(*(asyncio.to_thread(machine.done, *send) for _ in range(2)))
    assert postbox.ids == [letter.message_id for letter in written]
    assert sum(line.count(": sent") for line in said) == len(written)
