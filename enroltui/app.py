"""The app: owns the visit, the theme, the pages, and the keys that hold everywhere."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen
from textual.worker import WorkType

from enroltui.actions import EVERYWHERE, bindings
from enroltui.errors import EnrolError
from enroltui.language import CODES, Language
from enroltui.navigation import PAGES, may_see
from enroltui.paging import PagingApp
from enroltui.screens.news import EVERY, News
from enroltui.screens.page import Page
from enroltui.screens.people import own_session
from enroltui.screens.people.login import LoginPage
from enroltui.screens.people.own_session import OwnSession
from enroltui.shared_styles import SharedStyles
from enroltui.terms import Role, SessionEnd
from enroltui.textual_private import ErrorsToLog
from enroltui.themes import LEIDEN_DARK, THEMES
from enroltui.visit import Visit, end_session
from enroltui.widgets.ascii import AsciiOnly
from enroltui.widgets.colours import OwnColours
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Speaking

if TYPE_CHECKING:
    from enroltui.letters.postman import Postman
    from enroltui.presenting.help_sessions import HelpSessions
    from enroltui.presenting.presentation import Presentations
    from enroltui.registrar.values.people import Account, Caller
    from enroltui.sandbox import Sandbox


log = logging.getLogger(__name__)

FIRST_PAGES = ("login", "main_menu")
"""Those from which there is no way back."""
PRESENTING_ACTIONS = ("demonstrate", "present", "watch_along")
"""Ids of the actions that `_may_present` decides about."""
TINY_COLUMNS, LOW_LINES = 60, 18
"""Below this a page says kindly that it is too small."""


class EnrolApp(ErrorsToLog, PagingApp):
    """The app of one visit on one terminal."""

    TITLE = "enroltui"
    CSS_PATH = ["screens/page.tcss", "screens/people/login.tcss"]  # noqa: RUF012 - Textual declares no tuple
    OWN_ACTIONS: ClassVar[tuple[str, ...]] = ()
    """Actions that work everywhere in this kind of app only."""
    ENABLE_COMMAND_PALETTE = False
    """Textual's own, in English; ours is `screens/palette.py`, imported when it is first opened."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it as an instance variable
        (0, "-tiny"),
        (TINY_COLUMNS, "-narrow"),
        (100, "-wide"),
        (140, "-broad"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW_LINES, "-high")]  # noqa: RUF012 - the same

    def __init__(
        self,
        visit: Visit,
        *,
        ascii_only: bool = False,
        postman: Postman | None = None,
        make_sandbox: Callable[[], Sandbox] | None = None,
        presentations: Presentations | None = None,
        help_sessions: HelpSessions | None = None,
    ) -> None:
        """`ascii_only` for a terminal without UTF-8. `postman`: who sends letters, where there is a mail server.

        `make_sandbox`: where guided tours take place; None: there are none. `presentations`: where others may watch.
        `help_sessions`: where the helpdesk may help a student; None: nowhere.
        """
        super().__init__(visit, make_sandbox, presentations)
        self.help_sessions = help_sessions
        self.postman = postman
        self.steered: Speaking | None = None
        """The list whose choice was moved from the field of text with the focus, since something was typed there."""
        self.parting: str | None = None
        """A sentence to print after the screen is restored, for the person who started the program."""
        self.opening: Callable[[EnrolApp], object] | None = None
        """What is done first, once the first page is painted."""
        self._news = News(self)
        self._own_session = OwnSession(self)
        self._ascii_only = ascii_only
        for theme in THEMES:
            self.register_theme(theme)
        # Set as if it had always been so: a change of theme reads all style sheets again before the first paint.
        self.set_reactive(App.theme, LEIDEN_DARK.name)
        self.stylesheet = SharedStyles(variables=self.get_css_variables())

    def get_default_screen(self) -> Screen[Any]:
        """The first page is painted without any other before it; the main menu for who has logged in already."""
        return LoginPage() if self.at_login else self.page("main_menu")

    def on_ready(self) -> None:
        """The first page is painted: rubbish may be collected from now on, and letters that wait be sent."""
        gc.enable()
        if self.postman:
            self.postman.wake()
        self.set_interval(EVERY, self._look_for_news)
        self.set_interval(own_session.EVERY, self._look_at_session)
        if self.opening is not None:
            self.opening(self)

    def get_line_filters(self) -> list[LineFilter]:
        """Return what changes each line before it is painted."""
        return [*self.textual_filters(), *self._of_terminal]

    def textual_filters(self) -> Sequence[LineFilter]:
        """Return what Textual changes in each line first, by the colours that it may use."""
        return super().get_line_filters()

    @cached_property
    def _of_terminal(self) -> list[LineFilter]:
        """Return a line in the letters and colours that the terminal has; without a terminal it has all colours."""
        colours = COLOR_SYSTEMS.get(self.console.color_system or "")
        own = [] if self.is_headless or colours is ColorSystem.TRUECOLOR else [OwnColours(colours)]
        return [*([AsciiOnly()] if self._ascii_only else []), *own]

    @property
    def cursor_position(self) -> Offset:
        """Return where the terminal's own cursor is, hidden: at the choice, where braille displays and magnifiers look.

        Textual moves it there each time when it has painted.
        """
        focused = self.screen.focused
        if focused is None:
            return Offset()
        if hasattr(focused, "cursor_screen_offset"):  # a field of text, from which a list may be steered
            if self.steered is not None and self.steered.is_attached and self.steered.screen is self.screen:
                return self.steered.content_region.offset + self.steered.choice
            return cast(Offset, focused.cursor_screen_offset)
        begin = focused.content_region.offset
        if isinstance(focused, Speaking):
            return begin + focused.choice
        highlighted: int | None = getattr(focused, "highlighted", None)  # in the list of a Select
        return begin if highlighted is None else begin + Offset(0, highlighted - focused.scroll_offset.y)

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self.steered = None  # something was typed, or the focus has come to a field of text

    # --- coming in and going from page to page ----------------------------------------------------------------------

    def welcome(self, account: Account) -> None:
        """Go to the main menu, as somebody has logged in: in their language, unless they chose another just now."""
        self.visit.account = account
        self.forget_pages()
        if account.language in CODES and not self.visit.language_chosen:
            self.visit.language = Language(account.language)
        self.go("main_menu")
        if account.password_once:
            self.go("account")
        self._look_for_news()

    def begin(self, visit: Visit) -> None:
        """Begin another visit on this terminal, from its first page: into a sandbox, or back out of it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.forget_pages()
        self.visit = visit
        self._news = News(self)
        if visit.account is not None:
            self.go("main_menu")
        elif isinstance(self.screen, LoginPage):
            self.screen.start_over()
        else:
            self.push_screen(LoginPage())

    def _look_for_news(self) -> None:
        look: WorkType[None] = self._news.look
        self.run_worker(look, group="news", exclusive=True)

    def _look_at_session(self) -> None:
        look: WorkType[None] = self._own_session.look
        self.run_worker(look, group="session", exclusive=True)

    @property
    def at_login(self) -> bool:
        """Return whether nobody is logged in."""
        return self.visit.account is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action may be done now."""
        if action in PRESENTING_ACTIONS:
            return not self.visit.password_first and self._may_present(action, self.visit)
        if self.visit.password_first and action in (*EVERYWHERE, *PAGES):
            return action in ("language", "help", "quit", "back", "log_out")
        if action in EVERYWHERE and self.at_login:
            return action in ("palette", "language", "help", "quit", "back")
        return may_see(action, self.visit.role) if action in PAGES else True

    def _may_present(self, action: str, visit: Visit) -> bool:
        """Return whether a visit has this action: presenting in a demo or at the counter, watching at the counter."""
        if action == "watch_along":
            return self.help_sessions is not None and visit.role is Role.HELPDESK and not visit.demo
        allowed = visit.demo or visit.role is Role.HELPDESK
        return allowed and (action == "demonstrate" or self.presentations is not None)

    # --- keys that hold everywhere ----------------------------------------------------------------------------------

    async def action_back(self) -> None:
        """Leave the field, or go back one page."""
        screen = self.screen
        if isinstance(screen, Page) and (screen.leave_field() or screen.PAGE in FIRST_PAGES):
            return
        if isinstance(screen, Page) and self.visit.password_first:
            return
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def action_search(self) -> None:
        """Go to the search page, where one types at once."""
        self.go("search")
        if isinstance(self.screen, Page) and self.screen.is_mounted:
            self.screen.set_focus(self.screen.home())

    def action_cart(self) -> None:
        """Go to the shopping cart."""
        self.go("cart")

    def action_palette(self) -> None:
        """Open the palette, which goes to any page or programme by name."""
        from enroltui.screens.palette import Palette

        if isinstance(self.screen, Page):
            self.push_screen(Palette(self.visit.language))

    def action_language(self) -> None:
        """Change to the other language, at once and on every page."""
        self.visit.speak(self.visit.language.other)
        for screen in self.screen_stack:
            if isinstance(screen, Page) and screen.is_current:
                screen.speak()
        self.language_changed()
        if self.visit.account is not None:
            self.run_worker(partial(_remember_language, self.visit, self.visit.caller), thread=True)

    def action_demonstrate(self) -> None:
        """Open the menu of what can be shown to others: tours, pressed keys, presentations, recordings."""
        from enroltui.screens.demonstrate import Demonstrate

        if isinstance(self.screen, Page):
            self.push_screen(Demonstrate(self.screen, self))

    def action_help(self) -> None:
        """Open the help on this page."""
        from enroltui.screens.help import HelpPage

        if isinstance(self.screen, Page):
            self.push_screen(HelpPage(self.screen))

    def action_refresh(self) -> None:
        """Ask the registrar again for what the page shows."""
        if isinstance(self.screen, Page):
            self.screen.look()

    def action_log_out(self) -> None:
        """Go back to the login page, and keep nothing of this visit's pages."""
        visit, session = self.visit, self.visit.session
        if session is not None:
            self.run_worker(lambda: end_session(visit.registrar, session), thread=True)
        self.visit.leave()
        self.forget_pages()
        if isinstance(self.screen, LoginPage):
            self.screen.begin_anew()

    def logged_out(self, why: SessionEnd) -> None:
        """Go back to the login page, which says why the session was ended from outside."""
        from enroltui.sentences.sessions import session_end_sentence

        outside = self.visit_outside
        (outside or self.visit).leave()
        if outside is not None:
            self.overlay.end_tour()
        self.forget_pages()
        if isinstance(self.screen, LoginPage):
            self.screen.begin_anew()
            self.screen.say(Tone.BAD, lambda language: session_end_sentence(why, language))

    # --- leaving ----------------------------------------------------------------------------------------------------

    def action_help_quit(self) -> None:
        """Say how to leave, as ctrl+c does that in other programs."""
        if isinstance(self.screen, Page):
            self.screen.say(Tone.PLAIN, lambda language: language.text("To leave the program, press ctrl+q."))

    def leave(self, parting: str, return_code: int) -> None:
        """End the program with a sentence for the person who started it."""
        self.parting = parting
        self.exit(return_code=return_code)

    def stopped_by_error(self) -> None:
        """Write the traceback of a programming error to the log, and give the person a sentence."""
        log.exception("enroltui stopped")
        self.parting = had_to_stop(self.visit.language)


def _remember_language(visit: Visit, caller: Caller) -> None:
    """Keep the language for the next login; where the database does not answer now, it is chosen again then."""
    try:
        visit.registrar.remember(caller, language=visit.language.code)
    except EnrolError:
        log.info("the language was not remembered", exc_info=True)


def had_to_stop(language: Language) -> str:
    """Return what a person is told after a programming error."""
    return language.text(
        "Something went wrong in enroltui itself, and it had to stop. What you had confirmed is kept. "
        "The details are in the log file."
    )
