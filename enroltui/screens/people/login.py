"""The way in: number and password; in the demo, a list of students to choose from."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.errors import DatabaseUnusable, EnrolError, PasswordSpent
from enroltui.language import Language, says
from enroltui.screens.asking import Registrar, together
from enroltui.screens.page import Page
from enroltui.widgets.field import Field
from enroltui.widgets.masthead import Masthead
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from enroltui.registrar.values.classes import Programme
    from enroltui.registrar.values.people import Account, DemoAccount, Seat, SignInRefused
    from enroltui.visit import Visit
    from enroltui.widgets.demo_accounts import DemoAccounts

LONGEST_NUMBER, LONGEST_PASSWORD = 64, 128
_ABOUT_DEMO = says(
    "Demo: Tab to the list, choose somebody with the arrows and Enter; Enter again logs in. The courses and "
    "credits are Leiden's; people, class numbers, days, rooms and sizes are made up."
)


class LoginPage(Page):
    """ULCN account and password, as in uSis. The database is opened after the first paint.

    It is the app's default screen, so the app loads its style sheet. What the first paint does not need is imported
    where it is used.
    """

    PAGE = "login"
    HOME = "#number"
    # By priority, which is seen to before the next key: what was typed ahead would still land in the first field.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("trouble"),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("enter", "to_password", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._demo: DemoAccounts | None = None

    def content(self) -> ComposeResult:
        """Lay out title and two fields; the demo's students come below them once they are known."""
        yield Masthead()
        yield Words(says("Course and exam enrolment"), classes="heading")
        yield Words(says("Log in with your ULCN account, the one that you use for Blackboard."), classes="quiet")
        with Horizontal(classes="field gap"):
            yield Words(says("Student number or login"), classes="label")
            yield Field(LONGEST_NUMBER, id="number")
        with Horizontal(classes="field"):
            yield Words(says("Password"), classes="label")
            yield Field(LONGEST_PASSWORD, id="password")
        yield Words(says("Unable to log in? Press F3."), classes="quiet", id="unable")

    def settle(self) -> None:
        self.password.password = True

    def look(self) -> None:
        """Ask for the demo's accounts, after the first paint."""
        question = together(Registrar.demo_accounts, Registrar.programmes)
        self.call_after_refresh(self.fetch, question, self._show_demo)

    def action_trouble(self) -> None:
        """Show help with logging in."""
        self.enrol_app.go("ulcn_help")

    def leave_field(self) -> bool:
        """Go from a field to the demo's accounts, or else to the line above, so that letters are commands."""
        if not isinstance(self.focused, Input):
            return False
        (self._demo or self.query_one(TopLine)).focus()
        return True

    def start_over(self) -> None:
        """Empty the page for another visit, which begins here."""
        self.number.value = self.password.value = ""
        if self._demo is not None:
            self._demo.cursor = 0
        self.number.focus()
        self.notice.clear()
        self.speak()

    def begin_anew(self) -> None:
        """Go to the number and say that one has logged out."""
        self.number.focus()
        self.say(Tone.GOOD, says("You have logged out."))

    @property
    def number(self) -> Input:
        """Return the field for the student number."""
        return self.query_one("#number", Input)

    @property
    def password(self) -> Input:
        """Return the field for the password."""
        return self.query_one("#password", Input)

    def troubled(self, trouble: EnrolError) -> None:
        """End the program with one clear sentence where the database cannot be worked on."""
        from enroltui.sentences.errors import error_sentence

        if isinstance(trouble, DatabaseUnusable):
            self.enrol_app.leave(error_sentence(trouble, self.visit.language), return_code=2)
        else:
            super().troubled(trouble)

    # --- the demo's accounts ----------------------------------------------------------------------------------------

    def _show_demo(self, answer: tuple[tuple[DemoAccount, ...], tuple[Programme, ...]]) -> None:
        accounts, programmes = answer
        if (kept := self.visit.kept_before_upgrade) or self.visit.set_aside:
            from enroltui.sentences.errors import opened_sentences

            aside = self.visit.set_aside
            self.say(Tone.GOOD, lambda language: " ".join(opened_sentences(kept, aside, language)))
        if accounts and self._demo is None:
            from enroltui.widgets.demo_accounts import DemoAccounts

            self._demo = DemoAccounts(programmes)
            self.query_one("#body").mount(Words(_ABOUT_DEMO, classes="gap quiet"), self._demo)
            if isinstance(self.focused, TopLine):  # Tab was pressed for the list before it was there
                self._demo.focus()
        if self._demo is not None:
            self._demo.show(accounts)

    def on_table_chosen(self) -> None:
        """Fill in number and password of the demo student that was chosen, so that Enter logs in."""
        if self._demo is not None and (chosen := self._demo.row) is not None:
            self.number.value = chosen.account.name
            self.password.value = chosen.password
            self.password.focus()
            self.say(Tone.PLAIN, says("Press Enter to log in."))

    # --- logging in -------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter lead to the password from the number only; elsewhere it does what it always does."""
        return self.focused is self.number if action == "to_password" else super().check_action(action, parameters)

    def action_to_password(self) -> None:
        """Go on to the password."""
        self.set_focus(self.password)

    @on(Input.Submitted, "#password")
    def _log_in(self) -> None:
        number, password = self.number.value, self.password.value
        if not number.strip() or not password:
            self.say(Tone.BAD, says("Type your student number and your password."))
            (self.password if number.strip() else self.number).focus()
            return
        visit = self.visit
        self.change(lambda registrar: _log_in(registrar, number, password, visit.seat), partial(self._answered, visit))

    def _answered(self, visit: Visit, answer: Account | SignInRefused) -> None:
        from enroltui.registrar.values.people import SignInRefused

        if visit is not self.visit:  # over meanwhile
            return
        self.password.value = ""
        if isinstance(answer, SignInRefused):
            wait = ceil(answer.wait)
            if answer.spent:
                self.troubled(PasswordSpent())
            else:
                from enroltui.sentences.reasons import password_pause

                self.say(Tone.BAD, partial(_refused if answer.looked_at else password_pause, wait))
            return
        self.number.value = ""
        self.notice.clear()
        self.enrol_app.welcome(answer)


def _log_in(registrar: Registrar, number: str, password: str, seat: Seat) -> Account | SignInRefused:
    from enroltui.registrar.values.people import SignInRefused

    answer = registrar.sign_in(number, password, seat.address)
    return answer if isinstance(answer, SignInRefused) else registrar.begin_session(answer, seat)


def _refused(wait: int, language: Language) -> str:
    refused = language.text("This number and password do not go together. Check both and try again.")
    if not wait:
        return refused
    pause = language.plural("After {count} second you can try again.", "After {count} seconds you can try again.", wait)
    return f"{refused} {pause}"
