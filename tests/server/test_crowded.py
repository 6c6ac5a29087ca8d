"""Crowds that would use the service up: who is inside notices nothing, and all that they took comes back."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncssh
import pytest

from enroltui.registrar.registrar import Registrar
from tests.registrar.world import ANNA, OTHER_OPEN, as_student
from tests.server.crowd import Crowd
from tests.server.inside import Visitor, connect, terminal, until
from tests.server.kit import Served, serving

FEW_FILES = "-n 128"
GROWN = 1.1
"""The memory that the service may hold afterwards, as a multiple of that before."""


@contextmanager
def crowded(home: Path, database: Path) -> Iterator[Served]:
    """A service with few file descriptors, and Anna's cart with a class in it."""
    registrar = Registrar.open(database)
    registrar.add_to_cart(as_student(ANNA), ANNA, [OTHER_OPEN])
    registrar.close()
    with serving(home, database, "--login-time", "3", limit=FEW_FILES) as served:
        yield served


async def come_in(served: Served) -> tuple[asyncssh.SSHClientConnection, Visitor]:
    """Anna at her terminal; a busy machine may not be done in the time to log in."""
    while True:
        with suppress(OSError, asyncssh.Error, asyncssh.ChannelOpenError):
            connection = await connect(served)
            return connection, await terminal(connection)
        assert served.process.poll() is None, "the service has ended"


async def before_confirming(served: Served) -> tuple[asyncssh.SSHClientConnection, Visitor]:
    """Anna's session at the page where she only has to press Enter."""
    connection, anna = await come_in(served)
    await anna.wait_for("Welcome")
    anna.press("c")
    await anna.wait_for("› Shopping cart")
    anna.press("e")
    await anna.wait_for("› Confirm")
    return connection, anna


async def confirms(anna: Visitor) -> None:
    """Confirm what stands on Anna's screen, which enrols her."""
    try:
        anna.press("\r")
    except OSError as error:
        raise AssertionError("the service has ended") from error
    await anna.wait_for("This class has been added to your schedule.")


async def all_came(served: Served, crowd: Crowd, number: int) -> None:
    """Wait until so many have come; the service is still there."""
    while crowd.came.total() < number:
        assert served.process.poll() is None, served.log_file.read_text()
        await asyncio.sleep(0.05)


def open_files(served: Served) -> list[str]:
    """The files and sockets that the service has open."""
    folder = Path(f"/proc/{served.process.pid}/fd")
    found = []
    for descriptor in folder.iterdir():
        try:
            found.append(os.readlink(descriptor))
        except FileNotFoundError:
            continue
    return found


def sockets(served: Served) -> int:
    """The number of sockets that the service has open."""
    return sum(file.startswith("socket:") for file in open_files(served))


async def test_a_crowd_takes_all_the_connections_and_the_student_inside_enrols(small: Path, tmp_path: Path) -> None:
    with crowded(tmp_path, small) as served:
        connection, anna = await before_confirming(served)
        before = sockets(served)
        crowd = Crowd(served.port)
        async with crowd.coming(300, at_once=150):
            await all_came(served, crowd, 200)
            await confirms(anna)
            await all_came(served, crowd, 300)
        await until(lambda: sockets(served) == before)
        await until(lambda: not any("enroltui-demo-" in file for file in open_files(served)))
        again, _ = await come_in(served)
        again.close()
        connection.close()
        assert len(crowd.came) == 13


@pytest.mark.long
async def test_two_thousand_clients_of_every_kind_for_a_minute(small: Path, tmp_path: Path) -> None:
    """`ulimit -n 128`; descriptors and memory come back, and the student inside enrols meanwhile."""
    with crowded(tmp_path, small) as served:
        connection, anna = await before_confirming(served)
        before = sockets(served)
        crowd = Crowd(served.port)
        async with crowd.coming(200, at_once=60):  # what is loaded once stays
            await all_came(served, crowd, 200)
        await until(lambda: sockets(served) == before)
        memory = served.figures()["enroltui_memory_bytes"]
        crowd = Crowd(served.port)
        async with crowd.coming(2000, at_once=500, seconds=60):
            await all_came(served, crowd, 1000)
            await confirms(anna)
            await all_came(served, crowd, 2000)
        await until(lambda: sockets(served) == before)
        log = tmp_path / "state" / "enroltui" / "log" / "enroltui.log"
        assert not log.exists() or "Too many open files" not in log.read_text()
        for _ in range(120):
            if served.figures()["enroltui_memory_bytes"] <= GROWN * memory:
                break
            await asyncio.sleep(1)
        assert served.figures()["enroltui_memory_bytes"] <= GROWN * memory
        connection.close()
