"""uSis's search form: the fields that are used most on two lines, the others folded away below them."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Checkbox, Input, Select

from enroltui.language import N_, Language, says
from enroltui.printable import printable
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.searching import Compare, Search, SearchChoices
from enroltui.sentences.words import language_word, word
from enroltui.terms import Career, Description
from enroltui.widgets.choice import Choice
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Saying, Speaking, Words
from enroltui.widgets.spoken import SpokenButton, SpokenCheckbox

ROOM_FOR_ALL = 70
"""Columns below which the field for words would become too small beside its label."""
TITLE_OR_NUMBER = N_("Title or number")
LONGEST_WORDS, LONGEST_NUMBER, LONGEST_CREDITS = 100, 20, 8

_SUBJECTS = {
    "BFW": N_("bio-pharmaceutical sciences"),
    "BIO": N_("biology"),
    "CHE": N_("chemistry"),
    "INDECO": N_("industrial ecology"),
    "INF": N_("computer science"),
    "LST": N_("life science and technology"),
    "MST": N_("molecular science and technology"),
    "NSC": N_("science communication"),
    "NTK": N_("physics"),
    "STK": N_("astronomy"),
    "WSK": N_("mathematics and statistics"),
    "W&N": N_("faculty"),
}
"""uSis's subject areas; another code is shown as it is."""


