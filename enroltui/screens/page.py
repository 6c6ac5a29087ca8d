"""The one calm frame of all pages: line 1, a thin rule, the page, the notice line, and the keys that work here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import ScreenResume
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkType

from enroltui.errors import DatabaseTrouble, DatabaseUnusable, EnrolError, Unusable
from enroltui.language import Language, says
from enroltui.navigation import steps
from enroltui.screens.asking import Answer, Query, Registrar
from enroltui.visit import Visit
from enroltui.widgets.field import Field
from enroltui.widgets.key_line import KeyLine
from enroltui.widgets.notice import Notice, Tone
from enroltui.widgets.speaking import Saying, Speaking, Words
from enroltui.widgets.top_line import ThinLine, TopLine

if TYPE_CHECKING:
    from enroltui.registrar.values.people import Caller
    from enroltui.screens.app_of_pages import AppOfPages

P = ParamSpec("P")

UNNOTICED = 0.1
"""Seconds that a question may take before the page says that it is busy."""

LOOK_AGAIN = 2.0
"""Seconds after which a page asks again what the database could not answer."""

log = logging.getLogger(__name__)
_TOO_SMALL = says(
    "This window is a little too small. Please make it at least 60 columns wide and 18 lines high. "
    "What you typed is kept. The plain commands need no window: enroltui --help."
)
_READ_ONLY = says("Read-only: nothing was changed. What you may do for the student is on the page that you came from.")


class Page(Screen[None]):
    """A page of the Student Center. A subclass gives `PAGE` (its id in navigation.py) and `content()`."""

    PAGE: ClassVar[str]
    AUTO_FOCUS = ""
    HOME: ClassVar[str] = ""
    """The selector of the part where the focus starts and returns to: where one most likely acts next."""
    KEYS_WAIT: ClassVar[bool] = True
    """Keys mean nothing before what the page asks first is answered, as on the rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self._spoken = ""
        self._changing = False
        self._asked: dict[str, object] = {}
        """The newest question of each group; those that wait for the database to come back are among them."""
        self._waits: set[str] = set()
        self._first_asked: set[str] | None = None
        """Of what the page asked when it was opened, the groups that are not answered yet; None: not asked so far."""

    # --- the frame --------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the frame around the page's own content."""
        self._fit_window()
        yield TopLine(steps(self.PAGE, self.visit.role))
        with Horizontal(id="rule"):
            if self.visit.read_only:
                yield Words(_looked_at, id="looked-at")
            yield ThinLine()
            yield from self.corner()
        with Horizontal(id="middle"):
            with Vertical(id="body"):
                yield from self.content()
            yield from self.beside()
        yield from self.below()
        yield Notice()
        yield KeyLine()
        yield Words(_TOO_SMALL, id="too-small")

    def _fit_window(self) -> None:
        """Set the classes of the window's size now: Textual does it when all is styled, and so styles it again."""
        classes: dict[str, bool] = {}
        width, height = self.app.size
        for cells, breakpoints in ((width, self.app.HORIZONTAL_BREAKPOINTS), (height, self.app.VERTICAL_BREAKPOINTS)):
            reached = max((at_least for at_least, _ in breakpoints or () if at_least <= cells), default=None)
            classes |= {name: at_least == reached for at_least, name in breakpoints or ()}
        self.update_classes(classes, animate=False)

    def content(self) -> ComposeResult:
        """Lay out the page itself."""
        raise NotImplementedError

    def corner(self) -> ComposeResult:
        """Lay out what stands at the right end of the thin rule; nothing, unless a subclass says so."""
        yield from ()

    def beside(self) -> ComposeResult:
        """Lay out what stands at the right of the page; nothing, unless a subclass says so."""
        yield from ()

    def below(self) -> ComposeResult:
        """Lay out what stands between the page and the notice line; nothing, unless a subclass says so."""
        yield from ()

    def home(self) -> Widget | None:
        """Return the part that has the focus first; a page overrides this where that depends on what it shows."""
        return self.query_one(self.HOME) if self.HOME else None

    def on_mount(self) -> None:
        self.settle()
        self.set_focus(self.home(), scroll_visible=False)  # at once, not in a moment as by `Widget.focus`
        self.look()
        self._first_asked = set(self._asked) if self.KEYS_WAIT else set()
        self.app.call_later(self.enrol_app.take_kept_keys)

    @property
    def knows(self) -> bool:
        """Tell whether it is there, and what it asked first is answered; until then keys wait."""
        return self._first_asked is not None and not self._first_asked

    def settle(self) -> None:
        """Set the page up once, after it is mounted and before it is first looked at."""

    def look(self) -> None:
        """Ask the registrar for what the page shows; again on `r`, and each time one comes back to the page."""

    @on(ScreenResume)
    def _came_back(self, event: ScreenResume) -> None:
        if not self._spoken:
            event.refresh_styles = False  # its parts were styled a moment ago, when they were made
        if not self.is_current:  # left again at once, as when one logs out
            return
        if self._spoken and self._spoken != self.visit.language.code:
            self.speak()
        elif self._spoken:
            self.look()
        self._spoken = self.visit.language.code

    # --- who and in which language ----------------------------------------------------------------------------------

    @property
    def enrol_app(self) -> AppOfPages:
        """Return the app, as the class that it is."""
        return cast("AppOfPages", self.app)

    @property
    def visit(self) -> Visit:
        """Return the visit that this page is shown to."""
        return self.enrol_app.visit

    def speak(self) -> None:
        """Say everything again, in the visit's language; what was typed and chosen stays."""
        self._spoken = self.visit.language.code
        for widget in self.walk_children(Speaking):  # a query would miss those that are first of all something else
            widget.speak(self.visit.language)
        self.spoken(self.visit.language)
        self.look()

    def spoken(self, language: Language) -> None:
        """Say in this language what is not a `Speaking` widget: placeholders, choices."""

    def say_anew(self) -> None:
        """Say anew what depends on what the page knows and on its cursors, and which keys work now."""
        for words in self.query("#body Words").results(Words):
            words.speak(self.visit.language)
        self.refresh_bindings()

    def on_table_moved(self) -> None:
        self.say_anew()

    def on_table_selection_changed(self) -> None:
        self.say_anew()

    # --- asking the registrar, never on the UI loop -----------------------------------------------------------------

    def by_caller(
        self, method: Callable[Concatenate[Registrar, Caller, P], Answer], *args: P.args, **named: P.kwargs
    ) -> Query[Answer]:
        """Ask this method of the registrar in the name of whoever looks at the page; these are its other arguments."""
        caller = self.visit.caller
        return lambda registrar: method(registrar, caller, *args, **named)

    def of_student(
        self, method: Callable[Concatenate[Registrar, Caller, str, P], Answer], *args: P.args, **named: P.kwargs
    ) -> Query[Answer]:
        """Ask this method about the student whose page it is, in the name of whoever looks at it."""
        caller, student = self.visit.caller, self.visit.student
        return lambda registrar: method(registrar, caller, student, *args, **named)

    def fetch(self, question: Query[Answer], then: Callable[[Answer], None], *, group: str = "look") -> None:
        """Ask in a thread, and hand the answer on; a newer question of the same group drops the older answer.

        What the database can't answer now is asked again until it can.
        """
        self._asked[group] = question
        work: WorkType[None] = partial(self._ask, question, then, group=group)
        self.run_worker(work, exclusive=True, group=group)

    def change(self, question: Query[Answer], then: Callable[[Answer], None]) -> None:
        """Ask for a change in a thread. It is never cancelled; asked again meanwhile (a double key) does nothing."""
        if self._changing:
            return
        if self.visit.read_only:
            self.call_later(self.say, Tone.BAD, _READ_ONLY)  # after what is cleared when one comes back from a question
            return
        self._changing = True
        self.app.run_worker(self._ask(question, then, group=None), group="change")

    async def _ask(self, question: Query[Answer], then: Callable[[Answer], None], *, group: str | None) -> None:
        """Without a group it is a change."""
        change = group is None
        asked = asyncio.ensure_future(asyncio.to_thread(lambda: question(self.visit.registrar)))
        try:
            done, _ = await asyncio.wait({asked}, timeout=UNNOTICED)
            # A look in the background does not take the place of what was said of the last change.
            if not done and self._standing and (change or not self.notice.said):
                self.say(Tone.WAIT, says("One moment…"))
            answer = await asked
        except EnrolError as trouble:
            if self._standing:
                self.troubled(trouble)
                if group is not None and _may_pass(trouble):
                    self._waits.add(group)
                    self.set_timer(LOOK_AGAIN, partial(self._ask_again, question, then, group))
        else:
            if self._standing:
                then(answer)
                self._answered_again(group)
        finally:
            for notice in self.query(Notice):  # none on a page that is being taken away
                notice.stop_waiting()
            if group is None:
                self._changing = False
            elif self._first_asked and self._asked.get(group) is question:
                self._first_asked.discard(group)
                self.app.call_later(self.enrol_app.take_kept_keys)

    def _ask_again(self, question: Query[Answer], then: Callable[[Answer], None], group: str) -> None:
        if self._standing and self._asked.get(group) is question:
            self.fetch(question, then, group=group)

    def _answered_again(self, group: str | None) -> None:
        """Say so once, after it was said that the database can't be reached."""
        if group in self._waits:
            self._waits.clear()
            self.say(Tone.GOOD, says("The database is there again."))

    @property
    def _standing(self) -> bool:
        """Not being taken away: a page loses its parts, from the last one on, before it is no longer attached."""
        return self.is_attached and bool(self.query_children(KeyLine)) and bool(self.query_one("#body").children)

    def troubled(self, trouble: EnrolError) -> None:
        """Say that the question could not be answered, and keep the page as it is."""
        from enroltui.sentences.errors import error_sentence  # after the first paint

        if not isinstance(trouble, DatabaseTrouble):
            log.warning("%s: %r", self.PAGE, trouble)
        self.say(Tone.BAD, lambda language: error_sentence(trouble, language))

    @property
    def notice(self) -> Notice:
        """Return the notice line."""
        return self.query_one(Notice)

    def say(self, tone: Tone, saying: Saying) -> None:
        """Say a sentence in the notice line."""
        self.notice.say(tone, saying)

    # --- keys that hold on every page -------------------------------------------------------------------------------

    def leave_field(self) -> bool:
        """Go from a field back to the page; its text is kept. Return False where the focus was in no field."""
        home = self.home()
        if not isinstance(self.focused, Input) or home is None or isinstance(home, Input):
            return False
        home.focus()
        return True

    @on(Field.Overflowed)
    def _overflowed(self, event: Field.Overflowed) -> None:
        longest = event.field.longest
        self.say(
            Tone.BAD,
            lambda language: language.text(
                "At most {count} characters fit in this field; the rest was left out.", count=longest
            ),
        )

    @on(Field.NotPasted)
    def _not_pasted(self, event: Field.NotPasted) -> None:
        longest = event.field.longest
        self.say(
            Tone.BAD,
            lambda language: language.text(
                "What was pasted has several lines or more than {count} characters, so nothing of it was taken. "
                "Paste the password alone.",
                count=longest,
            ),
        )

    @on(TopLine.StepChosen)
    def _step_chosen(self, event: TopLine.StepChosen) -> None:
        self.enrol_app.go(event.page)

    @on(TopLine.LanguageChosen)
    def _language_chosen(self) -> None:
        self.enrol_app.action_language()


def _looked_at(language: Language) -> str:
    return " " + language.text("Read-only: you see what the student sees") + " "


def _may_pass(trouble: EnrolError) -> bool:
    """Tell whether the database may be there again in a moment, without anybody's doing anything here."""
    unreachable = isinstance(trouble, DatabaseUnusable) and trouble.kind in (
        Unusable.UNREACHABLE,
        Unusable.CROWDED,
        Unusable.LOCKED,
    )
    return unreachable or isinstance(trouble, DatabaseTrouble)
