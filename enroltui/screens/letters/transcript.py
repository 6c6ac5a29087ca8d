"""Transcript of Records: the letter that asks the Graduate School Office for one."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from enroltui.language import CODES, Code, Language, says
from enroltui.registrar.letters.contents import OFFICES, TranscriptRequest
from enroltui.screens.letters.letter_form import LetterForm, labelled
from enroltui.sentences.words import language_word
from enroltui.terms import LetterKind
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Saying
from enroltui.widgets.spoken import SpokenCheckbox

LONGEST_REMARKS = 300


class TranscriptPage(LetterForm):
    """Seed page, "Transcript of Records": the programme in the subject line, and the information that is asked for."""

    PAGE = "transcript"

    def __init__(self) -> None:
        super().__init__()
        self._languages: dict[Code, SpokenCheckbox] = {code: _box(code) for code in CODES}
        self._remarks = Field(LONGEST_REMARKS, id="remarks")

    def settle(self) -> None:
        self._languages[self.visit.language.code].value = True

    def title_words(self) -> Saying:
        """Say “Transcript of Records”."""
        return says("Transcript of Records")

    def advice(self) -> Iterable[Saying]:
        """Say from whom the transcript comes, and how long that takes."""
        yield _what_it_is
        yield says("Please allow at least two days for processing your request.")

    def fields(self) -> ComposeResult:
        """Lay out in which languages, and what else there is to say."""
        yield labelled(says("Transcript in"), Horizontal(*self._languages.values()))
        yield labelled(says("Remarks, if any"), self._remarks)

    def home(self) -> Widget:
        """Return the first box of the languages."""
        return self._languages["en"]

    def request(self) -> TranscriptRequest:
        """Return what the letter is made of."""
        wanted = tuple(code for code, box in self._languages.items() if box.value)
        return TranscriptRequest(wanted, self._remarks.value.strip())

    def missing(self) -> tuple[Saying, Widget] | None:
        """Ask for a language where none is chosen."""
        if any(box.value for box in self._languages.values()):
            return None
        return (says("Choose at least one language."), self.home())

    def empty(self) -> None:
        """Empty the remarks, as they belong to one letter."""
        self._remarks.value = ""


def _box(code: Code) -> SpokenCheckbox:
    return SpokenCheckbox(lambda language: language_word(code, language), id=code)


def _what_it_is(language: Language) -> str:
    return language.text(
        "An authenticated Transcript of Records (in Dutch: cijferlijst) comes from the Graduate School Office "
        "(Educatief Centrum). Here you write the letter that asks for it: to {address}, with your programme in its "
        "subject line.",
        address=OFFICES[LetterKind.TRANSCRIPT],
    )