class SearchForm(Vertical, Speaking):
    """The fields; what they ask comes from `asked`."""

    DEFAULT_CSS = """
    SearchForm {
        height: auto;
        Horizontal { height: 1; }
        Words { width: auto; padding: 0 1 0 2; }
        Words.first { padding: 0 1 0 0; }
        Checkbox { width: auto; margin: 0 2; }
        Field, Choice { width: 1fr; }
        #year { width: 13; margin-right: 2; }
        #credits { width: 5; }
        #credits-compare, #number-compare { width: 17; }
        #folded { height: auto; display: none; }
        &.-unfolded #folded { display: block; }
        #career { width: 12; }
        &.-cramped #words-label { display: none; }
    }
    """

    class Changed(Message):
        """The form asks for something else than before."""

    class Submitted(Message):
        """Enter in a field, or the button."""

    @dataclass
    class YearChanged(Message):
        """Another academic year was chosen."""

        academic_year: str

    def __init__(self, academic_year: str, career: Career | None, *, has_timetable: bool) -> None:
        """`career`: the one whose classes are shown until another is chosen. Staff have no timetable to fit in."""
        super().__init__()
        self._first_career = career
        self._has_timetable = has_timetable
        self.year = Choice[str]((academic_year,), lambda year, _: year, id="year")
        self.words = Field(LONGEST_WORDS, id="words")
        self.open_only = SpokenCheckbox(says("open only"))
        self.fits = SpokenCheckbox(says("fits my timetable"))
        self._subject = Choice[str]((), _subject_word, optional=True)
        self._description = Choice[Description](tuple(Description), word, optional=True)
        self.career = Choice[Career](tuple(Career), word, optional=True, id="career")
        self._number = Field(LONGEST_NUMBER)
        self._number_compare = Choice[Compare](tuple(Compare), word, id="number-compare")
        self._credits = Field(LONGEST_CREDITS, id="credits")
        self._credits_compare = Choice[Compare](
            (Compare.EXACTLY, Compare.AT_LEAST, Compare.AT_MOST), word, id="credits-compare"
        )
        self._programme = Choice[Programme]((), _programme_word, optional=True)
        self._organisation = Choice[str]((), lambda code, _: code, optional=True)
        self._language = Choice[str]((), language_word, optional=True)
        self._choices: SearchChoices | None = None
        self._unfolded_before = False
        """The folded fields are made when they are first unfolded: they are most of the form, and seldom used."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self.year
            yield _label(TITLE_OR_NUMBER, id="words-label")
            yield self.words
            yield self.open_only
            yield SpokenButton(says("Search"), id="search")
        with Horizontal():
            yield _label(N_("Subject area"), first=True)
            yield self._subject
            yield _label(N_("Description"))
            yield self._description
            yield _label(N_("Career"))
            yield self.career
        with Vertical(id="folded"), Horizontal(id="programme-row"):
            if self._has_timetable:
                yield self.fits  # a key switches it, also while it is folded away

    def _unfold(self) -> None:
        self._unfolded_before = True
        row = self.query_one("#programme-row")
        row.mount(_label(N_("Programme"), first=True), self._programme, before=0 if row.children else None)
        folded = self.query_one("#folded")
        folded.mount(
            Horizontal(
                _label(N_("Catalogue number"), first=True),
                self._number_compare,
                self._number,
                _label(N_("EC")),
                self._credits_compare,
                self._credits,
            ),
            before=0,
        )
        folded.mount(
            Horizontal(
                _label(N_("Organisation"), first=True),
                self._organisation,
                _label(N_("Language of instruction")),
                self._language,
            )
        )
        self.call_after_refresh(self._offer_folded)

    def on_mount(self) -> None:
        with self.prevent(Select.Changed):
            self.career.value = self._first_career

    def in_year(self, academic_year: str) -> None:
        """Search in this academic year."""
        if academic_year != self.year.chosen:
            with self.prevent(Select.Changed):
                self.year.offer((academic_year,))
                self.year.value = academic_year

    def on_resize(self) -> None:
        self.set_class(self.size.width < ROOM_FOR_ALL, "-cramped")

    def speak(self, language: Language) -> None:
        """Say in the field for words what it is for, where there is no room for its label."""
        self.words.placeholder = language.text(TITLE_OR_NUMBER)

    def offer(self, choices: SearchChoices) -> None:
        """Offer what there is in the academic year."""
        self.year.offer(choices.academic_years)
        self._subject.offer(choices.subject_areas)
        self._choices = choices
        self._offer_folded()

    def _offer_folded(self) -> None:
        if self._choices is not None and self._unfolded_before:
            self._organisation.offer(self._choices.organisations)
            self._language.offer(self._choices.languages)
            self._programme.offer(self._choices.programmes)

    def fold(self) -> bool:
        """Show the fields that are folded away, or fold them; whether they are shown now."""
        if not self._unfolded_before:
            self._unfold()
        self.toggle_class("-unfolded")
        return self.has_class("-unfolded")

    @property
    def problem(self) -> Saying | None:
        """Why the form can't be answered; None: it can."""
        credits_ = self._credits.value.strip()
        if credits_ and not (credits_.isascii() and credits_.isdigit()):
            return lambda language: language.text(
                "“{typed}” is not a number of credits. Type a whole number, such as 6.", typed=printable(credits_)
            )
        return None

    @property
    def empty(self) -> bool:
        """Return whether nothing is asked but an academic year and a career."""
        return self.asked == Search(self.asked.academic_year, career=self.career.chosen)

    @property
    def asked(self) -> Search:
        """Return what the form asks; only where there is no `problem`."""
        number, credits_ = self._number.value.strip(), self._credits.value.strip()
        programme = self._programme.chosen if self._unfolded_before else None
        return Search(
            academic_year=self.year.chosen or "",
            words=self.words.value.strip(),
            subject_area=self._subject.chosen or "",
            catalogue_number=number,
            catalogue_compare=(self._number_compare.chosen if number else None) or Compare.CONTAINS,
            descriptions=frozenset({self._description.chosen} if self._description.chosen else ()),
            credits=int(credits_) if credits_ else None,
            credits_compare=(self._credits_compare.chosen if credits_ else None) or Compare.EXACTLY,
            career=self.career.chosen,
            organisation=(self._organisation.chosen if self._unfolded_before else None) or "",
            language=(self._language.chosen if self._unfolded_before else None) or "",
            programme=programme.slug if programme else "",
            open_only=self.open_only.value,
            fits=self.fits.value,
        )

    @on(Input.Changed)
    @on(Checkbox.Changed)
    @on(Select.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        if isinstance(event, Select.Changed) and event.select is self.year:
            self.post_message(self.YearChanged(self.year.chosen or ""))
        else:
            self.post_message(self.Changed())

    @on(Input.Submitted)
    @on(SpokenButton.Pressed)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Submitted())


def _label(message: str, *, first: bool = False, id: str | None = None) -> Words:  # noqa: A002 - Textual's own name
    return Words(says(message), classes="first" if first or id else None, id=id)


def _subject_word(code: str, language: Language) -> str:
    return f"{code} {language.text(_SUBJECTS[code])}" if code in _SUBJECTS else code


def _programme_word(programme: Programme, language: Language) -> str:
    return f"{language.name(programme)} ({word(programme.career, language)})"
