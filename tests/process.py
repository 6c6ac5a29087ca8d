"""Runs the real command, as people start it: a process of its own, on files, in a home folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parent.parent


class Machine:
    """A machine of somebody's own: nothing of the one that the tests run on shows through."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONWARNINGS": "error",
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "LANG": "en_GB.UTF-8",
            **environment,
        }
        self.command = [sys.executable, "-m", "enroltui"]
        self.own_database = home / "data" / "enroltui" / "enroltui.db"

    def run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run `enroltui` with these arguments to its end."""
        return subprocess.run(
            [*self.command, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.home,
            env=self.environment,
            check=False,
            timeout=60,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `enroltui` with these arguments, and let it run."""
        return subprocess.Popen(
            [*self.command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=self.home,
            env=self.environment,
        )

    def done(self, *arguments: str, typed: str = "") -> str:
        """What a command prints that must succeed, in silence on stderr."""
        ended = self.run(*arguments, typed=typed)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    def json(self, *arguments: str) -> Any:
        """The JSON that a command prints that must succeed."""
        return json.loads(self.done(*arguments, "--json"))
