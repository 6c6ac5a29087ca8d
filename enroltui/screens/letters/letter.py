"""A letter: looked at as it will be, then kept; after that, what has become of it, and what one can do oneself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from platformdirs import user_documents_path
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from enroltui.language import Language, says
from enroltui.letters.own_mail import as_text, headers, save
from enroltui.letters.wording import Fact, words
from enroltui.printable import printable
from enroltui.registrar.letters.contents import Letter, TranscriptRequest, UsisQuestion
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.sentences.letters import fate_sentence
from enroltui.terms import LetterState, Via
from enroltui.widgets.fact_list import FactList
from enroltui.widgets.field import Field
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words

LOOK_EVERY = 1.0
"""Seconds between two looks at what has become of a letter that is not sent yet."""
LONGEST_FOLDER = 400

_SHAPES = {LetterState.SENT: Tone.GOOD, LetterState.SENDING: Tone.WAIT, LetterState.GAVE_UP: Tone.BAD}


class LetterPage(Page):
    """The letter with its headers, and below it what can be done with it now."""

    PAGE = "letter"
    CSS_PATH = "letter.tcss"

    def __init__(self, draft: Letter, *, demo: bool, kept: Callable[[], None]) -> None:
        """`demo`: the people are made up. `kept` is called once the letter is kept."""
        super().__init__()
        self._letter = draft
        self._demo = demo
        self._tell_kept = kept
        self._request_key = self.visit.new_request_key()

    def content(self) -> ComposeResult:
        """Lay out what has become of the letter, its headers, its body, and what one can do."""
        yield Words(self._fate, id="fate")
        yield FactList(self._headers)
        with VerticalScroll(id="letter"):
            yield Words(self._body)
        yield Menu(self._before(), self._picked, id="before")
        yield Menu(self._after(), self._picked, id="after")
        with Horizontal(id="saving"):
            yield Words(says("Save in folder"), classes="label")
            yield Field(LONGEST_FOLDER, id="folder")

    def home(self) -> Widget:
        """Return the menu that the letter has now."""
        return self.query_one("#after" if self._letter.number else "#before", Menu)

    def settle(self) -> None:
        documents = user_documents_path()
        self.query_one("#folder", Field).value = str(documents) if documents.is_dir() else "~"
        self.set_interval(LOOK_EVERY, self._follow)

    def spoken(self, language: Language) -> None:
        """Write the letter in this language, unless it is kept already."""
        if not self._letter.number:
            self._letter = replace(self._letter, language=language.code)
            self._say_letter()

    # --- its words --------------------------------------------------------------------------------------------------

    def _fate(self, language: Language) -> str:
        postman = self.enrol_app.postman
        sentence = fate_sentence(self._letter, postman.server if postman else None, self._demo, language)
        return f"{_SHAPES.get(self._letter.state, Tone.PLAIN)} {sentence}"

    def _headers(self, language: Language) -> Sequence[Fact]:
        return headers(self._letter, language)

    def _body(self, _: Language) -> str:
        return words(self._letter).body

    def _say_letter(self) -> None:
        for widget in (*self.query(Words), self.query_one(FactList)):
            widget.speak(self.visit.language)
        self.set_class(bool(self._letter.number), "-kept")
        self.query_one("#fate").set_class(self._letter.state is LetterState.SENT, "-sent")

    # --- what one can do ---------------------------------------------------------------------------------------------

    def _before(self) -> tuple[Item, ...]:
        sends = self.enrol_app.postman is not None
        return (
            Item(
                "keep", lambda language: language.text("Send it") if sends else language.text("Keep it in the outbox")
            ),
            Item("change", says("Change something")),
        )

    def _after(self) -> tuple[Item, ...]:
        saving = Item("save", says("Save it as a file (.eml)"))
        return (
            Item("copy", says("Copy it to the clipboard")),
            *(() if self.visit.via is Via.SSH else (saving,)),  # there the file would be on the server
            Item("student_center", says("Student Center")),
        )

    def _picked(self, item: str) -> None:
        match item:
            case "keep":
                self._keep()
            case "change":
                self.app.pop_screen()
            case "copy":
                self.app.copy_to_clipboard(as_text(self._letter, self.visit.language))
                self.say(Tone.GOOD, says("Copied, if your terminal allows that: paste it in your mail program."))
            case "save":
                self.add_class("-saving")
                self.set_focus(self.query_one("#folder"))
            case "student_center":
                self.enrol_app.go("student_center")

    def _keep(self) -> None:
        facts = self._letter.facts
        assert isinstance(facts, TranscriptRequest | UsisQuestion)
        self.change(self.of_student(Registrar.write_letter, facts, self._request_key), self._kept)

    def _kept(self, letter: Letter) -> None:
        self._letter = letter
        self._tell_kept()
        self._say_letter()
        self.home().focus()
        if self.enrol_app.postman:
            self.enrol_app.postman.wake()

    # --- what becomes of it -----------------------------------------------------------------------------------------

    def _follow(self) -> None:
        waits = self._letter.state in (LetterState.WAITING, LetterState.SENDING)
        if self._letter.number and waits and self.enrol_app.postman and self.is_current:
            self.look()

    def look(self) -> None:
        """Ask how far the letter has come."""
        if self._letter.number:
            self.fetch(self.of_student(Registrar.letters), self._show)

    def _show(self, letters: Sequence[Letter]) -> None:
        now = next((letter for letter in letters if letter.number == self._letter.number), self._letter)
        if now != self._letter:
            self._letter = now
            self._say_letter()

    # --- saving -----------------------------------------------------------------------------------------------------

    @on(Input.Submitted, "#folder")
    def _save(self) -> None:
        letter, folder = self._letter, self.query_one("#folder", Field).value
        self.change(lambda _: save(letter, folder), self._saved)

    def _saved(self, path: Path | None) -> None:
        if path is None:
            self.say(Tone.BAD, says("It can't be saved there. Name a folder that exists and that you may write to."))
            return
        self.remove_class("-saving")
        self.home().focus()
        shown = printable(str(path))
        self.say(Tone.GOOD, lambda language: language.text("Saved: {path}. Open it in your mail program.", path=shown))
