"""Start the servers that visitors come to by SSH: `enroltui serve`, and OpenSSH's, which starts a process for each."""

from __future__ import annotations

import getpass
import json
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, which
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import IO

import asyncssh

from benchmarks.terminal import ENROLTUI, environment
from benchmarks.visitors import AT_ONCE, PATIENCE, SshVisitor, Way
from enroltui.registrar.registrar import Registrar
from enroltui.shipped import shipped_catalogue
from kit.filling import as_student

STUDENT = "s9900001"
ROOM = dict.fromkeys(("sessions", "account-sessions", "connections", "half-open"), 3000)
"""No benchmark reaches these limits."""
LOG = "serve.log"
"""In the home folder this file has the service's log, in lines of JSON."""


@contextmanager
def home_with_catalogue() -> Iterator[tuple[Path, Path]]:
    """Make a home folder, with the shipped catalogue's database in it, for as long as the block runs."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        yield home, Path(copyfile(shipped_catalogue(), home / "enroltui.db"))


@contextmanager
def service(
    home: Path, database: Path, students: Sequence[str] = (STUDENT,), limits: Mapping[str, int] = ROOM
) -> Iterator[Way]:
    """Start `enroltui serve` with these limits; the students come in by key, the first of them if none is named."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    registrar = Registrar.open(database)
    for student in students:
        registrar.add_ssh_key(as_student(student), student, key.export_public_key().decode())
    registrar.close()
    log = home / LOG
    limited = [part for name, limit in limits.items() for part in (f"--{name}", str(limit))]
    options = ["--host", "127.0.0.1", "--port", "0", "--status-port", "0", "--log-format", "json", *limited]
    command = [*ENROLTUI, "serve", "--demo", "--database", str(database), *options]
    with log.open("w") as stderr, _running(command, str(home), stderr=stderr) as process:
        assert process.stdout is not None
        process.stdout.readline()
        port = json.loads(log.read_text().splitlines()[0])["port"]
        yield Way(process, port, {"username": students[0], "client_keys": [key]}, _nothing_more, AT_ONCE)


async def _nothing_more(_: SshVisitor) -> None:
    """Do nothing: by SSH one is logged in already."""


@contextmanager
def sshd(home: Path, database: Path) -> Iterator[Way]:
    """Start OpenSSH's server, which starts the app for everybody who comes in by key."""
    program = which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if program is None:
        raise SystemExit("The part ssh needs OpenSSH's server. On Debian: apt-get install openssh-server")
    Path("/run/sshd").mkdir(exist_ok=True)
    keys = {name: asyncssh.generate_private_key("ssh-ed25519") for name in ("host", "client")}
    keys["host"].write_private_key(str(home / "host"))
    (home / "host").chmod(0o600)
    (home / "authorized").write_bytes(keys["client"].export_public_key())
    # A cursor that blinks would be taken for the answer to a key; over our SSH none does.
    variables = {**environment(str(home)), "TEXTUAL_ANIMATIONS": "none"}
    given = " ".join(f"{name}='{value}'" for name, value in variables.items() if "'" not in value)
    start = home / "start"
    start.write_text(f"#!/bin/sh\nexec env -i {given} {_quoted([*ENROLTUI, '--database', str(database)])}\n")
    start.chmod(0o755)
    port = 22022
    config = home / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home / 'host'}\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"AuthorizedKeysFile {home / 'authorized'}\nForceCommand {start}\nMaxStartups 1000\n"
    )
    with _running([program, "-D", "-e", "-f", str(config)], str(home), stderr=subprocess.DEVNULL) as process:
        _wait_for_port(port)
        options = {"username": getpass.getuser(), "client_keys": [keys["client"]]}
        # One after another, as a password that is tried several times at once is refused.
        yield Way(process, port, options, _log_in, 1)


def _wait_for_port(port: int) -> None:
    end = monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if monotonic() > end:
                raise
            sleep(0.1)
        else:
            return


async def _log_in(visitor: SshVisitor) -> None:
    """Log in on the app's own Login page, as the first demo student."""
    await visitor.wait_for(STUDENT)
    visitor.press("\t\t\r")
    await visitor.wait_for("••••")
    visitor.press("\r")


def _quoted(words: list[str]) -> str:
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)


@contextmanager
def _running(command: list[str], home: str, stderr: int | IO[str]) -> Iterator[subprocess.Popen[str]]:
    process: subprocess.Popen[str] = subprocess.Popen(
        command, env=environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, stderr=stderr
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
