"""The commands of docs/running-the-service.md as they are printed, typed by root in a folder of root's own."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from enroltui.registrar.registrar import Registrar
from kit.servers import SERVANT, let_pass
from tests.process import CHECKOUT, Machine

PAGE = (CHECKOUT / "docs/running-the-service.md").read_text(encoding="utf-8")
TYPED = (
    "enroltui db copy",
    "echo ENROLTUI_DATABASE",
    "enroltui account add",
    "enroltui key add",
    "install -d",
    "enroltui backup",
    "enroltui db check",
)
BY_ROOT = os.geteuid() == 0


@pytest.fixture
def home() -> Iterator[Path]:
    """The home of the service's user, beside which root's own folder lies; pytest's folders are closed to others."""
    folder = Path(mkdtemp(prefix="enroltui-manual-"))
    folder.chmod(0o755)
    (home := folder / "home").mkdir()
    closed = [one for one in Path(sys.executable).resolve().parents if BY_ROOT and not one.stat().st_mode & 0o001]
    if BY_ROOT:
        let_pass(CHECKOUT / "enroltui", Path(sys.executable).resolve(), home)
        shutil.chown(home, SERVANT)
    yield home
    for one in closed:
        one.chmod(one.stat().st_mode & ~0o001)
    shutil.rmtree(folder)


def printed(home: Path) -> str:
    """The function of the page and its commands, on this machine: another user, other places, another programme."""
    function = "".join(re.findall(r"^install -m 600 .*?^\)\n", PAGE, re.MULTILINE | re.DOTALL))
    commands = [line for line in PAGE.splitlines() if line.startswith(TYPED)]
    assert len(commands) == len(TYPED)
    script = function + "\n".join(commands)
    group = grp.getgrgid(pwd.getpwnam(SERVANT).pw_gid).gr_name
    for there, here in {
        "runuser -u enroltui --": f"runuser -u {SERVANT} --" if BY_ROOT else "",
        "-o enroltui -g enroltui": f"-o {SERVANT} -g {group}" if BY_ROOT else "",
        "/opt/enroltui/.venv/bin/enroltui": f"{sys.executable} -m enroltui",
        "/opt/enroltui/catalogue.db": str(home.parent / "catalogue.db"),
        "/etc/enroltui.conf": str(home.parent / "enroltui.conf"),
        "/var/lib/enroltui": str(home),
        "physics-bsc": "computer-science-bsc",
    }.items():
        script = script.replace(there, here)
    return script


def test_what_root_types_is_done_by_the_services_user(home: Path, small: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    shutil.copy(small, home.parent / "catalogue.db")
    (own := home.parent / "root").mkdir(0o700)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", own / "id_ed25519"], check=True)
    ended = subprocess.run(
        ["bash", "-euc", printed(home)], cwd=own, capture_output=True, text=True, env=machine.environment, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "Copying\n")
    assert "The password of s1234567 is now" in ended.stdout
    registrar = Registrar.open(home / "own.db")
    assert registrar.demo_accounts() == (), "the unit serves it without --demo"
    registrar.close()
    assert len(machine.json("key", "list", "s1234567", "--database", str(home / "own.db"))) == 1
    assert (home / "backups").stat().st_mode & 0o777 == 0o700
    assert (home / "backups" / "monday.db").stat().st_size > 10_000
    assert (home.parent / "enroltui.conf").stat().st_mode & 0o777 == 0o600
