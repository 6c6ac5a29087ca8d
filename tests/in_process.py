"""Run the command `enroltui` within the tests' own process, as faithfully as that can be, in a hundredth of the time.

Click's own `CliRunner` is not enough for this: it begins below `enroltui.cli.main`, so that the log file, the sentence
instead of a traceback and what is looked up before Click is asked go untried; it adds to the environment of the tests
instead of replacing it; it stays in the folder of the tests; and it answers Click's questions itself.

What only a process of its own proves, needs `Machine(own_process=True)`; see `tests/process.py`.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from contextvars import copy_context
from pathlib import Path

from enroltui.cli import main

_alone = threading.Lock()
"""Environment, folder and streams are the whole process's: one command at a time has them."""


def run_in_process(
    arguments: Sequence[str], *, environment: Mapping[str, str], folder: Path, typed: str
) -> subprocess.CompletedProcess[str]:
    """Run `enroltui` with these arguments to its end, as `subprocess.run` would, and tell what came of it.

    It sees these variables and no others, this current folder, `typed` as its stdin (a byte that is not
    UTF-8 as in os.fsdecode), streams in UTF-8, and no terminal.
    A warning is an error. Everything that belongs to the whole process is put back afterwards; what a command leaves
    open fails the test in which the collector meets it. Two at once, from two threads, are refused: that is proved by
    processes only. In an async test whose own loop the command needs, call it by `asyncio.to_thread`.
    """
    if not _alone.acquire(blocking=False):
        raise AssertionError("Commands that run at once each need a process of their own.")
    try:
        with _process(["enroltui", *arguments], environment, folder, typed) as (out, err):
            status = copy_context().run(_status_of_main)
            return subprocess.CompletedProcess(["enroltui", *arguments], status, _text(out), _text(err))
    finally:
        _alone.release()


def _status_of_main() -> int:
    """Call the command's own function; return its exit status as the interpreter makes it of how the function ended."""
    try:
        main()
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        sys.stderr.write(f"{ended.code}\n")
        return 1
    return 0


@contextmanager
def _process(
    arguments: list[str], environment: Mapping[str, str], folder: Path, typed: str
) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Give it what belongs to a process: arguments, environment, folder, log, settings; yield its stdout and stderr."""
    streams = [io.TextIOWrapper(io.BytesIO(data), "utf-8") for data in (os.fsencode(typed), b"", b"")]
    with ExitStack() as stack:
        stack.enter_context(_environment(environment))
        stack.enter_context(chdir(folder))
        stack.enter_context(_set(sys, "argv", arguments))
        stack.enter_context(_set(sys, "stdin", streams[0]))
        stack.enter_context(redirect_stdout(streams[1]))
        stack.enter_context(redirect_stderr(streams[2]))
        stack.enter_context(warnings.catch_warnings(action="error"))
        stack.enter_context(_logging())
        stack.enter_context(_settings())
        yield streams[1], streams[2]


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        time.tzset()


@contextmanager
def _set(owner: object, name: str, value: object) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextmanager
def _logging() -> Iterator[None]:
    """Give it the root logger as it is when a program begins."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []
    root.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = handlers
        root.setLevel(level)


@contextmanager
def _settings() -> Iterator[None]:
    """Put back what a command may set for the whole of its process."""
    collecting, interval = gc.isenabled(), sys.getswitchinterval()
    try:
        yield
    finally:
        (gc.enable if collecting else gc.disable)()
        sys.setswitchinterval(interval)


def _text(stream: io.TextIOWrapper) -> str:
    """Read what was written to a stream as `subprocess` does: in UTF-8, each end of a line as one character."""
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return io.TextIOWrapper(io.BytesIO(written.getvalue()), "utf-8").read()
