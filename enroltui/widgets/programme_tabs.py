"""Two rows of tabs: the kinds of programme, and the class-number lists of the chosen kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.message import Message

from enroltui.language import Language
from enroltui.registrar.values.classes import ClassList
from enroltui.sentences.words import word
from enroltui.terms import ProgrammeKind
from enroltui.widgets.speaking import Speaking

MORE_BEFORE, MORE_AFTER, BETWEEN = "‹ ", " ›", "│"
LEAST_PART = 8
"""A tab that does not fit wholly is begun where there are at least so many columns for it."""


@dataclass(frozen=True)
class Tab:
    """A tab: what it stands for, and its words."""

    id: str
    label: Callable[[Language], str]


class TabRow(Speaking, can_focus=True):
    """Tabs on one line, of which the chosen one is always wholly seen; ‹ and › tell that there are more."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("home", "step(-1000)", show=False),
        Binding("end", "step(1000)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("enter", "enter", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-row--chosen", "tab-row--focused", "tab-row--other", "tab-row--quiet"}
    DEFAULT_CSS = """
    TabRow {
        height: 1;
        .tab-row--chosen { color: $warm; text-style: bold; }
        .tab-row--focused { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
        .tab-row--quiet { color: $quiet; }
    }
    """

    @dataclass
    class Chosen(Message):
        """Another tab was chosen, of this id."""

        row: TabRow
        tab: str

        @property
        def control(self) -> TabRow:
            """Return the row in which a tab was chosen."""
            return self.row

    class Entered(Message):
        """Enter: on to what the tabs lead to."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._tabs: Sequence[Tab] = ()
        self._labels: list[str] = []
        self._here = 0
        self._first = 0
        self._spans: list[tuple[int, int, int]] = []
        """Where on the line (from, to) a click chooses which tab."""

    def show(self, tabs: Sequence[Tab], chosen: str) -> None:
        """Show these tabs."""
        if [tab.id for tab in tabs] != [tab.id for tab in self._tabs]:
            self._first = 0
        self._tabs = tabs
        self._here = next((index for index, tab in enumerate(tabs) if tab.id == chosen), 0)
        self.speak(self.language)

    def speak(self, language: Language) -> None:
        """Say it in this language."""
        self._labels = [tab.label(language) for tab in self._tabs]
        self.refresh()

    # --- keys and mouse ---------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Choose a tab further along, not past the last one."""
        self._choose(max(0, min(self._here + by, len(self._tabs) - 1)))

    def action_enter(self) -> None:
        """Go on to what the tabs lead to."""
        self.post_message(self.Entered())

    def on_click(self, event: Click) -> None:
        for start, end, index in self._spans:
            if start <= event.x < end:
                self._choose(index)

    def _choose(self, index: int) -> None:
        if index != self._here:
            self._here = index
            self.refresh()
            self.post_message(self.Chosen(self, self._tabs[index].id))

    @property
    def choice(self) -> Offset:
        """Return where the chosen tab begins."""
        return Offset(next((start for start, _, index in self._spans if index == self._here), 0), 0)

    # --- drawing ----------------------------------------------------------------------------------------------------

    def render(self) -> Content:
        """Return as many tabs as fit."""
        parts: list[Content] = []
        self._spans = []
        at = 0
        for text, index, style in self._pieces(self.content_size.width):
            parts.append(Content.styled(text, self.get_visual_style(f"tab-row--{style}")))
            if index is not None:
                self._spans.append((at, at + cell_len(text), index))
            at += cell_len(text)
        return Content.assemble(*parts)

    def _pieces(self, width: int) -> Iterator[tuple[str, int | None, str]]:
        """Yield the line from left to right: a text, the tab that a click on it chooses, and its style."""
        count = len(self._labels)
        if not count:
            return
        self._first, last = window([cell_len(label) + 2 for label in self._labels], self._first, self._here, width)
        left = width
        if self._first:
            yield MORE_BEFORE, self._first - 1, "quiet"
            left -= len(MORE_BEFORE)
        for index in range(self._first, last):
            if index > self._first:
                yield BETWEEN, None, "quiet"
                left -= len(BETWEEN)
            text = self._tab(index, left if last == count else left - len(MORE_AFTER))
            yield text, index, self._style_of(index)
            left -= cell_len(text)
        if last < count:
            begun = self._begun(last, left - len(MORE_AFTER))
            yield begun, last, "other"
            yield " " * (left - cell_len(begun) - len(MORE_AFTER)), None, "other"
            yield MORE_AFTER, last, "quiet"

    def _tab(self, index: int, room: int) -> str:
        label = _cut(self._labels[index], room - 2)
        return f"[{label}]" if index == self._here else f" {label} "

    def _begun(self, index: int, room: int) -> str:
        """Return the first tab that does not fit, as far as it goes."""
        begun = f"{BETWEEN} {_cut(self._labels[index], room - 2)}"
        return begun if room >= LEAST_PART else ""

    def _style_of(self, index: int) -> str:
        if index != self._here:
            return "other"
        return "focused" if self.has_focus else "chosen"


