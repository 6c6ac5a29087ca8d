"""Prints to where a command's output goes: the process's own streams, or those of one call that came over SSH."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EDQUOT, EFBIG, EIO, ENOSPC, EPIPE
from signal import SIGPIPE
from typing import TextIO

import click

from enroltui.ending import BY_SIGNAL
from enroltui.language import Language
from enroltui.visit import Visit

_UNWRITABLE = (EDQUOT, EFBIG, EIO, ENOSPC)
"""What the system says where a disk is full, or fails."""


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


@contextmanager
def read_by_somebody(language: Language) -> Iterator[None]:
    """End the program where what it prints can't be written: as by SIGPIPE where nobody reads it (`| head -1`), else 2.

    A pipe that is closed is told in no word. What was carried out before stays so.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in (EPIPE, *_UNWRITABLE):
            raise
        with suppress(OSError):
            if error.errno != EPIPE:
                click.echo(language.text("What it prints can't be written: {why}", why=error.strerror), err=True)
        # Else Python would try once more at the end, and tell of it (as its documentation of SIGPIPE says).
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        sys.exit(BY_SIGNAL + SIGPIPE if error.errno == EPIPE else 2)
