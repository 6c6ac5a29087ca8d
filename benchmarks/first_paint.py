"""Measure from starting the command to the login page on the screen, beside a page of the same parts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from subprocess import DEVNULL, run
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import Figure, time_beside
from benchmarks.terminal import ENROLTUI, environment, running, wait_for_frame
from benchmarks.timing import taking_turns
from kit.filling import Databases

ROUNDS = 25
GOAL = 1.1
BARE_PAGE = """
from textual.app import App
from textual.widgets import Button, Input, Label

class Page(App):
    def compose(self):
        yield Label("Log in")
        yield Input(placeholder="Student number")
        yield Input(placeholder="Password", password=True)
        yield Button("Continue")

Page().run()
"""


def first_paint(_: Databases) -> list[Figure]:
    """Time from exec to the end of the first full frame, in a home folder where the copy of the catalogue is made."""
    with TemporaryDirectory() as home:
        environ = environment(home)
        run([*ENROLTUI, "students"], env=environ, stdout=DEVNULL, check=True)
        bare_page = [sys.executable, "-c", BARE_PAGE]
        ours, bare = taking_turns([_painting(ENROLTUI, environ), _painting(bare_page, environ)], ROUNDS)
    return [time_beside("First paint of the login page; bare: a page of its parts", ours, bare, at_most=GOAL)]


def _painting(command: list[str], environ: dict[str, str]) -> Callable[[], float]:
    def seconds() -> float:
        start = perf_counter()
        with running(command, environ) as child:
            wait_for_frame(child, "Password")
            return perf_counter() - start

    return seconds
