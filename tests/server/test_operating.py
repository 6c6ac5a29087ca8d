"""Operating the service: SIGTERM under load ends in order, a kill loses nothing confirmed, the figures tell."""

from __future__ import annotations

import asyncio
import json
import shutil
from itertools import cycle
from pathlib import Path
from signal import SIGKILL
from typing import Any

import asyncssh
from textual.widgets import Input

from enroltui.registrar.registrar import Registrar
from enroltui.server.driver import RESTORE
from enroltui.server.limits import Limits
from enroltui.terms import Role, State
from kit.patience import PATIENCE
from tests.registrar import arranging
from tests.registrar.world import BRAM, CROWD, HELPDESK, OTHER_OPEN, as_role, as_student
from tests.server.inside import connect, inside, visiting
from tests.server.kit import Served, serving

ANY: dict[str, Any] = {"known_hosts": None, "config": None, "agent_path": None, "login_timeout": PATIENCE}
NUMBER = str(OTHER_OPEN.class_number)


async def test_a_drain_tells_everybody_and_gives_the_terminals_back(small: Path) -> None:
    async with inside(small, Limits(sessions=2)) as running:
        async with visiting(running) as anna, visiting(running, BRAM) as bram, visiting(running, HELPDESK) as waiting:
            await anna.wait_for("Welcome")
            await bram.wait_for("Welcome")
            await waiting.wait_for("You are number 1 in line.")
            bram.press("?")
            await bram.wait_for("Keys that work everywhere")
            draining = asyncio.create_task(running.lifecycle.drain(2))
            await anna.wait_for("The service stops in 2 seconds.")
            await waiting.wait_for_end()
            await anna.wait_for("The service stops in 1 second.")
            bram.press("\x1b")
            await bram.wait_for("The service stops in 1 second.")
            bram.press("\x11")
            await bram.wait_for_end()
            await anna.wait_for_end()
            for visitor in (anna, bram, waiting):
                _, parting = visitor.written.split(RESTORE.encode())
                assert parting
            assert b"has been stopped for a moment" in anna.written
            await draining
        assert [event["event"] for event in running.log][-1] == "stopped"


def test_sigterm_ends_the_service_in_order(built_world: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(built_world, tmp_path / "world.db"))
    with serving(tmp_path, database, "--drain-time", "1") as served:
        assert served.stop() == 0
        assert [event["event"] for event in served.log] == ["listening", "drain", "stopped"]


def test_the_status_command_tells_what_prometheus_gets(served: Served) -> None:
    port = str(served.status_port)
    figures = json.loads(served.machine.done("status", "--status-port", port, "--json"))
    assert figures["sessions"] == 0
    assert figures["memory_bytes"] > 10_000_000
    assert served.figures()["enroltui_sessions"] == 0
    assert "Memory: " in served.machine.done("status", "--status-port", port)
    ended = served.machine.run("status", "--status-port", "1")
    assert (ended.returncode, ended.stderr) == (2, "No service answers on port 1 of this machine.\n")


async def test_key_to_screen_and_enrolments_are_counted(small: Path) -> None:
    async with inside(small) as running:
        async with visiting(running) as visitor:
            await visitor.wait_for("Welcome")
            visitor.press("1")
            await visitor.wait_for("› Self Service ")
        async with await connect(running, BRAM) as connection:
            await connection.run(f"enrol {NUMBER}")
        await running.lifecycle.count_enrolments()
        registry = running.service.figures.registry
        assert (registry.get_sample_value("enroltui_key_to_screen_seconds_count") or 0) >= 1
        assert registry.get_sample_value("enroltui_enrolments_last_minute") == 1
        assert registry.get_sample_value("enroltui_logins_total", {"way": "ssh"}) == 2


async def test_a_kill_under_enrolling_sessions_loses_nothing_that_was_shown_as_done(
    built_world: Path, tmp_path: Path
) -> None:
    """Fifty students enrol by the real channel, over and over; the service is killed in their midst."""
    database = Path(shutil.copy(built_world, tmp_path / "world.db"))
    more = [f"s99200{number:02}" for number in range(10)]
    arranging.add_students(database, more)
    arranging.set_capacity(database, OTHER_OPEN, 50)
    crowd = [*CROWD, *more]
    key = asyncssh.generate_private_key("ssh-ed25519")
    registrar = Registrar.open(database)
    for student in crowd:
        registrar.add_ssh_key(as_role(Role.OPERATOR), student, key.export_public_key().decode())
    registrar.close()
    shown = dict.fromkeys(crowd, 0)
    killed = asyncio.Event()
    with serving(tmp_path, database, "--half-open", "100") as served:

        async def status(student: str, command: str) -> int | None:
            """Run a command on a connection of its own; its exit status."""
            async with asyncssh.connect("127.0.0.1", served.port, username=student, client_keys=[key], **ANY) as ssh:
                return (await ssh.run(command)).exit_status

        async def enrol(student: str) -> None:
            """Enrol and withdraw in turns until the kill; each that was shown as done is counted."""
            for command in cycle((f"enrol {NUMBER}", f"withdraw {NUMBER}")):
                while await status(student, command) != 0:  # another's change took too long: nothing was done
                    if killed.is_set():
                        return
                shown[student] += 1
                if sum(shown.values()) == len(crowd):
                    served.process.send_signal(SIGKILL)
                    killed.set()

        await asyncio.gather(*map(enrol, crowd), return_exceptions=True)
        assert killed.is_set()
        served.process.wait()
    registrar = Registrar.open(database)
    for student, count in shown.items():
        enrolments = registrar.enrolments(as_student(student), student)
        taken = [enrolment for enrolment in enrolments if enrolment.row.key == OTHER_OPEN]
        done = len(taken) + sum(enrolment.state is State.WITHDRAWN for enrolment in taken)
        assert done in (count, count + 1), "what was shown, and at most the one whose answer was on its way"
    registrar.close()


async def test_no_visit_is_painted_for_a_cursor_that_blinks(small: Path) -> None:
    async with inside(small) as running, visiting(running) as visitor:
        await visitor.wait_for("Welcome")
        visitor.press("/")
        await visitor.wait_for("Search")
        [session] = running.lifecycle.sessions
        assert session._app
        fields = session._app.screen.query(Input)
        assert fields
        assert not any(field.cursor_blink for field in fields)
