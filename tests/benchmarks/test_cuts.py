"""A connection may be cut at any point: what is sent again is carried out once, and answered as the first time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count
from time import monotonic

import pytest

from benchmarks.proof.proxy import Cut, CutAt, Proxy, never
from enroltui.errors import DatabaseTrouble, Trouble
from enroltui.proving import arena
from enroltui.proving.checking import PlayerRequest, violations
from enroltui.proving.players import ask
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.enrolling import Change
from kit.servers import Server

ANNA = arena.STUDENTS[0]
ONE, OTHER = arena.FIRST_NUMBER, arena.FIRST_NUMBER + 3


@pytest.fixture
def database(empty: str) -> str:
    arena.build(empty)
    return empty


@pytest.fixture
def proxy(server: Server, database: str) -> Iterator[Proxy]:
    opened = Proxy(server.socket)
    yield opened
    opened.close()


class Hand:
    """A caller that asks on its own, and writes down what it asked."""

    def __init__(self, registrar: Registrar) -> None:
        self.registrar = registrar
        self.asked: list[PlayerRequest] = []

    def request(self, action: str, *classes: int) -> PlayerRequest:
        """Make a new request of Anna's, which nobody has sent yet."""
        self.asked.append(PlayerRequest(f"{action} {len(self.asked)}", action, ANNA, classes, monotonic()))
        return self.asked[-1]

    def send(self, request: PlayerRequest) -> None:
        """Send a request to the registrar, and write down the answer."""
        request.times += 1
        request.answers.append(tuple(outcome.change for outcome in ask(self.registrar, request)))
        request.ended = monotonic()


@pytest.mark.parametrize(
    ("action", "classes"), [("enrol", (OTHER,)), ("swap", (OTHER, ONE)), ("withdraw", (OTHER,))], ids=str
)
def test_at_every_message_of_a_change(database: str, proxy: Proxy, action: str, classes: tuple[int, ...]) -> None:
    hand, through = Hand(Registrar.open(database)), Registrar.open(proxy.url(database))
    told: Counter[Trouble | None] = Counter()
    for point in count(1):
        for cut in Cut:
            if action != "enrol":
                hand.send(hand.request("enrol", OTHER))
            request = hand.request(action, *classes)
            proxy.plan = plan = CutAt(point, cut)
            told[_trouble(through, request)] += 1
            proxy.plan = never
            hand.send(request)
            assert Change.REFUSED not in request.answers[-1], (point, cut)
            hand.send(hand.request("withdraw", OTHER, ONE))
        if not plan.made:
            break
    hand.registrar.close()
    through.close()
    assert violations(hand.asked, arena.kept(database)) == []
    assert point > 8, "a change has more messages than this"
    assert told[Trouble.UNCERTAIN] >= 1
    assert told[Trouble.GONE] > point


def _trouble(registrar: Registrar, request: PlayerRequest) -> Trouble | None:
    """Return what a request whose line is cut is told; one that is answered nevertheless is told nothing."""
    request.times += 1
    try:
        outcomes = ask(registrar, request)
    except DatabaseTrouble as trouble:
        request.undone += trouble.kind is not Trouble.UNCERTAIN
        return trouble.kind
    request.answers.append(tuple(outcome.change for outcome in outcomes))
    return None
