"""Makes the pictures of the README and of docs/ from the real program, each in its own way there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import cast

import pyte
from rich.console import Console
from rich.style import Style
from rich.text import Text
from textual.pilot import Pilot

from enroltui.actions import YES
from enroltui.app import EnrolApp
from enroltui.language import Code, Language
from enroltui.presenting.help_sessions import HelpSessions
from enroltui.presenting.presentation import Presentations
from enroltui.registrar.registrar import Registrar
from enroltui.registrar.values.classes import ClassKey
from enroltui.sandbox import Sandbox
from enroltui.server.broadcast import WatchScreen
from enroltui.server.terminal import ClientTerminal
from enroltui.shipped import shipped_catalogue
from enroltui.terms import Description, Status
from enroltui.tours.known import shipped_tour
from tests.quick_passwords import make_quick
from tests.registrar.world import as_student
from tests.screens.enrolling.kit import enrol_in, fill_cart
from tests.screens.kit import app_on, screen_text, type_text, until, until_page, until_shown

YEAR = "2017-2018"
BACHELOR, MASTER = "s9900001", "s9900004"
HELPDESK = "helpdesk"


@dataclass(frozen=True)
class Picture:
    """A file, and the way to what it shows: from the main menu with a student, or from the login page without one.

    `before` that the student's database is made ready.
    """

    name: str
    way: Callable[[Pilot[None]], Awaitable[None]]
    size: tuple[int, int]
    student: str | None = BACHELOR
    language: Code = "en"
    before: Callable[[Path], None] = lambda database: two_in_the_cart(database)


async def login(pilot: Pilot[None]) -> None:
    await until_shown(pilot, BACHELOR)
    await pilot.press("tab", "tab")


async def student_center(pilot: Pilot[None]) -> None:
    await pilot.press("1", "1")
    await until_page(pilot, "student_center")
    await until_shown(pilot, " 60 EC")


async def search(pilot: Pilot[None]) -> None:
    await pilot.press("slash")
    await until_page(pilot, "search")
    await type_text(pilot, "algebra")
    await until_shown(pilot, " of ")
    await pilot.press("enter", *["down"] * 4)


async def class_list(pilot: Pilot[None]) -> None:
    await pilot.press("2")
    await until_page(pilot, "class_lists")
    await until_shown(pilot, "1 of ")


async def front_page(pilot: Pilot[None]) -> None:
    await pilot.press("3")
    await until_page(pilot, "front_page")
    await pilot.press("2")
    await until_shown(pilot, "2[Master]", "21 November 2017")


async def exam_schedule(pilot: Pilot[None]) -> None:
    await front_page(pilot)
    await pilot.press("1", "down", "enter")
    await until_page(pilot, "exam_schedule")
    await until_shown(pilot, " of ")


async def letter(pilot: Pilot[None]) -> None:
    await front_page(pilot)
    await pilot.press("7", "enter")
    await until_page(pilot, "transcript")
    await pilot.press("tab", "tab", "tab", "enter")
    await until_page(pilot, "letter")


async def results(pilot: Pilot[None]) -> None:
    await pilot.press("c")
    await until_page(pilot, "cart")
    await until_shown(pilot, "2 classes")
    await pilot.press("s", "e")
    await until_page(pilot, "confirm")
    await pilot.press("enter")
    await until_page(pilot, "results")


async def timetable(pilot: Pilot[None]) -> None:
    await student_center(pilot)
    await pilot.press("4")
    await until_page(pilot, "timetable")
    await pilot.press("j")
    await type_text(pilot, "week 7")
    await pilot.press("enter", "o")
    await until_shown(pilot, "Clash")


def two_in_the_cart(database: Path) -> None:
    """Put an exam that is open into the cart, and one that is full."""
    fill_cart(database, BACHELOR, exam_of(database, "logic", Status.OPEN), exam_of(database, "", Status.FULL))


def a_full_week(database: Path) -> None:
    """Enrol in lectures and seminars of three courses in February; put two more in the cart, of which one clashes."""
    enrol_in(database, BACHELOR, *(ClassKey(YEAR, number) for number in (19982, 19983, 30563, 30564, 18273, 18274)))
    fill_cart(database, BACHELOR, ClassKey(YEAR, 15223), ClassKey(YEAR, 11823))


async def tour(pilot: Pilot[None]) -> None:
    app = cast(EnrolApp, pilot.app)
    app.make_sandbox = Sandbox
    app.overlay.start(shipped_tour("search"))
    for step in range(1, 10):
        await until_shown(pilot, f"Tour, step {step} of 16", "F7")
        await pilot.press("f7")
    await until_shown(pilot, "Tour, step 10 of 16", "27121")


def unwritten(event: str, **facts: object) -> None:
    """Keep no log of what happens in a help session."""


async def presenting(pilot: Pilot[None]) -> None:
    await student_center(pilot)
    app = cast(EnrolApp, pilot.app)
    app.presentations = Presentations(unwritten)
    app.overlay.present()
    await until_shown(pilot, "Presenting, code")


PICTURES = (
    Picture("login", login, (80, 24), student=None),
    Picture("student-center", student_center, (100, 28)),
    Picture("student-center-nl", student_center, (100, 28), language="nl"),
    Picture("timetable", timetable, (120, 34), before=a_full_week),
    Picture("search", search, (120, 40)),
    Picture("class-list", class_list, (120, 40), student=MASTER),
    Picture("front-page", front_page, (100, 34)),
    Picture("exam-schedule", exam_schedule, (120, 30)),
    Picture("letter", letter, (100, 30)),
    Picture("results", results, (120, 30)),
    Picture("tour", tour, (80, 24), student=None),
    Picture("presenting", presenting, (80, 24)),
)


def exam_of(database: Path, words: str, status: Status) -> ClassKey:
    """Return the first exam with these words in its course that has this status, for the bachelor student."""
    registrar = Registrar.open(database)
    rows = registrar.classes(as_student(BACHELOR), words, "computer-science-bsc", YEAR)
    registrar.close()
    return next(row.key for row in rows if row.description is Description.EXAM and row.status is status)


async def taken(picture: Picture, database: Path) -> str:
    """Go the way of a picture, and return what is then on the screen, as SVG."""
    picture.before(database)
    async with app_on(database, size=picture.size, language=picture.language, login=picture.student) as pilot:
        await picture.way(pilot)
        await until(pilot, lambda: all(worker.group == "tour" for worker in pilot.app.workers))
        await pilot.pause()
        return pilot.app.export_screenshot(title="enroltui")


class Paper:
    """Takes what a watcher's terminal of 60x16 is sent."""

    choked = False

    def __init__(self) -> None:
        self._screen = pyte.Screen(60, 16)
        self._stream = pyte.ByteStream(self._screen)

    def write(self, data: bytes) -> None:
        """Show what the terminal is sent."""
        self._stream.feed(data)

    def svg(self) -> str:
        """Return what stands on the terminal, as SVG."""
        console = Console(record=True, width=60, height=16, file=StringIO(), force_terminal=True)
        for row in range(16):
            cells = (self._screen.buffer[row][column] for column in range(60))
            console.print(Text.assemble(*((cell.data, _style(cell)) for cell in cells)))
        return console.export_svg(title="enroltui")


