"""My account: who one is here, the password, the language, and logging out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from enroltui.language import Language, says
from enroltui.registrar.rules.passwords import PASSWORD_LEAST, PASSWORD_MOST, PasswordPause, WrongPassword
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.classes import Programme
from enroltui.screens.asking import Registrar
from enroltui.screens.main_menu import who
from enroltui.screens.page import Page
from enroltui.sentences.reasons import sentence
from enroltui.sentences.words import language_word
from enroltui.widgets.fact_list import Fact, FactList
from enroltui.widgets.field import Field
from enroltui.widgets.menu import Item, Menu
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words

OLD, NEW, AGAIN = "old", "new", "again"
_CHOOSE_FIRST = says("Choose a new password first: the one that you logged in with holds only once.")


class AccountPage(Page):
    """A menu of what can be done, and the fields of a new password below it."""

    PAGE = "account"
    CSS_PATH = "account.tcss"
    HOME = "Menu"
    # By priority, as on the login page: what was typed ahead would still land in the field before.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("enter", "next_field", show=False, priority=True),
    ]

    def content(self) -> ComposeResult:
        """Lay out facts, menu and form."""
        yield Words(_CHOOSE_FIRST, id="choose-first")
        yield FactList(id="who")
        yield Menu(
            (
                Item("password", says("Change the password")),
                Item("language", lambda language: language.text("Switch to {language}", language=_other(language))),
                Item("ssh_keys", says("SSH keys")),
                Item("log_out", says("Log out")),
            ),
            self._picked,
            id="menu",
        )
        with Vertical(id="form"):
            for id_, label in (
                (OLD, says("Present password")),
                (NEW, says("New password")),
                (AGAIN, says("New password again")),
            ):
                with Horizontal(classes="field"):
                    yield Words(label, classes="label")
                    yield Field(PASSWORD_MOST, id=id_)
            yield Words(_advice, classes="quiet")

    def settle(self) -> None:
        for field in self.query(Field):
            field.password = True

    def look(self) -> None:
        """Ask for the programme's name; go to the password first where the present one holds only once."""
        self.fetch(Registrar.programmes, self._show)
        if self._once and not isinstance(self.focused, Field):
            self._field(OLD).focus()

    @property
    def _once(self) -> bool:
        return self.visit.password_first

    def _field(self, id_: str) -> Field:
        return self.query_one(f"#{id_}", Field)

    # --- its words --------------------------------------------------------------------------------------------------

    def _show(self, programmes: Iterable[Programme]) -> None:
        account = self.visit.account
        if account is None:
            return
        programme = next((programme for programme in programmes if programme.slug == account.programme), None)

        def facts(language: Language) -> list[Fact]:
            text = language.text
            return [
                (text("Name"), account.person),
                (text("Number or login"), account.name),
                (text("Role") if programme is None else text("Programme"), who(account, programme, language)),
                (text("Language"), language_word(language.code, language)),
            ]

        self.query_one(FactList).tell(facts)
        self.set_class(self._once, "-once")

    # --- the menu ---------------------------------------------------------------------------------------------------

    def _picked(self, item: str) -> None:
        match item:
            case "password":
                self.set_focus(self._field(OLD))  # at once, so that the next key is typed into it
            case "language":
                self.enrol_app.action_language()
            case "ssh_keys":
                self.enrol_app.go("ssh_keys")
            case "log_out":
                self.enrol_app.action_log_out()

    # --- the password -----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter lead to the next field only from one that has a next; elsewhere it does what it always does."""
        if action == "next_field":
            return self.focused is not None and self.focused.id in (OLD, NEW)
        return super().check_action(action, parameters)

    def action_next_field(self) -> None:
        """Go on to the next field of the password."""
        self.set_focus(self._field(NEW if self.focused is self._field(OLD) else AGAIN))

    @on(Input.Submitted, f"#{AGAIN}")
    def _change_password(self) -> None:
        old, new, again = (self._field(id_).value for id_ in (OLD, NEW, AGAIN))
        if not old or not new:
            self._field(NEW if old else OLD).focus()
            self.say(Tone.BAD, says("Fill in all three fields."))
        elif new != again:
            self._type_again(NEW, AGAIN)
            self.say(Tone.BAD, says("The new passwords differ. Type both again."))
        else:
            self.change(self.by_caller(Registrar.change_password, old, new), self._changed)

    def _changed(self, reason: Reason | None) -> None:
        if reason is not None:
            if not isinstance(reason, PasswordPause):  # after which Enter tries the same again
                self._type_again(*((OLD,) if isinstance(reason, WrongPassword) else (NEW, AGAIN)))
            self.say(Tone.BAD, lambda language: sentence(reason, language))
            return
        self._type_again(AGAIN, NEW, OLD)
        if self.visit.account is not None:
            self.visit.account = replace(self.visit.account, password_once=False)
        self.set_class(False, "-once")
        self.query_one(Menu).focus()
        self.say(Tone.GOOD, says("Your password is changed. Use it at your next login."))

    def _type_again(self, *ids: str) -> None:
        """Empty these fields and go to the first of them."""
        for id_ in ids:
            self._field(id_).value = ""
        self._field(ids[0]).focus()


def _other(language: Language) -> str:
    return language_word(language.other, language)


def _advice(language: Language) -> str:
    return language.text(
        "At least {least} characters; a few words that only you would put together are better than one odd word.",
        least=PASSWORD_LEAST,
    )
