"""What goes wrong on the way costs one line, one guest or nothing; the service goes on."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import resource
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from signal import SIGHUP, SIGKILL
from types import SimpleNamespace

import asyncssh
import pytest

from enroltui.server import surviving
from enroltui.server.event_log import EventLog
from enroltui.server.figures import AT_ONCE
from enroltui.server.limits import Limits
from enroltui.server.service import THREADS
from enroltui.server.session import SshSession
from enroltui.server.surviving import guarded, repeat
from enroltui.settings import LogFile
from kit.patience import PATIENCE
from tests.process import Machine
from tests.registrar.world import HELPDESK
from tests.server.inside import connect, inside, terminal, until, visiting
from tests.server.kit import NOON, Served, serving


@contextmanager
def without_a_log(home: Path, database: Path) -> Iterator[int]:
    """A service whose log file is none, and whose stderr is a pipe that nobody has any more; its port."""
    (home / "state" / "enroltui" / "log" / "enroltui.log").mkdir(parents=True)
    machine = Machine(home)
    options = ["--port", "0", "--status-port", "0", "--database", str(database), "--today", NOON]
    process = subprocess.Popen(
        [*machine.command, "serve", "--demo", "--host", "127.0.0.1", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=home,
        env=machine.environment,
    )
    assert process.stdout
    assert process.stderr
    try:
        port = re.search(r"port (\d+)", process.stdout.readline())
        assert port
        process.stderr.close()
        yield int(port[1])
        assert process.poll() is None
    finally:
        process.send_signal(SIGKILL)
        process.wait()
        process.stdout.close()


async def test_without_any_log_all_works(small: Path, tmp_path: Path) -> None:
    with without_a_log(tmp_path, small) as port:
        async with await connect(SimpleNamespace(port=port)) as connection:
            try:
                visitor = await terminal(connection)
            except asyncssh.ChannelOpenError as error:
                raise AssertionError("the connection was closed") from error
            await visitor.wait_for("Welcome")


def test_a_log_that_nobody_reads_holds_nobody_up() -> None:
    reading, writing = os.pipe()
    filling = os.open(f"/proc/self/fd/{writing}", os.O_WRONLY | os.O_NONBLOCK)
    with suppress(BlockingIOError):
        while True:
            os.write(filling, bytes(4096))
    stream = os.fdopen(writing, "w")
    noting = threading.Thread(target=EventLog(as_json=True, stream=stream).note, args=("login",), daemon=True)
    noting.start()
    noting.join(PATIENCE)
    try:
        assert not noting.is_alive()
    finally:
        os.close(reading)
        os.close(filling)
        noting.join()
        stream.close()


async def test_one_broken_session_does_not_end_the_watch_over_the_others(small: Path) -> None:
    async with inside(small, Limits(idle_time=1)) as running:
        running.lifecycle.sessions.add(broken := SshSession.__new__(SshSession))
        async with visiting(running) as visitor:
            await visitor.wait_for("You were logged out, as no key was pressed for long.")
        running.lifecycle.sessions.discard(broken)


async def test_what_is_not_meant_to_end_begins_anew() -> None:
    rounds = 0

    async def fail() -> None:
        nonlocal rounds
        rounds += 1
        raise RecursionError

    task = asyncio.create_task(repeat("this", fail, 0.0))
    await until(lambda: rounds > 2)
    task.cancel()
    guarded("this", lambda: [][0])


def test_nothing_but_the_service_itself_ends_its_loop() -> None:
    async def serve() -> str:
        loop = asyncio.get_running_loop()
        loop.call_soon(exit, 3)
        loop.call_soon(lambda: [][0])
        later = loop.create_task(asyncio.to_thread(lambda: "done"))
        return await later

    assert surviving.run(serve()) == "done"


def test_idle_questions_for_the_figures_are_few_and_others_are_answered(served: Served) -> None:
    files = Path(f"/proc/{served.process.pid}/fd")
    before = len(list(files.iterdir()))
    idle = [socket.create_connection(("127.0.0.1", served.status_port)) for _ in range(50)]
    for _ in range(3):
        assert served.figures()["enroltui_sessions"] == 0
    assert len(list(files.iterdir())) <= before + AT_ONCE
    for connection in idle:
        with closing(connection):
            pass


async def test_all_threads_are_there_from_the_beginning(small: Path) -> None:
    before = sum(thread.name.startswith("registrar") for thread in threading.enumerate())
    async with inside(small):
        after = sum(thread.name.startswith("registrar") for thread in threading.enumerate())
        assert after - before == THREADS


async def test_where_no_copy_can_be_made_a_guest_is_told_in_words(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    async with inside(small, demo=True) as running:
        async with await connect(running, "demo", None) as connection:
            await (await terminal(connection)).wait_for("Too many others are here just now.")
        async with visiting(running) as visitor:
            await visitor.wait_for("Welcome")


async def test_one_broken_watcher_does_not_stop_what_the_others_see(small: Path) -> None:
    class Breaking:
        looks = 0

        def look(self) -> None:
            self.looks += 1
            assert self.looks == 1

    async with inside(small, demo=True) as running, visiting(running, HELPDESK) as presenter:
        await presenter.wait_for("Welcome")
        presenter.press("\x12")
        await presenter.wait_for("Presenting, code ")
        [presentation] = running.service.presentations._going_on.values()
        breaking = Breaking()
        presentation.join(breaking.look)
        async with await connect(running, f"watch-{presentation.code}", None) as connection:
            watcher = await terminal(connection)
            await watcher.wait_for("Welcome, Helpdesk.")
            await until(lambda: breaking.looks == 2)
            presenter.press("1")
            await watcher.wait_for("This page shows people by name")


def test_one_line_of_the_source_does_not_fill_the_log(tmp_path: Path) -> None:
    written = tmp_path / "enroltui.log"
    log = logging.Logger("test")
    log.addHandler(handler := LogFile(written))
    for number in range(1000):
        log.warning("knocked %s times", number)
    log.warning("another line")
    handler.close()
    lines = written.read_text().splitlines()
    assert len(lines) <= 2 * LogFile.MOST + 1  # a minute may end meanwhile
    assert lines[-1] == "another line"


def test_a_low_soft_limit_of_open_files_is_raised(small: Path, tmp_path: Path) -> None:
    with serving(tmp_path, small, limit="-Sn 200") as served:
        soft, hard = resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE)
        assert soft == hard or soft > Limits().total_connections


def test_sighup_ends_the_service_in_order_as_sigterm_does(small: Path, tmp_path: Path) -> None:
    with serving(tmp_path, small, "--drain-time", "0") as served:
        served.process.send_signal(SIGHUP)
        assert served.process.wait(timeout=PATIENCE) == 0
        assert [event["event"] for event in served.log] == ["listening", "drain", "stopped"]


def test_with_too_few_files_it_says_so_and_does_not_begin(small: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    limited = ["sh", "-c", 'ulimit -n 60 && exec "$@"', "sh", *machine.command]
    options = ["--demo", "--port", "0", "--status-port", "0", "--database", str(small)]
    ended = subprocess.run(
        [*limited, "serve", *options],
        env=machine.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == 2
    assert re.fullmatch(
        r"It may open too few files at once \(ulimit -n\): at least \d+ more are needed\.\n", ended.stderr
    )
