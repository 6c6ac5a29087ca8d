"""What the benchmarks' verdicts and comparisons rest on; how long anything takes decides no test."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import sample
from benchmarks.bare import Bare, tracing, until_begin
from benchmarks.document import with_results
from benchmarks.figures import Figure, Plot, PlotPoint
from benchmarks.plots import plotted
from benchmarks.process_tree import memory, processor_time
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Change
from kit.filling import Databases, as_student, roomy, student_number

NEWCOMERS = [student_number(3001 + place) for place in range(3)]
KEYS = roomy(2)


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Databases(tmp_path_factory.mktemp("filled"))


def enrol(registrar: Registrar) -> dict[tuple[str, ClassKey], Change]:
    """Enrol every newcomer in every class."""
    answers = {}
    for student in NEWCOMERS:
        for key in KEYS:
            [outcome] = registrar.enrol(as_student(student), student, [key], f"{student} {key}", from_cart=False)
            answers[(student, key)] = outcome.change
    return answers


def content(database: Path) -> list[str]:
    """Return all rows but those of the indexes of the search."""
    with closing(sqlite3.connect(database)) as connection:
        return [line for line in connection.iterdump() if "course_search" not in line]


def test_bare_sqlite_writes_what_the_registrar_wrote(databases: Databases) -> None:
    filled = databases.of(100)
    ours, theirs = databases.copy(filled, "ours"), databases.copy(filled, "theirs")
    with tracing(ours) as trace:
        enrol(trace.registrar)
        opening, statements = until_begin(trace.taken())
    bare = Bare(theirs, opening)
    bare.send(statements)
    bare.close()
    assert content(ours) == content(theirs) != content(filled)


def test_statements_sent_for_others_enrol_whom_the_registrar_enrols(databases: Databases) -> None:
    filled = databases.of(sample.CLASSES)
    ours, theirs = databases.copy(filled, "ours"), databases.copy(filled, "theirs")
    opening, statements = sample.traced(databases.copy(filled, "traced"))
    registrar, bare, others = Registrar.open(ours), Bare(theirs, opening), sample.ForOthers(statements)
    for nth in (0, 1, 2, 3, sample.RETAKES):
        sample.enrol(registrar, *sample.wanted(nth), f"request {nth}")
        bare.send(others.of(*sample.wanted(nth), f"request {nth}"))
    registrar.close()
    bare.close()
    for told in (
        "SELECT student_id, class_id, state, enrolled FROM enrolment",
        "SELECT actor, student_id, class_id, action, outcome FROM audit_event",
        "SELECT key FROM request",
    ):
        assert rows(ours, told) == rows(theirs, told) != rows(filled, told)


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def test_figures_take_the_place_of_their_own_part_only() -> None:
    page = "".join(f"### {part}\n<!-- results of {part} -->\nold\n<!-- end of {part} -->\n" for part in ("keys", "ssh"))
    assert with_results(page, "ssh", "new\n") == page[: page.rindex("old")] + "\nnew\n\n<!-- end of ssh -->\n"


def test_a_plot_has_a_line_for_each_database() -> None:
    plot = Plot("enrolments", "Enrolments a second", "client processes", logarithmic=False)
    points = [PlotPoint(plot, line, at, 1.0, 2.0) for line in ("SQLite", "PostgreSQL") for at in ("1", "2")]
    figures = [Figure(f"{point.line} {point.at}", "", point=point) for point in points]
    assert plotted([*figures, Figure("of no plot", "")]) == {plot: {"SQLite": points[:2], "PostgreSQL": points[2:]}}


def test_a_process_is_counted_with_all_that_it_started() -> None:
    alone = memory(os.getpid())
    spin = "import time\nwhile time.process_time() < 0.2: pass\nprint(flush=True); input()"
    before = processor_time(os.getpid())
    with subprocess.Popen(
        [sys.executable, "-c", spin], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert processor_time(os.getpid()) - before > 0.15
        assert memory(os.getpid()) > alone
        child.communicate("\n")
    assert processor_time(os.getpid()) - before > 0.15
