"""Line 1 of every page: breadcrumb at the left; who, shown day, and nl | en at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from enroltui.language import CODES, Language
from enroltui.printable import printable
from enroltui.widgets.speaking import Speaking, visit_of

SEPARATOR = " › "
ROOM_FOR_NAME = 100
"""From this many columns on the person's name is shown beside the number."""
LEAST_NAME = 8
"""Columns that the name of the page gets, however narrow the line is."""


class TopLine(Speaking, can_focus=True):
    """The breadcrumb and the corner. Each step can be chosen, by mouse or with the arrow keys and Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"top-line--step", "top-line--here", "top-line--chosen", "top-line--spoken"}
    DEFAULT_CSS = """
    TopLine {
        height: 1; background: $frame; color: $frame-text; padding: 0 1;
        .top-line--here { text-style: bold; }
        .top-line--chosen { background: $frame-text; color: $frame; }
        .top-line--spoken { text-style: bold underline; }
    }
    """

    chosen: reactive[int] = reactive(-1)
    """Which step the keys are on; -1 for none."""

    @dataclass
    class StepChosen(Message):
        """A step of the breadcrumb was chosen: the page's id."""

        page: str

    class LanguageChosen(Message):
        """The corner with the languages was clicked."""

    def __init__(self, steps: tuple[tuple[str, str], ...]) -> None:
        """Steps are (page id, untranslated name), from the main menu to the page itself."""
        super().__init__()
        self._steps = steps
        self._spans: list[tuple[int, int, str]] = []

    def on_focus(self) -> None:
        self.chosen = max(0, len(self._steps) - 2)

    def on_blur(self) -> None:
        self.chosen = -1

    def action_step(self, by: int) -> None:
        """Move along the breadcrumb."""
        self.chosen = min(max(0, self.chosen + by), len(self._steps) - 1)

    def action_choose(self) -> None:
        """Go to the step that the keys are on."""
        self.post_message(self.StepChosen(self._steps[self.chosen][0]))

    def on_click(self, event: Click) -> None:
        column = event.x - 1
        for start, end, page in self._spans:
            if start <= column < end:
                self.post_message(self.StepChosen(page) if page else self.LanguageChosen())

    @property
    def choice(self) -> Offset:
        """Return where the step begins that the keys are on."""
        chosen = self._steps[self.chosen][0]
        return Offset(next((start for start, _, page in self._spans if page == chosen), 0), 0)

    def render(self) -> Content:
        """Return the line, as wide as the page."""
        width = self.content_size.width
        corner, corner_codes = self._corner(self.language)
        room = width - cell_len(corner) - cell_len(corner_codes.plain) - 2
        crumbs = self._crumbs(self.language, room)
        gap = " " * max(1, width - cell_len(crumbs.plain) - cell_len(corner) - cell_len(corner_codes.plain))
        self._spans.append((width - cell_len(corner_codes.plain), width, ""))
        return Content.assemble(crumbs, gap, corner, corner_codes)

    def _corner(self, language: Language) -> tuple[str, Content]:
        visit = visit_of(self)
        facts = [language.day_and_year(visit.clock.now().date())]
        if account := visit.account:
            who = [account.name]
            if self.app.size.width >= ROOM_FOR_NAME and account.person:
                who.insert(0, account.person)
            facts = [*who, *facts]
        if visit.demo:
            facts.insert(0, language.text("demo"))
        spoken = self.get_visual_style("top-line--spoken", partial=True)
        codes: list[Content | str] = []
        for code in reversed(CODES):
            codes += [Content.styled(code, spoken) if code == language.code else code, " "]
        return " · ".join(facts) + " · ", Content.assemble(*codes[:-1])

    def _crumbs(self, language: Language, room: int) -> Content:
        names = [language.text(name) for _, name in self._steps]
        first = 0
        while first < len(names) - 1 and self._width(names, first) > room:
            first += 1
        parts: list[Content | str] = ["…" + SEPARATOR] if first else []
        column = cell_len("…" + SEPARATOR) if first else 0
        self._spans = []
        for index in range(first, len(names)):
            here = index == len(names) - 1
            style = "top-line--chosen" if index == self.chosen else "top-line--here" if here else "top-line--step"
            name = printable(names[index], max(LEAST_NAME, room - column))
            parts += [Content.styled(name, self.get_visual_style(style)), "" if here else SEPARATOR]
            self._spans.append((column, column + cell_len(name), self._steps[index][0]))
            column += cell_len(name + SEPARATOR)
        return Content.assemble(*parts)

    @staticmethod
    def _width(names: list[str], first: int) -> int:
        shown = SEPARATOR.join(names[first:])
        return cell_len(shown if not first else "…" + SEPARATOR + shown)


class ThinLine(Widget):
    """A thin line that stands between the top line and the page."""

    DEFAULT_CSS = "ThinLine { height: 1; color: $quiet; }"

    def render(self) -> str:
        """Return the line, as wide as the page."""
        return "─" * self.size.width
