"""Narrowing a class-number list: words, year of study, semester, description, and only what is open now."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Checkbox, Input, Select

from enroltui.folding import fold
from enroltui.language import N_, Language, says
from enroltui.registrar.values.classes import ListRow
from enroltui.sentences.words import word
from enroltui.terms import Description, Session, Status
from enroltui.widgets.choice import Choice
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Speaking
from enroltui.widgets.spoken import SpokenCheckbox

LONGEST = 60
SLIM = 76
"""Below so many columns only some of the fields are shown."""
STUDY_YEARS = (1, 2, 3)
SEMESTERS = (Session.S1, Session.S2)
OPEN_NOW = frozenset({Status.OPEN, Status.NEARLY_FULL, Status.WAITING_LIST})


class ListFilter(Horizontal, Speaking):
    """One line of fields; what they ask stays when another list is shown."""

    DEFAULT_CSS = """
    ListFilter {
        height: 1;
        Field { width: 1fr; max-width: 40; }
        Choice { margin-left: 1; }
        #study-year { width: 13; }
        #semester { width: 17; }
        #description { width: 17; }
        Checkbox { width: auto; margin-left: 1; }
        &.-slim #study-year, &.-slim #semester { display: none; }
    }
    """

    class Changed(Message):
        """Other rows than before are asked for."""

    class Entered(Message):
        """Enter was pressed in the field for words."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Field(LONGEST, id="words")
        self.open_only = SpokenCheckbox(says("open only"))
        self._study_year = Choice[int](
            STUDY_YEARS, _study_year_word, optional=True, none=N_("any year"), id="study-year"
        )
        self._semester = Choice[Session](SEMESTERS, word, optional=True, none=N_("any semester"), id="semester")
        self._description = Choice[Description](
            tuple(Description), word, optional=True, none=N_("anything"), id="description"
        )

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield self.words
        yield self._study_year
        yield self._semester
        yield self._description
        yield self.open_only

    def on_resize(self) -> None:
        self.set_class(self.size.width < SLIM, "-slim")

    def speak(self, language: Language) -> None:
        """Say what the field for words is for."""
        self.words.placeholder = language.text("words, number")

    def kept(self, rows: Sequence[ListRow], language: Language) -> list[ListRow]:
        """Return the rows that are asked for."""
        words = fold(self.words.value).split()
        return [row for row in rows if self._fits(row) and (not words or _has(row, words, language))]

    def _fits(self, row: ListRow) -> bool:
        class_row = row.class_row
        semester, description = self._semester.chosen, self._description.chosen
        return (
            self._study_year.chosen in (None, row.study_year)
            and (semester is None or (class_row.session if class_row else row.session) in (semester, Session.HS))
            and (description is None or (class_row is not None and class_row.description == description))
            and (not self.open_only.value or (class_row is not None and class_row.status in OPEN_NOW))
        )

    def asked(self, language: Language) -> list[str]:
        """Say what is asked, in words; nothing where all rows are shown."""
        said = [
            f"“{self.words.value.strip()}”" if self.words.value.strip() else "",
            _study_year_word(self._study_year.chosen, language) if self._study_year.chosen else "",
            word(self._semester.chosen, language) if self._semester.chosen else "",
            word(self._description.chosen, language) if self._description.chosen else "",
            language.text("open only") if self.open_only.value else "",
        ]
        return [words for words in said if words]

    def clear(self) -> None:
        """Empty the fields, so that all rows are asked for."""
        with self.prevent(Input.Changed, Select.Changed, Checkbox.Changed):
            self.words.value = ""
            self.open_only.value = False
            for choice in (self._study_year, self._semester, self._description):
                choice.value = None
        self.post_message(self.Changed())

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Checkbox.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered())


def _has(row: ListRow, words: Sequence[str], language: Language) -> bool:
    """Return whether all these folded words occur in a title, a number or the description."""
    class_row = row.class_row
    text = f"{row.course.title_en} {row.course.title_nl} {row.course.catalogue_number}"
    if class_row is not None:
        text += f" {class_row.key.class_number} {word(class_row.description, language)}"
    folded = fold(text)
    return all(word in folded for word in words)


def _study_year_word(year: int, language: Language) -> str:
    return language.text("year {year}", year=year)
