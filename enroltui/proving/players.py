"""Play: a process asks for seats, one request after the other, and records each before and after."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from enroltui.clock import real_now
from enroltui.errors import AccountClosed, DatabaseTrouble, DatabaseUnusable, Trouble
from enroltui.proving.arena import FIRST_NUMBER, PLACES, STUDENTS, YEAR, as_student
from enroltui.proving.checking import ENROLLED, PlayerRequest
from enroltui.proving.game import Game
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.registrar.values.enrolling import Mode, Outcome

NO_RECORD = 3
"""Exit status of a player that could not write down what it asks or hears, as on a full disk."""
PAUSE = 0.05
"""After trouble so many seconds pass before the next try."""

Won = tuple[str, int]
"""A student and a class that she has got into."""


class Record:
    """What a player writes down, a line at a time, so that it outlives the player."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        except OSError:
            sys.exit(NO_RECORD)

    def write(self, what: str, key: str = "", **more: Any) -> None:
        """Write one line at once."""
        line = f"{json.dumps({'what': what, 'key': key, 'at': monotonic(), **more})}\n".encode()
        try:
            written = os.write(self._file, line)
        except OSError:
            written = 0
        if written < len(line):
            sys.exit(NO_RECORD)


class _Retries(logging.Handler):
    """Write down each time that the registrar tried again by itself."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record

    def emit(self, record: logging.LogRecord) -> None:
        if "tried again" in record.msg:
            self._record.write("retry")


def play(game: Game, place: int, seed: int) -> None:
    """Ask until it is over or this process is killed. What a killed player had not been answered is sent again first.

    While the doors are closed a player has no database open, as between two plain commands. Exit status 1: the player
    went wrong, and has written down how, unless no memory was left; `NO_RECORD`: it could not even write.
    """
    logging.getLogger("enroltui").addHandler(logging.NullHandler())  # here nobody need be warned of anything
    record = Record(game.record(place))
    try:
        _play(game, record, Random(seed), f"player{place}-{seed}", read([game.record(place)]).values())
    except MemoryError:
        sys.exit(1)
    except Exception as error:  # whatever it is, it is a fault that the proof tells of
        record.write("broken", said=repr(error))
        sys.exit(1)


def _play(game: Game, record: Record, chance: Random, name: str, before: Iterable[PlayerRequest]) -> None:
    logger = logging.getLogger("enroltui.database.transactions")
    logger.addHandler(_Retries(record))
    logger.setLevel(logging.INFO)
    registrar = _opened(game, chance, record)
    if registrar is None:
        return
    for request in before:
        if not request.answers and chance.random() < 0.7:
            _send(registrar, request, record, chance, game)
    number = 0
    won: list[Won] = []
    while not game.is_over():
        if game.closed.is_up:
            registrar.close()
            game.wait_for_doors()
            registrar = _opened(game, chance, record)
            if registrar is None:
                return
        number += 1
        request = next_request(chance, f"{name}-{number}", won)
        _send(registrar, request, record, chance, game)
        if request.answers and request.answers[0][-1] == ENROLLED:
            won.append((request.student, request.classes[-1]))
    registrar.close()


def _opened(game: Game, chance: Random, record: Record) -> Registrar | None:
    def jumping() -> datetime:
        """Be the real clock of a machine on which it jumps to and fro."""
        return real_now() + timedelta(hours=chance.choice((0, 0, 0, -30, 1, 700)))

    end = float("inf")
    while monotonic() < end:
        try:
            return Registrar.open(game.where, jumping)
        except (DatabaseUnusable, DatabaseTrouble):
            record.write("away")
            sleep(PAUSE)
        if game.is_over() and end == float("inf"):
            end = monotonic() + game.patience
    return None


def next_request(chance: Random, key: str, won: list[Won]) -> PlayerRequest:
    """Want the class that is the dearest just now, mostly, so that all fight for its last seat; winners give up."""
    if won and chance.random() < 0.85:
        student, number = won.pop(chance.randrange(len(won)))
        return PlayerRequest(key, "withdraw", student, (number,), monotonic())
    dearest = int(monotonic() * 20) % len(PLACES)
    places = [dearest if chance.random() < 0.85 else chance.randrange(len(PLACES))]
    action = chance.choice(("enrol", "enrol", "enrol", "enrol", "withdraw", "swap"))
    if action == "swap":
        places.insert(0, chance.choice([place for place in range(len(PLACES)) if place != places[0]]))
    return PlayerRequest(
        key, action, chance.choice(STUDENTS), tuple(FIRST_NUMBER + place for place in places), monotonic()
    )


def _send(registrar: Registrar, request: PlayerRequest, record: Record, chance: Random, game: Game) -> None:
    """Send it until it is answered, or (sometimes) not again once it is told that nothing was changed."""
    end = float("inf")
    while monotonic() < end:
        facts = {"action": request.action, "student": request.student, "classes": request.classes}
        record.write("ask", request.key, **facts)
        try:
            outcomes = ask(registrar, request)
        except AccountClosed:
            record.write("trouble", request.key, kind="closed")
            return
        except DatabaseTrouble as trouble:
            record.write("trouble", request.key, kind=trouble.kind)
            if trouble.kind is not Trouble.UNCERTAIN and chance.random() < 0.3:
                return
            sleep(PAUSE)
        else:
            request.answers.append(tuple(outcome.change for outcome in outcomes))
            record.write("answer", request.key, changes=request.answers[-1])
            return
        if game.is_over() and end == float("inf"):
            end = monotonic() + game.patience


def ask(registrar: Registrar, request: PlayerRequest) -> tuple[Outcome, ...]:
    """Send a request to the registrar."""
    caller, keys = as_student(request.student), [ClassKey(YEAR, number) for number in request.classes]
    match request.action:
        case "enrol":
            mode = Mode.FREE_OR_WAITING
            return registrar.enrol(caller, request.student, keys, request.key, from_cart=False, mode=mode)
        case "withdraw":
            return registrar.withdraw(caller, request.student, keys, request.key)
        case _:
            old, new = keys
            return registrar.swap(caller, request.student, old, new, request.key, mode=Mode.FREE_OR_WAITING)


def read(paths: Iterable[Path]) -> dict[str, PlayerRequest]:
    """Read the requests that players wrote down, by key."""
    asked: dict[str, PlayerRequest] = {}
    for line in _lines(paths):
        key = line["key"]
        match line["what"]:
            case "ask":
                facts = (key, line["action"], line["student"], tuple(line["classes"]), line["at"])
                asked.setdefault(key, PlayerRequest(*facts)).times += 1
            case "answer":
                asked[key].answers.append(tuple(line["changes"]))
                asked[key].ended = asked[key].ended or line["at"]
            case "trouble":
                asked[key].undone += line["kind"] != Trouble.UNCERTAIN
    return asked


def met(paths: Iterable[Path]) -> Counter[str]:
    """Count how often each trouble was met, and how often the registrar tried again by itself.

    What was sent and has neither an answer nor a trouble is `interrupted`: its player was killed in the midst of it.
    """
    counts: Counter[str] = Counter()
    for line in _lines(paths):
        match line["what"]:
            case "ask":
                counts["interrupted"] += 1
            case "answer":
                counts["interrupted"] -= 1
            case "trouble":
                counts["interrupted"] -= 1
                counts[line["kind"]] += 1
            case name:
                counts[name] += 1
    return counts


def broken(path: Path) -> str:
    """Return what a player wrote down of what it went wrong by; "" where it wrote nothing."""
    return next((line["said"] for line in _lines([path]) if line["what"] == "broken"), "")


def _lines(paths: Iterable[Path]) -> Iterable[dict[str, Any]]:
    for path in paths:
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
                if line.endswith("\n"):  # the last one may be half written
                    yield json.loads(line)
