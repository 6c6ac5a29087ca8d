"""The service as a process of its own, and the real OpenSSH client to visit it with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM
from typing import Any
from urllib.request import urlopen

import pexpect

from kit.patience import PATIENCE
from tests.process import Machine
from tests.registrar.world import ANNA, PASSWORD
from tests.terminal.terminal import Terminal

NOON = "2018-01-15T12:00"
"""Noon of the hand-made world's day."""
KNOWN = ("-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR")


@dataclass
class Served:
    """A service that runs as a process of its own."""

    process: subprocess.Popen[str]
    port: int
    status_port: int
    log_file: Path
    machine: Machine
    database: Path

    @property
    def log(self) -> list[dict[str, Any]]:
        """The events of its log up to now."""
        lines = self.log_file.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def figures(self) -> dict[str, float]:
        """The figures that it counts, by Prometheus's names with their labels."""
        with urlopen(f"http://127.0.0.1:{self.status_port}/metrics", timeout=PATIENCE) as answer:
            lines = answer.read().decode().splitlines()
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[:1] != "#")}

    def stop(self) -> int:
        """Stop it by SIGTERM; its exit status."""
        self.process.send_signal(SIGTERM)
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def serving(home: Path, database: Path, *options: str, limit: str = "") -> Iterator[Served]:
    """A service on this database, on some free port of this machine; killed at the end.

    `limit`: arguments of `ulimit` under which it runs.
    """
    machine = Machine(home)
    log_file = home / "serve.log"
    arguments = ["serve", "--demo", "--host", "127.0.0.1", "--port", "0", "--status-port", "0", "--log-format", "json"]
    arguments += ["--login-time", f"{PATIENCE:.0f}"]
    with log_file.open("w") as log:
        process = subprocess.Popen(
            [*_under(limit), *machine.command, *arguments, "--database", str(database), "--today", NOON, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=home,
            env=machine.environment,
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "Listening" in line, log_file.read_text()
        began = json.loads(log_file.read_text().splitlines()[0])
        yield Served(process, began["port"], began["status_port"], log_file, machine, database)
    finally:
        process.send_signal(SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _under(limit: str) -> tuple[str, ...]:
    return ("sh", "-c", f'ulimit {limit} && exec "$@"', "sh") if limit else ()


class Client:
    """Somebody with OpenSSH's client, at a machine of their own; logs in by password unless a key is given."""

    def __init__(
        self, served: Served, home: Path, name: str = ANNA, password: str = PASSWORD, *options: str, **environment: str
    ) -> None:
        home.mkdir(exist_ok=True)
        answer = home / "answer"
        answer.write_text(f"#!/bin/sh\ncat <<'END'\n{password}\nEND\n")
        answer.chmod(0o700)
        self.machine = Machine(home, SSH_ASKPASS=str(answer), SSH_ASKPASS_REQUIRE="force")
        self.machine.environment |= environment
        once = ("-o", "NumberOfPasswordPrompts=1")
        self.options = [*KNOWN, *once, "-p", str(served.port), *options]
        self.where = f"{name}@127.0.0.1"

    def run(self, *command: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run `ssh host command` to its end."""
        return self.call("ssh", *options, *self.options, self.where, *command)

    def call(self, program: str, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run any of OpenSSH's programs to its end."""
        return subprocess.run(
            [program, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.machine.environment,
            cwd=self.machine.home,
            check=False,
            timeout=PATIENCE,
        )

    def terminal(self, *options: str) -> Terminal:
        """Open `ssh host` in a terminal of 80x24."""
        return Terminal(self.machine, *options, *self.options, self.where, program="ssh")


def hang_up(terminal: Terminal) -> None:
    """Kill the client, so that it closes nothing in order."""
    child: pexpect.spawn[bytes] = terminal.child
    child.kill(SIGKILL)
