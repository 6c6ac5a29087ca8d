"""Each terminal gets colours of its own, whoever came before: those that it has, the same as if it were alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import permutations
from pathlib import Path

import pytest

from tests.server.inside import Inside, Visitor, connect, inside
from tests.server.test_demonstrating import presented

SIXTEEN, MANY, ALL, GREY = "xterm", "xterm-256color", "xterm-kitty all", "xterm-256color grey"
TERMINALS: Mapping[str, tuple[str, dict[str, str]]] = {
    SIXTEEN: ("xterm", {}),
    MANY: ("xterm-256color", {}),
    ALL: ("xterm-256color", {"COLORTERM": "truecolor"}),
    GREY: ("xterm-256color", {"NO_COLOR": "1"}),
}
DEPTHS = {SIXTEEN: {"16"}, MANY: {"256"}, ALL: {"all"}, GREY: {"256"}}
Cell = tuple[str, str, str, bool]


@asynccontextmanager
async def at(
    running: Inside, terminal: str, name: str = "demo", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Visitor]:
    """A guest who watches at a terminal of this kind."""
    kind, variables = TERMINALS[terminal]
    async with await connect(running, name, None) as connection:
        process = await connection.create_process(term_type=kind, term_size=size, env=variables, encoding=None)
        yield Visitor(process, size)


def depths(written: bytes) -> set[str]:
    """The kinds of colours that these codes ask for."""
    return {depth for codes in re.findall(rb"\x1b\[([\d;]*)m", written) for depth in _depths(codes.decode().split(";"))}


def _depths(codes: list[str]) -> Iterator[str]:
    while codes:
        code = codes.pop(0)
        if code in ("38", "48"):
            depth = codes.pop(0)
            yield {"5": "256", "2": "all"}[depth]
            del codes[: 1 if depth == "5" else 3]
        elif code[:-1] in ("3", "4", "9", "10") and code[-1] != "9":
            yield "16"


def cells(visitor: Visitor) -> list[list[Cell]]:
    """The cells of the screen, with their colours."""
    screen = visitor._screen
    return [
        [(cell.data, cell.fg, cell.bg, cell.bold) for cell in (screen.buffer[line][column] for column in range(80))]
        for line in range(24)
    ]


async def login_page(running: Inside, terminal: str) -> tuple[set[str], list[list[Cell]]]:
    async with at(running, terminal) as visitor:
        await visitor.wait_for("s9900001")
        visitor.press("\x11")
        shown = cells(visitor)
        await visitor.wait_for_end()
        return depths(visitor.written), shown


@pytest.mark.parametrize("order", [list(TERMINALS), list(TERMINALS)[::-1]], ids=["up", "down"])
async def test_a_session_has_the_colours_of_its_own_terminal(small: Path, order: list[str]) -> None:
    async with inside(small, demo=True) as running:
        first = {terminal: await login_page(running, terminal) for terminal in order}
        again = {terminal: await login_page(running, terminal) for terminal in reversed(order)}
    assert {terminal: used for terminal, (used, _) in first.items()} == DEPTHS
    assert first == again


@pytest.mark.parametrize(("presenter", "watcher"), [*permutations((SIXTEEN, MANY, ALL), 2)])
async def test_a_watcher_has_no_colours_but_those_of_both_terminals(small: Path, presenter: str, watcher: str) -> None:
    async with inside(small, demo=True) as running, at(running, presenter) as presenting:
        await presenting.wait_for("s9900001")
        code = await presented(presenting)
        async with at(running, watcher, "watch", (80, 25)) as watching:
            await watching.wait_for("Code:")
            watching.press(f"{code}\r")
            await watching.wait_for("s9900001")
        presenting.press("\t\x1b[B\x1b[B")
        async with at(running, presenter) as another:
            await another.wait_for("s9900001")
            assert depths(another.written) == DEPTHS[presenter]
    assert depths(presenting.written) == DEPTHS[presenter]
    fewer = SIXTEEN if SIXTEEN in (presenter, watcher) else MANY
    assert depths(watching.written) == DEPTHS[fewer]
