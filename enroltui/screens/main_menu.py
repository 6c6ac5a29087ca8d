"""The main menu: where uSis begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from enroltui.language import Language, says
from enroltui.registrar.values.classes import Programme
from enroltui.registrar.values.people import Account, DemoAccount
from enroltui.screens.asking import Registrar, together
from enroltui.screens.page import Page
from enroltui.sentences.words import word
from enroltui.terms import Role
from enroltui.widgets.masthead import Masthead
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.speaking import Words

LOG_OUT = "log_out"
"""The one item of a menu that is no page."""
_MADE_UP = says(
    "This is a demo. The courses, their titles and credits are those of Leiden's Faculty of Science; the people, "
    "class numbers, days, rooms and sizes are made up. Nothing that you do here reaches the university."
)


class MenuPage(Page):
    """A page that is a numbered menu of places to go to; perhaps with something above and below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)
    ]
    HOME = "Menu"
    KEYS_WAIT = False
    LABEL_WIDTH: ClassVar[int] = 35
    """Columns of the menu's labels; its notes have the others."""

    def items(self) -> tuple[Item, ...]:
        """Return what the menu offers; an item's id is the page it leads to, or LOG_OUT."""
        raise NotImplementedError

    def content(self) -> ComposeResult:
        """Lay out the menu."""
        yield Menu(self.items(), self.picked, label_width=self.LABEL_WIDTH, id="menu")

    def action_pick(self, digit: int) -> None:
        """Pick the item that shows this digit, also when the focus is elsewhere on the page."""
        self.query_one(Menu).action_pick(digit)

    def picked(self, item: str) -> None:
        """Go where the item of this id leads."""
        if item == LOG_OUT:
            self.enrol_app.action_log_out()
        else:
            self.enrol_app.go(item)


class MainMenuPage(MenuPage):
    """Self Service first, as the seed page tells; the rest is a short way to what is used most."""

    PAGE = "main_menu"
    CSS_PATH = "main_menu.tcss"
    LABEL_WIDTH = 36

    def content(self) -> ComposeResult:
        """Lay out who has logged in, the menu, and what is made up."""
        yield Masthead()
        yield Words(self._welcome, classes="heading")
        yield Words(lambda _: "", id="who", classes="quiet")
        yield from super().content()
        yield Words(lambda _: "", id="made-up", classes="quiet")

    def items(self) -> tuple[Item, ...]:
        """Return what this role may do."""
        role = self.visit.role
        own = _OF_ROLE.get(role, _OF_STAFF) if role else ()
        return (*own, _FAQ, _ACCOUNT, _LOG_OUT)

    def look(self) -> None:
        """Ask for the programme's name, and whether this is a demo."""
        self.fetch(together(Registrar.programmes, Registrar.demo_accounts), self._show)

    def _show(self, answer: tuple[Iterable[Programme], Sequence[DemoAccount]]) -> None:
        programmes, demo = answer
        account = self.visit.account
        if account is None:
            return
        names = {programme.slug: programme for programme in programmes}
        self.query_one("#who", Words).tell(lambda language: who(account, names.get(account.programme or ""), language))
        self.query_one("#made-up", Words).tell(_MADE_UP if demo else lambda _: "")

    def _welcome(self, language: Language) -> str:
        account = self.visit.account
        return language.text("Welcome, {name}.", name=account.person) if account else ""


def who(account: Account, programme: Programme | None, language: Language) -> str:
    """Say what somebody is here, such as "Physics · Bachelor" or "helpdesk"."""
    if programme is None or account.career is None:
        return word(account.role, language)
    return f"{language.name(programme)} · {word(account.career, language)}"


_LISTS = Item("class_lists", says("Class-number lists"), says("by programme, as on the web page"))
_FRONT_PAGE = Item("front_page", says("Course and exam enrolment"), says("rules, all lists, minors, letters"))
_FAQ = Item("faq", says("FAQ"), says("questions with their answers"))
_ACCOUNT = Item("account", says("My account"), says("password and language"))
_LOG_OUT = Item(LOG_OUT, says("Log out"), says("end your session"))
_OF_STAFF = (_LISTS, _FRONT_PAGE, Item("search", says("Search"), says("find any course or class")))
_MINORS = Item("minor_applications", says("Minors"), says("admit who has applied, or refuse"))
_ROSTERS = Item("rosters", says("Rosters"), says("who is in a class, who waits"))
_SESSIONS = Item("sessions", says("Sessions"), says("who is logged in, and ending that"))
_OF_ROLE = {
    Role.STUDENT: (
        Item("self_service", says("Self Service"), says("your Student Center and classes")),
        _LISTS,
        _FRONT_PAGE,
    ),
    Role.HELPDESK: (
        Item("counter", says("Counter"), says("find a student, and help them")),
        _ROSTERS,
        _MINORS,
        *_OF_STAFF,
        _SESSIONS,
    ),
    Role.COORDINATOR: (_ROSTERS, *_OF_STAFF),
    Role.OFFICE: (_MINORS, *_OF_STAFF, _SESSIONS),
}
