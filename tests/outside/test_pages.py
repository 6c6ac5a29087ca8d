"""No page, in any role, sends what was planted in the database to the terminal, to a watcher or into a recording."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem
from textual.pilot import Pilot
from textual.screen import Screen

from enroltui.clock import ShownClock
from enroltui.language import Language
from enroltui.navigation import OF_ONE_THING, PAGES
from enroltui.presenting.asciicast import AsciicastWriter
from enroltui.presenting.frames import frame_of
from enroltui.registrar.letters.contents import UsisQuestion
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.people import Account
from enroltui.screens.enrolling.confirm import ConfirmPage
from enroltui.screens.enrolling.results import ResultsPage
from enroltui.screens.enrolling.swap import SwapPage
from enroltui.screens.letters.letter import LetterPage
from enroltui.screens.page import Page
from enroltui.screens.searching.class_details import ClassDetailsPage
from enroltui.screens.searching.composition import CompositionPage
from enroltui.screens.staff.audit_trail import TrailPage
from enroltui.screens.staff.grant import GrantPage
from enroltui.screens.staff.holds import HoldsPage
from enroltui.screens.staff.roster import RosterPage
from enroltui.screens.staff.student import StudentPage
from enroltui.screens.staff.why import WhyPage
from enroltui.server.remote_app import RemoteApp
from enroltui.server.terminal import ClientTerminal
from enroltui.terms import Role, Via
from enroltui.visit import Visit
from tests.outside.planted import EVIL, SHOWN, assert_harmless, plant

STUDENT = "s9900001"
SIZE = (140, 45)
ALL_PAGES = (Role.STUDENT, Role.HELPDESK)
"""People of these roles between them see every page, also the ones about one thing."""


class Channel:
    """A channel whose client takes all that it is sent."""

    choked = False

    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data

    def attach(self, receiver: object) -> None:
        """Do nothing: only the pilot types here."""


def of_one_thing(registrar: Registrar, visit: Visit) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Yield the pages about one thing, each with how it is opened."""
    caller = visit.caller
    student = registrar.student(caller, STUDENT)
    rows = [enrolment.row for enrolment in registrar.enrolments(caller, STUDENT)]
    row = rows[0]
    if visit.role is Role.STUDENT:
        draft = registrar.draft_letter(caller, STUDENT, UsisQuestion(EVIL, f"line\n{EVIL}"))
        yield "confirm", lambda: ConfirmPage(rows)
        yield "results", lambda: ResultsPage(registrar.validate(caller, STUDENT, [row.key for row in rows]).outcomes)
        yield "swap", lambda: SwapPage(row)
        yield "letter", lambda: LetterPage(draft, demo=False, kept=lambda: None)
    yield "class_details", lambda: ClassDetailsPage(row.key)
    yield "composition", lambda: CompositionPage(row.course.catalogue_number, row.key.academic_year)
    if visit.role is Role.HELPDESK:
        yield "student", lambda: StudentPage(student)
        yield "why", lambda: WhyPage(student)
        yield "grant", lambda: GrantPage(student, row, "")
        yield "holds", lambda: HoldsPage(student)
        yield "trail", lambda: TrailPage()
        yield "roster", lambda: RosterPage(row)


async def settled(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


class Walk:
    """A walk over every page of a role in both languages, with help: on a terminal, for a watcher, in a recording."""

    def __init__(self, registrar: Registrar, account: Account | None) -> None:
        self.visit = Visit(
            lambda: registrar, ShownClock.parse("2018-01-15T10:00"), Language("en"), language_chosen=True, via=Via.SSH
        )
        self.visit.account = account
        self.registrar = registrar
        self.seen: set[str] = set()
        self.channel = Channel()
        self.cast = io.StringIO()
        self.recorder = AsciicastWriter(self.cast, lambda: 0.0, title="A walk", timestamp=0)
        terminal = ClientTerminal("xterm-256color", SIZE, {})
        self.app = RemoteApp(self.visit, terminal, self.channel, lambda _: None)

    async def run(self) -> None:
        await self.app.run_async(size=SIZE, mouse=False, auto_pilot=self._walk)
        assert self.app.return_code == 0

    async def _walk(self, pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await self._look(pilot, "the first page")
        role = self.visit.role
        if role is None:
            for _ in range(3):
                await pilot.press("down")
                await self._look(pilot, "login")
        else:
            for place in PAGES.values():
                if place.id not in OF_ONE_THING and role in place.roles:
                    self.app.go(place.id)
                    await self._page(pilot, place.id)
            for name, page in of_one_thing(self.registrar, self.visit) if role in ALL_PAGES else ():
                self.app.show(page())
                await self._page(pilot, name)
        await pilot.press("ctrl+p")
        await settled(pilot)
        await self._look(pilot, "the palette")
        self.app.exit()

    async def _page(self, pilot: Pilot[Any], name: str) -> None:
        await settled(pilot)
        assert getattr(self.app.screen, "PAGE", None) == name
        self.seen.add(name)
        await self._look(pilot, name)
        page: Screen[Any] = self.app.screen
        for key in ("f2", "f1"):
            await pilot.press(key)
            await settled(pilot)
            await self._look(pilot, f"{name}, after {key}")
            if self.app.screen is not page:
                await pilot.press("escape")
                await settled(pilot)

    async def _look(self, pilot: Pilot[Any], where: str) -> None:
        frame = frame_of(self.app)
        self.recorder.record(frame)
        for colours in (None, ColorSystem.STANDARD):
            assert_harmless("\n".join(frame.codes(0, SIZE[0], colours)), f"a watcher of {where}")
        assert_harmless(self.channel.written, where)
        self.channel.written = b""


@pytest.fixture
def planted(catalogue: Path) -> Path:
    plant(catalogue)
    return catalogue


def account_of(registrar: Registrar, role: Role) -> Account:
    return next(demo.account for demo in registrar.demo_accounts() if demo.account.role is role)


@pytest.mark.parametrize("role", [None, Role.STUDENT, Role.HELPDESK, Role.COORDINATOR, Role.OFFICE])
async def test_no_page_sends_what_was_planted(planted: Path, role: Role | None) -> None:
    registrar = Registrar.open(planted)
    walk = Walk(registrar, account_of(registrar, role) if role else None)
    await walk.run()
    registrar.close()
    told = [json.loads(line) for line in walk.cast.getvalue().splitlines()]
    recorded = "".join(frame[2] for frame in told[1:])
    assert_harmless(recorded, f"the recording of {role}")
    if role in ALL_PAGES:
        assert walk.seen == {place.id for place in PAGES.values() if role in place.roles} - {"login"}
        assert SHOWN in recorded
