"""The sections of a text, each with the digit that goes to it, and which one is being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from enroltui.language import Language
from enroltui.texts import Heading
from enroltui.widgets.speaking import Speaking

GAP = 1


class SectionBar(Speaking):
    """As many lines as it needs; a click chooses a section, too. The one being read stands in brackets."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"section-bar--digit", "section-bar--here"}
    DEFAULT_CSS = """
    SectionBar {
        height: auto;
        .section-bar--digit { color: $warm; text-style: bold; }
        .section-bar--here { color: $warm; text-style: bold; }
    }
    """

    here: reactive[str] = reactive("")
    """The id of the section that is being read."""

    @dataclass
    class Chosen(Message):
        """A section was clicked, of this id."""

        section: str

    def __init__(self, sections: Sequence[Heading]) -> None:
        super().__init__()
        self._sections = sections
        self._names: list[str] = []
        self._spans: list[tuple[int, int, int, str]] = []
        """Where (line, from, to) a click chooses which section."""

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self._names = [language.own(section.name) for section in self._sections]
        self.refresh(layout=True)

    def on_click(self, event: Click) -> None:
        for line, start, end, section in self._spans:
            if line == event.y and start <= event.x < end:
                self.post_message(self.Chosen(section))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the names need at this width."""
        return len(self._placed(width))

    def render(self) -> Content:
        """Return the names, each with its digit."""
        digit_style = self.get_visual_style("section-bar--digit", partial=True)
        here_style = self.get_visual_style("section-bar--here", partial=True)
        self._spans = []
        lines = []
        for row, placed in enumerate(self._placed(self.content_size.width)):
            parts: list[Content | str] = []
            for column, index in placed:
                section = self._sections[index].id
                said = _said(index, self._names[index])
                self._spans.append((row, column, column + cell_len(said), section))
                if section == self.here:
                    parts.append(Content.styled(f"{index}[{self._names[index]}]", here_style))
                else:
                    parts += [Content.styled(str(index), digit_style), f" {self._names[index]} "]
                parts.append(" " * GAP)
            lines.append(Content.assemble(*parts))
        return Content("\n").join(lines)

    def _placed(self, width: int) -> list[list[tuple[int, int]]]:
        """Return the lines, each of (column, index of the section)."""
        lines: list[list[tuple[int, int]]] = [[]]
        column = 0
        for index, name in enumerate(self._names):
            needed = cell_len(_said(index, name))
            if column and column + needed > width:
                lines.append([])
                column = 0
            lines[-1].append((column, index))
            column += needed + GAP
        return lines


def _said(digit: int, name: str) -> str:
    """Return a name with the brackets of the section that is open, or as wide without."""
    return f"{digit} {name} "
