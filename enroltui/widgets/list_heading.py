"""The heading of a class-number list: its name and year, the date of its numbers, its notes, and what it points to."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from enroltui.clock import academic_year
from enroltui.language import Language
from enroltui.printable import printable
from enroltui.registrar.facts import ClassList
from enroltui.widgets.link import Link
from enroltui.widgets.speaking import Saying, Words


class ListHeading(Vertical):
    """Grows with the notes; a `Link.Followed` of it carries the slug of another list."""

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
        """Head this list in this academic year; `lists` are all that it may point to."""
        self.query_one("#name", Words).tell(lambda language: f"{printable(language.name(shown))} {year}")
        self.query_one("#date", Words).tell(lambda language: _date(shown, year, language))
        self.query_one("#notes", Words).tell(lambda language: _notes(shown, language))
        self.set_class(bool(shown.notes_en), "-notes")
        named = {one.slug: one for one in lists}
        self._point_to([named[slug] for slug in shown.points_to.split() if slug in named])

    def _point_to(self, lists: Sequence[ClassList]) -> None:
        pointers = self.query_one("#pointers")
        if [one.slug for one in lists] != [link.target for link in pointers.query(Link)]:
            pointers.remove_children()
            pointers.mount(*(Link(_pointer(one), one.slug) for one in lists))
        self.set_class(bool(lists), "-pointers")


def _pointer(to: ClassList) -> Saying:
    return lambda language: "› " + language.text("Class numbers: {programme}", programme=printable(language.name(to)))


def _date(shown: ClassList, year: str, language: Language) -> str:
    if not shown.classes:
        return ""
    if shown.last_updated is None or academic_year(shown.last_updated) != year:
        return language.text("class numbers without a date")
    return language.text("class numbers of {date}", date=language.long_date(shown.last_updated))


def _notes(shown: ClassList, language: Language) -> str:
    return printable(shown.notes_nl if language.code == "nl" else shown.notes_en)
