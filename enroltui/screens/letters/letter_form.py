"""Pages that make a letter to an office of what one fills in: first looked at as a letter, then kept."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from enroltui.language import says
from enroltui.registrar.letters.contents import Letter, Request
from enroltui.screens.asking import Registrar, together
from enroltui.screens.letters.letter import LetterPage
from enroltui.screens.page import Page
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Saying, Words
from enroltui.widgets.spoken import SpokenButton


class LetterForm(Page):
    """A subclass gives the `title`, what there is to know, the fields, and the `request` made of them."""

    CSS_PATH = "letter_form.tcss"

    def title_words(self) -> Saying:
        """Return what the letter is."""
        raise NotImplementedError

    def advice(self) -> Iterable[Saying]:
        """Return what there is to know, a paragraph each."""
        raise NotImplementedError

    def fields(self) -> ComposeResult:
        """Lay out the fields, in lines."""
        raise NotImplementedError

    def home(self) -> Widget:
        """Return the field in which one begins."""
        raise NotImplementedError

    def request(self) -> Request:
        """Return what the letter tells, as filled in."""
        raise NotImplementedError

    def missing(self) -> tuple[Saying, Widget] | None:
        """Return what is still to be filled in and where, or None."""
        raise NotImplementedError

    def empty(self) -> None:
        """Empty the fields, as their letter is written."""
        raise NotImplementedError

    # --- the page ---------------------------------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """Lay out title, advice, fields, and the way on."""
        with VerticalScroll(id="form", can_focus=False):
            yield Words(self.title_words(), classes="heading")
            for paragraph in self.advice():
                yield Words(paragraph, classes="advice")
            yield from self.fields()
            yield SpokenButton(says("Look at the letter"), id="look")

    def leave_field(self) -> bool:
        """Go from a field to the button."""
        if not isinstance(self.focused, Input | TextArea):
            return False
        self.query_one("#look").focus()
        return True

    @on(SpokenButton.Pressed, "#look")
    def look_at_letter(self) -> None:
        """Show the letter as it will be, or say what is missing."""
        if (missing := self.missing()) is not None:
            saying, field = missing
            self.say(Tone.BAD, saying)
            field.focus()
            return
        self.notice.clear()
        self.fetch(together(self.of_student(Registrar.draft_letter, self.request()), Registrar.is_demo), self._show)

    def _show(self, answer: tuple[Letter, bool]) -> None:
        draft, demo = answer
        self.enrol_app.show(LetterPage(draft, demo=demo, kept=self._written))

    def _written(self) -> None:
        self.empty()
        self.home().focus()


def labelled(label: Saying, field: Widget) -> Horizontal:
    """Return a field with its label before it."""
    return Horizontal(Words(label, classes="label"), field, classes="field")
