"""A field in which one chooses from a few values, in the visit's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from rich.text import Text
from textual.widgets import Select

from enroltui.language import N_, Language
from enroltui.printable import printable
from enroltui.widgets.speaking import Speaking

Value = TypeVar("Value")


class Choice(Select[Value | None], Speaking, Generic[Value]):
    """A select that keeps what was chosen when its words or its values change."""

    DEFAULT_CSS = """
    Choice {
        height: 1;
        & > SelectCurrent { height: 1; background: $panel; }
        & > SelectCurrent Static#label { padding-left: 1; }
        &:focus > SelectCurrent {
            background: $block-cursor-background; color: $block-cursor-foreground;
            Static#label { color: $block-cursor-foreground; }
        }
        & > SelectOverlay { width: auto; min-width: 16; max-width: 60; }
    }
    """

    def __init__(
        self,
        values: Sequence[Value],
        word: Callable[[Value, Language], str],
        *,
        optional: bool = False,
        none: str = N_("any"),
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`word` says a value; where `optional`, None is one of them, said by the untranslated `none`."""
        self._none: tuple[None, ...] = (None,) if optional else ()
        self._offered: tuple[Value | None, ...] = (*self._none, *values)
        self._word = word
        self._none_word = none
        super().__init__([("", value) for value in self._offered], allow_blank=False, compact=True, id=id)

    @property
    def chosen(self) -> Value | None:
        """Return the value that is chosen; None: any."""
        return self.selection

    def offer(self, values: Sequence[Value]) -> None:
        """Offer these values; what was chosen stays if it is among them."""
        self._offered = (*self._none, *values)
        self.speak(self.language)

    def speak(self, language: Language) -> None:
        """Say the values in this language."""
        kept = self.chosen
        with self.prevent(Select.Changed):
            self.set_options([(Text(printable(self._say(value, language))), value) for value in self._offered])
            if kept in self._offered:
                self.value = kept
            self.mutate_reactive(Choice.value)  # type: ignore[misc]  # the value may be the same: its words are not

    def _say(self, value: Value | None, language: Language) -> str:
        return language.text(self._none_word) if value is None else self._word(value, language)
