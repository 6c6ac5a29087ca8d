"""SSH keys: the public keys by which one logs in over SSH without a password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from enroltui.actions import bindings
from enroltui.language import N_, says
from enroltui.registrar.rules.reasons import Reason
from enroltui.registrar.values.people import SshKey
from enroltui.screens.asking import Registrar
from enroltui.screens.page import Page
from enroltui.sentences.reasons import sentence
from enroltui.widgets.field import Field
from enroltui.widgets.notice import Tone
from enroltui.widgets.speaking import Words
from enroltui.widgets.table import Column, Table

LONGEST_LINE = 4096
_ABOUT = says(
    "By a key you log in over SSH without a password. Make a pair with: ssh-keygen -t ed25519. Paste the line of "
    "the file that ends in .pub here, and press Enter; the other file stays yours alone."
)


class SshKeysPage(Page):
    """A field for the line of a .pub file, and the keys that are registered."""

    PAGE = "ssh_keys"
    CSS_PATH = "ssh_keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("remove_key")]

    def __init__(self) -> None:
        super().__init__()
        self._field = Field(LONGEST_LINE, id="line")
        self._keys = Table[SshKey](
            [
                Column(N_("Fingerprint"), lambda key, _: key.fingerprint, 52),
                Column(N_("Comment"), lambda key, _: key.comment),
            ],
            lambda key: key.fingerprint,
            id="keys",
        )

    def content(self) -> ComposeResult:
        """Lay out what keys are for, the field, and the keys."""
        yield Words(_ABOUT, id="about", classes="quiet")
        with Horizontal(id="new"):
            yield Words(says("Public key"), classes="label")
            yield self._field
        yield Words(says("No keys are registered yet."), id="none")
        yield self._keys

    def home(self) -> Widget:
        """Return the keys where there are some, else the field."""
        return self._keys if self._keys.rows else self._field

    def look(self) -> None:
        """Ask for the keys that are registered."""
        self.fetch(self.by_caller(Registrar.ssh_keys, self.visit.caller.name), self._show)

    def _show(self, keys: Sequence[SshKey]) -> None:
        self._keys.show(keys)
        self._keys.display = bool(keys)
        self.query_one("#none").display = not keys
        if not keys:
            self._field.focus()
        self.refresh_bindings()

    # --- keys -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Remove only what there is."""
        if action == "remove_key":
            return self._keys.row is not None
        return super().check_action(action, parameters)

    @on(Input.Submitted)
    def _add(self) -> None:
        if (line := self._field.value).strip():
            self.change(self.by_caller(Registrar.add_ssh_key, self.visit.caller.name, line), self._added)

    def _added(self, answer: SshKey | Reason) -> None:
        if isinstance(answer, Reason):
            self.say(Tone.BAD, lambda language: sentence(answer, language))
            return
        self._field.value = ""
        self.say(Tone.GOOD, says("Registered. By this key you can log in over SSH now."))
        self.look()

    def action_remove_key(self) -> None:
        """Remove the key under the cursor."""
        if (key := self._keys.row) is not None:
            name, fingerprint = self.visit.caller.name, key.fingerprint
            self.change(self.by_caller(Registrar.remove_ssh_key, name, fingerprint), self._removed)

    def _removed(self, _: bool) -> None:
        self.say(Tone.GOOD, says("Removed. Nobody can log in by that key any more."))
        self.look()