def _style(cell: pyte.screens.Char) -> Style:
    colours = [None if name == "default" else f"#{name}" for name in (cell.fg, cell.bg)]
    return Style(color=colours[0], bgcolor=colours[1], bold=cell.bold, reverse=cell.reverse)


async def watching(database: Path) -> str:
    """Return what somebody sees who watches in a smaller window, as SVG."""
    async with app_on(database, login=BACHELOR) as pilot:
        await presenting(pilot)
        presentation, paper = cast(EnrolApp, pilot.app).overlay.presentation, Paper()
        terminal = ClientTerminal("xterm-256color", (60, 16), {"COLORTERM": "truecolor"})
        screen = WatchScreen(terminal, Language("en"), lambda: 0.0, lambda _: presentation, paper, lambda: None)
        screen.enter("")
        await pilot.pause(0.2)
        return paper.svg()


async def together(database: Path) -> tuple[str, str]:
    """Return what a student is asked, and what the helpdesk sees when it helps by keys, as SVG."""
    async with app_on(database, login=BACHELOR) as student, app_on(database, login=HELPDESK) as helper:
        await student_center(student)
        await helper.press("1")
        await until_page(helper, "counter")
        await type_text(helper, BACHELOR)
        await helper.press("enter")
        await until_page(helper, "student")
        app = cast(EnrolApp, helper.app)
        app.help_sessions = HelpSessions(unwritten)
        async with app.help_sessions.open_to(cast(EnrolApp, student.app), lambda: 0.0):
            await helper.press("j")
            await until_shown(student, "asks to watch your screen")
            asked = student.app.export_screenshot(title="enroltui")
            await student.press(YES)
            await until_shown(helper, "You watch")
            await helper.press(YES)
            await until_shown(student, "asks to help you by keys")
            await student.press(YES)
            await until_shown(helper, "You help by keys", " 60 EC")
            await until(helper, lambda: "asks to" not in screen_text(helper.app))
            return asked, helper.app.export_screenshot(title="enroltui")


def make_pictures(folder: Path) -> None:
    """Make all pictures in a new folder, each on a copy of the shipped catalogue."""
    folder.mkdir()
    with TemporaryDirectory() as place:
        copyfile(shipped_catalogue(), catalogue := Path(place) / "catalogue.db")
        make_quick(catalogue)
        for picture in PICTURES:
            copyfile(catalogue, copy := Path(place) / f"{picture.name}.db")
            (folder / f"{picture.name}.svg").write_text(asyncio.run(taken(picture, copy)), encoding="utf-8")
        (folder / "watching.svg").write_text(asyncio.run(watching(copy)), encoding="utf-8")
        for name, picture_ in zip(("consent", "helping"), asyncio.run(together(copy)), strict=True):
            (folder / f"{name}.svg").write_text(picture_, encoding="utf-8")
