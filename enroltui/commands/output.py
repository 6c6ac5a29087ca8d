"""Prints to where a command's output goes: the process's own streams, or those of one call that came over SSH."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TextIO

import click

from enroltui.visit import Visit


@dataclass(frozen=True, slots=True)
class RemoteCall:
    """A command that came over SSH, Click's `obj`: it may write no file, and acts for the person who has logged in."""

    visit: Visit
    out: TextIO
    err: TextIO


def remote_call() -> RemoteCall | None:
    """Return the call over SSH that is being carried out in this thread; None on the command line."""
    context = click.get_current_context(silent=True)
    return context.find_object(RemoteCall) if context is not None else None


def echo(message: str | bytes = "", *, err: bool = False, nl: bool = True) -> None:
    """Print to the call's stdout, or with `err` to its stderr; with `nl` a line end follows."""
    call = remote_call()
    out, errors = (sys.stdout, sys.stderr) if call is None else (call.out, call.err)
    click.echo(message, file=errors if err else out, nl=nl)  # by its own choice Click never writes ASCII