def window(widths: Sequence[int], first: int, chosen: int, room: int) -> tuple[int, int]:
    """Return which tabs are wholly seen, from and up to: the chosen one is, with least scrolling from `first`.

    `widths` of the tabs and `room` in columns. A tab wider than the room counts as seen when it is the first.
    """
    first = min(first, chosen)
    while chosen >= _end(widths, first, room):
        first += 1
    while first and _end(widths, first - 1, room) == len(widths):
        first -= 1
    return first, _end(widths, first, room)


def _end(widths: Sequence[int], first: int, room: int) -> int:
    """Up to which tab all are wholly seen, when `first` is the first one; the marks need room too."""
    left = room - (len(MORE_BEFORE) if first else 0) - widths[first]
    end = first + 1
    while end < len(widths):
        left -= len(BETWEEN) + widths[end]
        if left < (len(MORE_AFTER) if end < len(widths) - 1 else 0):
            break
        end += 1
    return end


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room - 1)) + "…"


class ProgrammeTabs(Vertical):
    """The kinds of programme, and below them the lists of the chosen kind."""

    DEFAULT_CSS = "ProgrammeTabs { height: auto; }"

    @dataclass
    class ListChosen(Message):
        """Another list was chosen, of this slug."""

        slug: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lists: Sequence[ClassList] = ()
        self._last_chosen: dict[ProgrammeKind, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the two rows of tabs."""
        yield TabRow(id="kinds")
        yield TabRow(id="lists")

    def show(self, lists: Sequence[ClassList], chosen: ClassList) -> None:
        """Show the tabs of these lists, of which this one is chosen."""
        self._lists = lists
        self._last_chosen[chosen.kind] = chosen.slug
        kinds = list(dict.fromkeys(class_list.kind for class_list in lists))
        self.query_one("#kinds", TabRow).show([_kind_tab(kind) for kind in kinds], chosen.kind)
        of_kind = [_list_tab(class_list) for class_list in lists if class_list.kind is chosen.kind]
        self.query_one("#lists", TabRow).show(of_kind, chosen.slug)

    @on(TabRow.Chosen, "#kinds")
    def _kind_chosen(self, event: TabRow.Chosen) -> None:
        event.stop()
        kind = ProgrammeKind(event.tab)
        first = next(class_list.slug for class_list in self._lists if class_list.kind is kind)
        self.post_message(self.ListChosen(self._last_chosen.get(kind, first)))

    @on(TabRow.Chosen, "#lists")
    def _list_chosen(self, event: TabRow.Chosen) -> None:
        event.stop()
        self.post_message(self.ListChosen(event.tab))


def _kind_tab(kind: ProgrammeKind) -> Tab:
    return Tab(kind, lambda language: word(kind, language))


def _list_tab(class_list: ClassList) -> Tab:
    """Say on the tab where there are no class numbers, as on the seed page a name without a link does."""

    def label(language: Language) -> str:
        name = language.name(class_list)
        return name if class_list.classes else language.text("{programme} (no numbers)", programme=name)

    return Tab(class_list.slug, label)
