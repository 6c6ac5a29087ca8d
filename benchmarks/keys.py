"""Measure from a key to what it leads to on the screen, of the real program in a pseudo-terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import copyfile
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import pexpect

from benchmarks.figures import Figure, time_beside, time_within
from benchmarks.terminal import ENROLTUI, environment, press, running, wait_for_frame, wait_for_quiet
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.searching import Search
from enroltui.shipped import shipped_catalogue
from enroltui.terms import Career
from kit.filling import LONG, LONG_VISITOR, PASSWORD, SHORT, VISITOR, YEAR, Databases, as_student

CLASSES = 100_000
WORD = "theory"
TIMES_TYPED = 10
MOVES = 40
OPENINGS = 10
WHOLE = 1.5
"""After so many seconds without a change the rest of a long list is there too."""
UNNOTICED = 0.1
"""Nobody notices that so many seconds pass."""
SLOWER_AT_MOST = 1.5
DEMO_STUDENT, DEMO_PASSWORD = "s9900001", "leiden-01"
BACKSPACE, DOWN, RIGHT, LEFT, TAB, ENTER = "\x7f", "\x1b[B", "\x1b[C", "\x1b[D", "\t", "\r"


def keys(databases: Databases) -> list[Figure]:
    """Measure typing in the search box, opening a short list and a long one, and moving down in them."""
    with TemporaryDirectory() as folder:
        shipped = Path(folder) / "shipped.db"
        copyfile(shipped_catalogue(), shipped)
        figures = _typing(shipped, DEMO_STUDENT, DEMO_PASSWORD, "the shipped catalogue")
    large = databases.of(CLASSES)
    figures += _typing(large, VISITOR, PASSWORD, f"{CLASSES:,} classes")
    short, long = _opening(large)
    figures.append(time_beside(f"Opening a list of {LONG:,}; bare: of {SHORT}", long, short, at_most=SLOWER_AT_MOST))
    short, long = _moving(large, VISITOR, SHORT), _moving(large, LONG_VISITOR, LONG)
    what = f"Moving down in a list of {LONG:,}; bare: of {SHORT}"
    return [*figures, time_beside(what, long, short, at_most=SLOWER_AT_MOST)]


@contextmanager
def _visit(database: Path, student: str, password: str) -> Iterator[pexpect.spawn[bytes]]:
    """Start the program, with a student at the main menu."""
    with TemporaryDirectory() as home, running([*ENROLTUI, "--database", str(database)], environment(home)) as child:
        wait_for_frame(child, "Password")
        for typed in ("", student, TAB, password):  # typed ahead, the password might land in the field before
            child.send(typed)
            wait_for_quiet(child)
        press(child, ENTER, "Welcome")
        wait_for_quiet(child)
        yield child


# --- the search box -------------------------------------------------------------------------------------------------


def _typing(database: Path, student: str, password: str, where: str) -> list[Figure]:
    """Type a word and delete it again and again; each key waits for the results of the one before it."""
    totals = _totals(database, student)
    up, down = list(zip(WORD, totals, strict=False))[1:], [(BACKSPACE, total) for total in reversed(totals[:-1])]
    with _visit(database, student, password) as child:
        press(child, "/", "Title or number")
        wait_for_quiet(child)
        press(child, WORD[0], _count(totals[0]))
        taken = [press(child, key, _count(total)) for _ in range(TIMES_TYPED) for key, total in (*up, *down)]
    return [
        time_within(f"From a key to its results, {where}", median(taken), limit=UNNOTICED),
        time_within("... the slowest of twenty keys", quantiles(taken, n=20)[-1], limit=UNNOTICED),
    ]


def _totals(database: Path, student: str) -> list[int]:
    """Count the classes that each beginning of the word finds, as long as each finds fewer than the one before it."""
    registrar = Registrar.open(database)
    totals = [
        registrar.search(
            as_student(student), student, Search(YEAR, WORD[:letters], career=Career.BACHELOR), size=1
        ).total
        for letters in range(1, len(WORD) + 1)
    ]
    registrar.close()
    fewer = [after < before for before, after in pairwise(totals)]
    return totals[: (fewer.index(False) if False in fewer else len(fewer)) + 1]


def _count(total: int) -> str:
    """Read what the page says below the results."""
    return f" of {total} ·"


# --- lists ----------------------------------------------------------------------------------------------------------


def _opening(database: Path) -> tuple[float, float]:
    """Return the median seconds from an arrow key in the tabs to the short list, and to the long one beside it."""
    short, long = [], []
    with _visit(database, VISITOR, PASSWORD) as child:
        press(child, "2", f"1 of {SHORT} ·")
        child.send("t")
        for _ in range(OPENINGS):
            wait_for_quiet(child, WHOLE)
            long.append(press(child, RIGHT, f"1 of {LONG} ·"))
            wait_for_quiet(child, WHOLE)
            short.append(press(child, LEFT, f"1 of {SHORT} ·"))
    return median(short), median(long)


def _moving(database: Path, student: str, rows: int) -> float:
    """Return the median seconds from an arrow key to the next row of the student's own class-number list."""
    with _visit(database, student, PASSWORD) as child:
        press(child, "2", f"1 of {rows} ·")
        return median(press(child, DOWN, f"{row} of {rows} ·") for row in range(2, MOVES + 2))
