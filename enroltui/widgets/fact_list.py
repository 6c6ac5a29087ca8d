"""Facts in two columns: what it is, and beside it what is so, wrapped where it is long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size

from enroltui.language import Language
from enroltui.widgets.speaking import Speaking

Fact = tuple[str, Content | str]
"""A label and what is so, in one language."""
GAP = 2
WIDEST_LABEL = 30


class FactList(Speaking):
    """Labels as wide as the longest of them; never markup."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"fact-list--label"}
    DEFAULT_CSS = """
    FactList { height: auto; .fact-list--label { color: $quiet; } }
    """

    def __init__(
        self,
        saying: Callable[[Language], Sequence[Fact]] = lambda _: (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._saying = saying
        self._facts: Sequence[Fact] = ()

    def tell(self, saying: Callable[[Language], Sequence[Fact]]) -> None:
        """Tell other facts from now on."""
        self._saying = saying
        self.speak(self.language)

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self._facts = self._saying(language)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the facts need at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the facts, one below the other."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        style = self.get_visual_style("fact-list--label", partial=True)
        room = min(WIDEST_LABEL, max((cell_len(label) for label, _ in self._facts), default=0)) + GAP
        lines: list[Content] = []
        for label, said in self._facts:
            content = Content(said) if isinstance(said, str) else said
            head = Content.styled(label, style).truncate(room - GAP, ellipsis=True, pad=True)
            for line in content.wrap(max(1, width - room)) or [Content()]:
                lines.append(Content.assemble(head, " " * GAP, line))
                head = Content(" " * (room - GAP))
        return lines
