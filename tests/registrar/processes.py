"""What the other processes of the tests do: each with a registrar of its own on the shared file."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Barrier

import pytest

from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Outcome
from enroltui.where import Where
from kit.patience import AMONG_WRITERS, wait_long
from tests.registrar.world import as_student


def context() -> ForkServerContext:
    """Processes that begin with everything imported, and not as a copy of the test's own process and its threads."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    return server


def patient() -> None:
    """In a process of its own: wait for others who write, however busy the machine is."""
    wait_long(pytest.MonkeyPatch(), AMONG_WRITERS)


def enrol_one_by_one(path: Where, wanted: Sequence[tuple[str, ClassKey]], told: Connection) -> None:
    """Enrol each student in its class; tell the place in `wanted` of each as soon as it is confirmed."""
    patient()
    registrar = Registrar.open(path)
    for place, (student, key) in enumerate(wanted):
        registrar.enrol(as_student(student), student, [key], f"{student} {key}", from_cart=False)
        told.send(place)


def fight(path: Where, student: str, rounds: Sequence[tuple[ClassKey, str]], start: Barrier, told: Connection) -> None:
    """In each round, at the same moment as the others, enrol in its class by its request key; tell the outcomes."""
    patient()
    registrar = Registrar.open(path)
    outcomes: list[Outcome] = []
    for key, request_key in rounds:
        start.wait()
        outcomes += registrar.enrol(as_student(student), student, [key], request_key, from_cart=False)
    told.send(outcomes)
