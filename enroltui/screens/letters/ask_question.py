"""Ask a question: the letter to the uSis desk, also about a class in which one could not enrol."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.widget import Widget

from enroltui.language import Language, says
from enroltui.printable import printable_lines
from enroltui.registrar.letters.contents import OFFICES, UsisQuestion
from enroltui.registrar.values.enrolling import Outcome
from enroltui.screens.letters.letter_form import LetterForm, labelled
from enroltui.sentences.outcomes import outcome_sentence
from enroltui.sentences.words import word
from enroltui.terms import LetterKind
from enroltui.widgets.field import Field
from enroltui.widgets.speaking import Saying
from enroltui.widgets.text_box import TextBox

LONGEST_COURSE = 120
LONGEST_PROBLEM = 4000


class QuestionPage(LetterForm):
    """Seed page, "More information": student number, study, the course, and a description of the problem."""

    PAGE = "question"

    def __init__(self, about: Outcome | None = None) -> None:
        """`about`: an outcome, refused most likely, whose course and reason are filled in."""
        super().__init__()
        self._about = about
        self._course = Field(LONGEST_COURSE, id="course")
        self._problem = TextBox(id="problem")
        self._filled_in = ("", "")
        """What was filled in, so that it follows the language until somebody changes it."""

    def settle(self) -> None:
        self._fill_in(self.visit.language)

    def spoken(self, language: Language) -> None:
        """Fill the fields in anew in this language, unless somebody changed them."""
        self._fill_in(language)

    def _fill_in(self, language: Language) -> None:
        if self._about is None or self._filled_in != (self._course.value, self._problem.text):
            return
        self._filled_in = (_course(self._about, language), _problem(self._about, language))
        self._course.value, self._problem.text = self._filled_in
        self._problem.move_cursor(self._problem.document.end)

    def title_words(self) -> Saying:
        """Say “Ask a question”."""
        return says("Ask a question")

    def advice(self) -> Iterable[Saying]:
        """Say which questions go where."""
        yield _what_it_is
        yield says("Questions about your own programme go to its education administration office.")

    def fields(self) -> ComposeResult:
        """Lay out the course and the problem."""
        yield labelled(says("Course, if any"), self._course)
        yield labelled(says("Question or problem"), self._problem)

    def home(self) -> Widget:
        """Return the field of the course, or of the problem where the course is known."""
        return self._problem if self._about else self._course

    def request(self) -> UsisQuestion:
        """Return what the letter is made of."""
        return UsisQuestion(self._course.value.strip(), printable_lines(self._problem.text))

    def missing(self) -> tuple[Saying, Widget] | None:
        """Ask for the problem where it is missing, or for less where it is too long."""
        if not self._problem.text.strip():
            return (says("Describe your question or problem first."), self._problem)
        if len(self._problem.text) > LONGEST_PROBLEM:
            return (_too_long, self._problem)
        return None

    def empty(self) -> None:
        """Empty the fields for the next question."""
        self._about = None
        self._course.value = self._problem.text = ""


def _what_it_is(language: Language) -> str:
    return language.text(
        "Questions about uSis, and trouble with enrolling in a course, go to {address}. Your name, student number and "
        "programme are in the letter already.",
        address=OFFICES[LetterKind.QUESTION],
    )


def _too_long(language: Language) -> str:
    return language.text("This is too long: write at most {count} characters.", count=LONGEST_PROBLEM)


def _course(about: Outcome, language: Language) -> str:
    if about.row is None:
        return str(about.key.class_number)
    title, description = language.title(about.row.course), word(about.row.description, language)
    return f"{about.row.course.catalogue_number} {title}, {description} ({about.key.class_number})"


def _problem(about: Outcome, language: Language) -> str:
    return language.text("I could not enrol. uSis said:") + f"\n{outcome_sentence(about, language)}\n\n"
