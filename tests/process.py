"""Run the real command on files, in a home folder of its own: in the tests' process, or as people start it.

Most commands run within the tests' own process (`in_process.py`), as a process costs nearly three seconds of
processor time. A process of its own is for what only that proves: that the installed program starts, what is imported
when, a pipe that is closed, a signal or a kill, several programs at once, and what a program does to its process
(`enroltui serve`). `Machine(own_process=True)` runs all its commands so; `start` always does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from kit.patience import PATIENCE
from tests.in_process import run_in_process

CHECKOUT = Path(__file__).parent.parent


class Machine:
    """A machine of somebody's own: nothing of the one that the tests run on shows through.

    With `own_process` each command is a process; otherwise it runs in the tests' own.
    """

    def __init__(self, home: Path, *, own_process: bool = False, **environment: str) -> None:
        self.home = home
        self.own_process = own_process
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
        if not self.own_process:
            return run_in_process(arguments, environment=self.environment, folder=self.home, typed=typed)
        return subprocess.run(
            [*self.command, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.home,
            env=self.environment,
            check=False,
            timeout=PATIENCE,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `enroltui` with these arguments as a process, and let it run."""
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
        """Return what a command prints that must succeed, in silence on stderr."""
        ended = self.run(*arguments, typed=typed)
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    def json(self, *arguments: str) -> Any:
        """Return the JSON that a command prints that must succeed."""
        return json.loads(self.done(*arguments, "--json"))
