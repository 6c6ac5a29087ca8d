"""Everything that the seed page tells is in the program: the table of docs/seed-page.md, walked by its keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from enroltui.app import EnrolApp
from enroltui.language import Code
from enroltui.navigation import PAGES
from tests.process import CHECKOUT
from tests.screens.kit import app_on, page_of, screen_text, until, until_page, until_shown

pytestmark = pytest.mark.usefixtures("unpainted")

TABLE = CHECKOUT / "docs" / "seed-page.md"
BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
LANGUAGES: tuple[Code, ...] = ("en", "nl")
DRAWN = str.maketrans("", "", "▁▂▃▄▅▆▇█▔")
"""What scroll bars are drawn with."""


@dataclass(frozen=True)
class Row:
    """A line of the seed page, the page where it lives, the keys that lead there, and what then stands on screen."""

    line: str
    page: str
    keys: tuple[str, ...]
    words: dict[Code, list[str]]


def rows() -> list[Row]:
    """The rows of all tables, in their order."""
    found = []
    for text in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in BETWEEN_CELLS.split(text)[1:-1]]
        if len(cells) == 5 and cells[1] != "Page" and set(cells[1]) != {"-"}:
            line, page, keys, english, dutch = cells
            words: dict[Code, list[str]] = {"en": english.split(" + "), "nl": dutch.split(" + ")}
            found.append(Row(line, page, tuple(expanded(keys.strip("`"))), words))
    return found


def expanded(keys: str) -> list[str]:
    """Where `down*3` is written, the key is pressed three times."""
    return [key for part in keys.split() for key, _, times in [part.partition("*")] for _ in range(int(times or 1))]


def shown(pilot: Pilot[None]) -> str:
    """What is on the screen as one long line, without scroll bars."""
    return " ".join(screen_text(pilot.app).translate(DRAWN).split())


def stand_there(pilot: Pilot[None], words: list[str]) -> bool:
    """Whether all these words are on the screen."""
    return all(word in shown(pilot) for word in words)


async def until_told(pilot: Pilot[None], row: Row, language: Code) -> None:
    """Wait until what a row tells is on the screen; a failure names the row."""
    try:
        await until(pilot, partial(stand_there, pilot, row.words[language]))
    except AssertionError as missing:
        raise AssertionError(f"{row.line} ({language}): {row.words[language]}") from missing


async def test_every_line_of_the_seed_page_is_where_the_table_says(catalogue: Path) -> None:
    async with app_on(catalogue, size=(120, 40)) as pilot:
        await until_shown(pilot, "s9900001")
        await follow(pilot, ("tab", "tab", "enter", "enter"))
        await until_page(pilot, "main_menu")
        for keys, in_one_place in groupby(rows(), key=lambda row: row.keys):
            assert isinstance(pilot.app, EnrolApp)
            pilot.app.go("main_menu")
            await follow(pilot, keys)
            here = list(in_one_place)
            for language in LANGUAGES:
                for row in here:
                    await until_told(pilot, row, language)
                    assert PAGES[page_of(pilot)].name == row.page, row.line
                await follow(pilot, ("f2",))


def test_every_minor_is_followed_to_its_list() -> None:
    minors = {row.line for row in rows() if re.search(r"\b4000M\w+$", row.line)}
    named = {line for line in minors if not line.startswith("...")}
    assert len(named) == 10
    followed = {row.words["en"][-1].split()[-1] for row in rows() if row.line in minors - named}
    assert followed == {line.split()[-1] for line in named}


async def follow(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    """Press the keys, each when the page that it is for has all that it asked for; the down key without lifting it."""
    for number, key in enumerate(keys, start=1):
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        if key != "down" or keys[number : number + 1] != ("down",):
            await pilot.pause()
            await until(pilot, lambda: not any(worker.is_running for worker in pilot.app.workers))
