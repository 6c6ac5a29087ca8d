"""The heading of a class-number list: its name and year, the date of its numbers, its notes, and what it points to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from enroltui.navigation import PAGES
from enroltui.registrar.values.classes import ClassList
from enroltui.sentences.lists import list_date, list_notes
from enroltui.widgets.link import Link
from enroltui.widgets.speaking import Saying, Words

POINTERS = {
    "exam-schedule": ("exam_schedule",),
    "e-guide": ("e_guide",),
    "information-pages": ("exam_schedule", "e_guide"),
}
"""What the seed page points to outside itself, and the pages here that hold it."""


class ListHeading(Vertical):
    """Grows with the notes; its links lead to another list, by slug, or to a page, by its id in navigation.py."""

    DEFAULT_CSS = """
    ListHeading {
        height: auto;
        Horizontal { height: auto; }
        #name { width: 1fr; text-style: bold; color: $warm; }
        #date { width: auto; color: $quiet; }
        #notes { display: none; }
        #pointers { display: none; Link { margin-right: 3; } }
        &.-notes #notes, &.-pointers #pointers { display: block; }
    }
    """

    def compose(self) -> ComposeResult:
        """Name and date on a line, the notes and pointers below."""
        with Horizontal():
            yield Words(lambda _: "", id="name")
            yield Words(lambda _: "", id="date")
        yield Words(lambda _: "", id="notes")
        yield Horizontal(id="pointers")

    def show(self, shown: ClassList, year: str, lists: Sequence[ClassList]) -> None:
        """Head this list in this academic year; `lists` are all, as it may point to another."""
        self.query_one("#name", Words).tell(lambda language: f"{language.name(shown)} {year}")
        self.query_one("#date", Words).tell(lambda language: list_date(shown, year, language))
        self.query_one("#notes", Words).tell(lambda language: list_notes(shown, language))
        self.set_class(bool(shown.notes_en), "-notes")
        named = {class_list.slug: class_list for class_list in lists}
        pointed = dict.fromkeys(target for word in shown.points_to.split() for target in POINTERS.get(word, (word,)))
        self._point_to({target: _saying(target, named) for target in pointed if target in PAGES or target in named})

    def _point_to(self, sayings: Mapping[str, Saying]) -> None:
        pointers = self.query_one("#pointers")
        if list(sayings) != [link.target for link in pointers.query(Link)]:
            pointers.remove_children()
            pointers.mount(*(Link(saying, target) for target, saying in sayings.items()))
        self.set_class(bool(sayings), "-pointers")


def _saying(target: str, lists: Mapping[str, ClassList]) -> Saying:
    if target in PAGES:
        return lambda language: "› " + language.text(PAGES[target].name)
    name = lists[target]
    return lambda language: "› " + language.text("Class numbers: {programme}", programme=language.name(name))
