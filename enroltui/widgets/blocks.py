"""A text in blocks, and the lines that they are broken into."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from enroltui.language import Language

HEADINGS = ("heading", "subheading")
"""Tones of blocks behind which no empty line comes."""
LEAST_GAP = 3
"""Columns between a line and what stands at its end."""


@dataclass(frozen=True)
class Block:
    """A piece of text: a paragraph, a heading, or a line that leads to its `target`.

    `mark` stands before its first line, and `aside` at the right end of its last. `tone` names a style of
    `Reader.COMPONENT_CLASSES` without its prefix. `anchor` is the name under which a section begins here.
    """

    say: Callable[[Language], str]
    target: Hashable = None
    mark: str = ""
    aside: Callable[[Language], str] = lambda _: ""
    tone: str = "text"
    anchor: str = ""
    indent: int = 0
    """Columns before it."""
    gap: bool = False
    """An empty line before it, unless that is a heading."""


@dataclass(frozen=True)
class Line:
    """A line of a block, which it names by its index."""

    block: int
    pieces: Sequence[tuple[str, str]]
    """(text, tone)"""
    first: bool
    """Of its block."""


def lines_of(blocks: Sequence[Block], language: Language, width: int) -> Iterator[Line]:
    """Yield the blocks broken into lines of this width, with the empty lines between them."""
    before = HEADINGS[0]
    for index, block in enumerate(blocks):
        if block.gap and before not in HEADINGS:
            yield Line(index - 1, (), first=False)
        yield from _broken(index, block, language, width)
        before = block.tone


def _broken(index: int, block: Block, language: Language, width: int) -> list[Line]:
    """Return a block's lines, broken at this width."""
    mark = " " * block.indent + (f"{block.mark} " if block.mark else "")
    indent = " " * cell_len(mark)
    said = Content(block.say(language)).wrap(max(1, width - len(indent))) or [Content()]
    texts = [(indent if number else mark) + line.plain.rstrip() for number, line in enumerate(said)]
    tone = "link" if block.target is not None and block.tone == "text" else block.tone
    lines = [Line(index, [(text, tone)], first=not number) for number, text in enumerate(texts)]
    if (aside := block.aside(language)) and lines:
        last = lines.pop()
        room = width - cell_len(texts[-1]) - cell_len(aside)
        if room >= LEAST_GAP:
            dots = f" {'·' * (room - 2)} "
            lines.append(Line(index, [*last.pieces, (dots, "quiet"), (aside, "text")], first=last.first))
        else:
            lines += [last, Line(index, [(indent + aside, "text")], first=False)]
    return lines
